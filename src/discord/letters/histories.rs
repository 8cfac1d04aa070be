//! What the bot said in a channel, read once for all who look for it at one moment: each for itself they
//! would meet the channel's limit, and what is refused there keeps the channel's other words waiting.

use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, Utc};
use parking_lot::Mutex;
use tokio::{
    sync::{Mutex as Turn, OwnedMutexGuard},
    time::Instant,
};

use crate::rules::ids::{ChannelId, MessageId};

/// What was read of a channel, back to some moment.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    /// The bot's messages, by the reference in their footers.
    pub(super) said: HashMap<String, MessageId>,
    /// The oldest moment of which all was read; none where it is the channel's beginning.
    pub(super) back_to: Option<DateTime<Utc>>,
    /// Whether the bot may not read what stands there.
    pub(super) unreadable: bool,
}

impl History {
    /// Whether it says of a message, made then or later, whether it stands there.
    pub(super) fn tells(&self, reference: &str, since: DateTime<Utc>) -> bool {
        self.said.contains_key(reference) || self.back_to.is_none_or(|back_to| back_to < since)
    }
}

/// What was read last of a channel, and when that began.
type Last = Option<(Instant, History)>;

/// What was read of each channel in which somebody looks just now.
#[derive(Debug, Default)]
pub struct Histories(Mutex<HashMap<ChannelId, Arc<Turn<Last>>>>);

/// Whose turn it is to look in a channel.
pub(super) struct Looking<'h> {
    histories: &'h Histories,
    channel: ChannelId,
    /// What was read is not older than the question.
    asked: Instant,
    last: OwnedMutexGuard<Last>,
}

impl Histories {
    /// Waits until nobody else reads that channel.
    pub(super) async fn turn(&self, channel: ChannelId) -> Looking<'_> {
        let asked = Instant::now();
        let place = Arc::clone(self.0.lock().entry(channel).or_default());
        Looking { histories: self, channel, asked, last: place.lock_owned().await }
    }
}

impl Looking<'_> {
    /// What somebody else has read since it was asked for, where it says enough.
    pub(super) fn read(&self, reference: &str, since: DateTime<Utc>) -> Option<&History> {
        let (began, history) = self.last.as_ref()?;
        (*began >= self.asked && history.tells(reference, since)).then_some(history)
    }

    /// This was read meanwhile, from that moment on.
    pub(super) fn has_read(&mut self, began: Instant, history: History) {
        *self.last = Some((began, history));
    }
}

impl Drop for Looking<'_> {
    /// The last to look leaves nothing behind.
    fn drop(&mut self) {
        let mut places = self.histories.0.lock();
        let place = OwnedMutexGuard::mutex(&self.last);
        // The map's, and this one's.
        if Arc::strong_count(place) <= 2 {
            places.remove(&self.channel);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    const CHANNEL: ChannelId = ChannelId::new(1);

    fn back_to(minutes: i64) -> History {
        let said = HashMap::from([("g1".to_owned(), MessageId::new(7))]);
        History { said, back_to: Some(at(minutes)), unreadable: false }
    }

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
    }

    /// Who waited while it was read has it; who comes later reads for themselves, and so does who needs more
    /// of it. Nothing is left behind.
    #[tokio::test]
    async fn what_is_read_is_for_those_who_waited() {
        let histories = Histories::default();
        let mut first = histories.turn(CHANNEL).await;
        assert!(first.read("g1", at(10)).is_none());
        let waits = histories.turn(CHANNEL);
        tokio::pin!(waits);
        assert!(futures::poll!(&mut waits).is_pending());
        tokio::time::timeout(std::time::Duration::from_millis(1), std::future::pending::<()>()).await.ok();
        first.has_read(Instant::now(), back_to(5));
        drop(first);
        let second = waits.await;
        assert!(second.read("g2", at(10)).is_some() && second.read("g2", at(5)).is_none());
        assert!(second.read("g1", at(1)).is_some(), "it was found");
        drop(second);
        assert!(histories.0.lock().is_empty());
        assert!(histories.turn(CHANNEL).await.read("g1", at(10)).is_none());
    }
}
