//! What somebody is answered.

use super::{
    card::{Card, Form},
    upload::{Content, Upload},
};
use crate::{
    desk::{actor::Actor, ticket::export_file::Unfinished},
    rules::ids::TicketNumber,
};

/// What is shown for an interaction.
#[derive(Debug)]
pub enum Answer {
    /// A message that only the person sees.
    Private(Card),
    /// Such a message with a ticket's file, which is on the disk; or a link to it, where Discord does not
    /// take it.
    Export(Card, Made),
    /// The message on which they pressed becomes this one.
    Instead(Card),
    /// A form to fill in.
    Form(Form),
    /// Nothing to show: what happens next is seen in the channel.
    Nothing,
}

impl From<Card> for Answer {
    fn from(card: Card) -> Self {
        Self::Private(card)
    }
}

impl Answer {
    /// The same, in the place of the message on which was pressed.
    pub fn instead(self) -> Self {
        match self {
            Self::Private(card) => Self::Instead(card),
            other => other,
        }
    }

    /// Whether it has files that may take long to go up.
    pub(in crate::discord) fn is_heavy(&self) -> bool {
        let of = |card: &Card| card.files.iter().map(|file| file.bytes.len()).sum::<usize>();
        match self {
            Self::Private(card) | Self::Instead(card) => of(card) > INLINE,
            Self::Export(..) => true,
            Self::Form(_) | Self::Nothing => false,
        }
    }
}

/// So many bytes of files go with a first answer, at most: they take no time. With more, it is put off.
pub const INLINE: usize = 64 * 1024;

/// A ticket's file, made for somebody.
#[derive(Debug)]
pub struct Made {
    pub(in crate::discord) actor: Box<Actor>,
    pub(in crate::discord) ticket: TicketNumber,
    /// Under which name it stands once a link leads to it.
    pub(in crate::discord) name: String,
    pub(in crate::discord) file: Unfinished,
}

impl Made {
    /// The file, to be sent.
    pub fn upload(&self) -> Upload {
        Upload { name: name(self.ticket), alt: None, content: Content::At(self.file.path().to_owned()) }
    }
}

/// The name of a ticket's file.
pub fn name(number: TicketNumber) -> String {
    format!("ticket-{}.zip", number.get())
}
