//! What was read, remembered until it may have changed.
//!
//! The desk writes through one connection, which counts what it commits; and it looks once a second whether
//! another program wrote.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use parking_lot::Mutex;
use tokio::sync::OnceCell;

/// Answers to questions of one kind, since something on which they rest was last written. Those who ask the
/// same at one moment share one reading.
#[derive(Debug)]
pub struct Remembered<K, V> {
    /// How many answers there are at most; then all are forgotten.
    most: usize,
    kept: Mutex<Kept<K, V>>,
}

/// Answers, and the count of changes at which they were read.
#[derive(Debug)]
struct Kept<K, V> {
    at: u64,
    of: HashMap<K, Arc<OnceCell<V>>>,
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// Nothing yet, and at most so many answers.
    pub fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Kept { at: 0, of: HashMap::new() }) }
    }

    /// The answer to a question: what is remembered, else what `read` gives. `changes` counts what was
    /// written of that on which the answer rests; it is looked at before anything is read, so that what is
    /// written meanwhile is not missed by whoever asks later.
    ///
    /// # Errors
    /// As `read`; a failure is not remembered.
    pub async fn or_read<E>(
        &self,
        changes: u64,
        question: K,
        read: impl Future<Output = Result<V, E>>,
    ) -> Result<V, E> {
        self.answer(changes, question).get_or_try_init(|| read).await.cloned()
    }

    /// The answer to a question, where it is remembered.
    pub fn known(&self, changes: u64, question: &K) -> Option<V> {
        let kept = self.kept.lock();
        let answer = kept.of.get(question).filter(|_| kept.at == changes)?;
        answer.get().cloned()
    }

    fn answer(&self, changes: u64, question: K) -> Arc<OnceCell<V>> {
        // What a panic elsewhere left is still true.
        let mut kept = self.kept.lock();
        if kept.at > changes {
            // Counted before a change that others know of already: for this one alone.
            return Arc::default();
        }
        if kept.at < changes || kept.of.len() >= self.most {
            *kept = Kept { at: changes, of: HashMap::new() };
        }
        Arc::clone(kept.of.entry(question).or_default())
    }
}

/// The tables on which an answer rests.
const RESTS_ON: [&str; 4] = ["desk", "customer", "channel_link", "manager"];

/// Whether an answer rests on a table.
pub(super) fn rests_on(table: &str) -> bool {
    RESTS_ON.contains(&table)
}

#[cfg(test)]
mod tests {
    use std::{
        convert::Infallible,
        sync::atomic::{AtomicU32, Ordering},
    };

    use super::*;

    /// Answers, each reading of which is counted.
    struct Book {
        remembered: Remembered<&'static str, u32>,
        readings: AtomicU32,
    }

    impl Book {
        fn of(most: usize) -> Self {
            Self { remembered: Remembered::new(most), readings: AtomicU32::new(0) }
        }

        /// The number of the reading that answers.
        async fn ask(&self, changes: u64, question: &'static str) -> u32 {
            let read = async {
                let reading = self.readings.fetch_add(1, Ordering::SeqCst) + 1;
                tokio::task::yield_now().await;
                Ok::<_, Infallible>(reading)
            };
            self.remembered.or_read(changes, question, read).await.unwrap_or_else(|never| match never {})
        }
    }

    #[tokio::test]
    async fn an_answer_is_remembered_until_something_changes() {
        let book = Book::of(8);
        assert_eq!((book.ask(0, "who").await, book.ask(0, "who").await), (1, 1));
        assert_eq!(book.ask(0, "what").await, 2);
        assert_eq!((book.ask(1, "who").await, book.ask(1, "who").await), (3, 3));
    }

    #[tokio::test]
    async fn who_asks_at_one_moment_shares_a_reading() {
        let book = Book::of(8);
        assert_eq!(tokio::join!(book.ask(0, "who"), book.ask(0, "who"), book.ask(0, "what")), (1, 1, 2));
    }

    /// Read before a change and asked for after it: what was read may be the old row.
    #[tokio::test]
    async fn an_answer_that_is_overtaken_is_not_shared() {
        let book = Book::of(8);
        assert_eq!(tokio::join!(book.ask(0, "who"), book.ask(1, "who")), (1, 2));
        assert_eq!(book.ask(1, "who").await, 2);
        // Counted long ago: it neither takes what is newer nor leaves anything.
        assert_eq!((book.ask(0, "who").await, book.ask(1, "who").await), (3, 2));
    }

    #[tokio::test]
    async fn what_is_known_is_told_until_something_changes() {
        let book = Book::of(8);
        assert_eq!(book.remembered.known(0, &"who"), None);
        assert_eq!(book.ask(0, "who").await, 1);
        assert_eq!(book.remembered.known(0, &"who"), Some(1));
        assert_eq!((book.remembered.known(0, &"what"), book.remembered.known(1, &"who")), (None, None));
    }

    #[tokio::test]
    async fn a_failure_is_not_remembered() {
        let remembered = Remembered::new(8);
        assert_eq!(remembered.or_read(0, "who", async { Err("no") }).await, Err("no"));
        assert_eq!(remembered.or_read(0, "who", async { Ok::<_, &str>(7) }).await, Ok(7));
    }

    #[tokio::test]
    async fn no_more_is_remembered_than_there_is_room_for() {
        let book = Book::of(2);
        for (question, reading) in [("a", 1), ("b", 2), ("c", 3), ("c", 3), ("a", 4)] {
            assert_eq!(book.ask(0, question).await, reading, "{question}");
        }
    }
}
