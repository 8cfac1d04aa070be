//! What is said in tickets' threads, and what happens to channels.

use serenity::all::FullEvent;

use super::Face;

/// An event of the gateway that is no interaction.
pub fn heard(_face: &Face, event: &FullEvent) {
    if let FullEvent::Resume { .. } = event {
        tracing::info!("the gateway was resumed");
    }
}
