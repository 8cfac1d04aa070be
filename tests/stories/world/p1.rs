//! A P1, raised by a team and posted on both sides.

use sandbox::{Answer, Channel, SeenMessage};

use super::{Customer, World};

/// What there is of a P1 that was just raised.
pub(crate) struct P1 {
    /// The private answer to the confirmation.
    pub(crate) answer: Answer,
    /// The team's thread.
    pub(crate) thread: Channel,
    /// Its card in the support channel.
    pub(crate) card: SeenMessage,
    /// The first page.
    pub(crate) page: SeenMessage,
}

impl World {
    /// A P1's card and its first page, both with these words. Neither waits for the other: the page is the
    /// one that calls somebody.
    pub(crate) async fn card_and_page(&self, words: &[&str]) -> (SeenMessage, SeenMessage) {
        let one = self.staff.support.expect(words).await;
        let other = self.staff.support.expect(words).await;
        if one.notified.is_empty() { (one, other) } else { (other, one) }
    }

    /// A member of a team raises a P1 and confirms it; card and page are read.
    pub(crate) async fn raises_p1(&self, of: &Customer, subject: &str) -> P1 {
        let line = format!(r#"/ticket open subject:"{subject}" description:"Since nine." priority:P1"#);
        let asked = of.member.types(&of.channel, &line).await;
        let answer = of.member.presses(&asked, "confirm").await;
        self.settles().await;
        of.channel.expect(&["P1", subject]).await;
        let (card, page) = self.card_and_page(&["P1", subject]).await;
        let number = card.text().split_whitespace().find(|word| word.starts_with('#')).expect("a number");
        let thread = of.channel.find_thread(number).expect("the ticket's thread");
        P1 { answer, thread, card, page }
    }
}
