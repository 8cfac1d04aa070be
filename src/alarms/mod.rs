//! The second voice of the outbox: what an alarm says is asked of the desk as it is now, and goes out by a
//! route. It knows nothing of Discord.

mod letter;
pub mod p1;
mod voice;

pub use self::voice::Voice;
