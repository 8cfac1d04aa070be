//! The voice, and where it says a letter.

use std::sync::Arc;

use anyhow::{Context, Result};
use serenity::all::ChannelId as Room;

use crate::{
    delivery::letter::{Letter, Unsaid},
    desk::{delivered::Where, say::message::Destination},
    discord::{Face, reach::refused::unanswered},
    rules::ids::{ChannelId, MessageId, TicketNumber},
    store::place::Stand,
};

/// The voice of a face.
#[derive(Debug)]
pub struct Sender(pub Arc<Face>);

/// Where a message is to be posted.
#[derive(Clone, Copy, Debug)]
pub(in crate::discord) struct Spot {
    /// There.
    pub(in crate::discord) channel: ChannelId,
    /// As a reply to that message.
    pub(super) reply_to: Option<MessageId>,
    /// Where it is a ticket's thread: the channel and the message from which it was started, where it is said
    /// if the thread takes nothing.
    pub(in crate::discord) beside: Option<(ChannelId, MessageId)>,
    /// Whether another channel may do: not while it may stand here and that cannot be read.
    pub(super) elsewhere: bool,
}

impl Sender {
    /// Where a ticket stands.
    pub(super) async fn stand(&self, ticket: TicketNumber) -> Result<Stand, Unsaid> {
        let read = self.0.desk.stand(ticket).await;
        read.and_then(|stand| stand.with_context(|| format!("{ticket} is not there")))
            .map_err(|error| fault(&error))
    }

    pub(super) async fn direct(&self, person: serenity::all::UserId) -> Result<ChannelId, Unsaid> {
        let direct = person.create_dm_channel(&self.0.api).await.map_err(|error| unanswered(&error))?;
        Ok(ChannelId::new(direct.id.get()))
    }

    /// Where a message is to be posted now. What is for a ticket's thread goes to the channel while there is
    /// none, as a reply to the message from which it is to be started.
    pub(in crate::discord) async fn spot(
        &self,
        letter: &Letter,
        reply_to: Option<MessageId>,
    ) -> Result<Spot, Unsaid> {
        let face = &*self.0;
        let plain = |channel| Spot { channel, reply_to, beside: None, elsewhere: true };
        let (channel, message, thread) = match letter.to {
            Destination::Channel(id) => return Ok(plain(id)),
            Destination::Person(person) => {
                return self.direct(serenity::all::UserId::new(person.get())).await.map(plain);
            }
            Destination::Owner => {
                let guild = serenity::all::GuildId::new(face.home.staff_guild.get());
                let server = face.api.get_guild(guild).await.map_err(|error| unanswered(&error))?;
                return self.direct(server.owner_id).await.map(plain);
            }
            Destination::Route(route) => {
                return Err(Unsaid::Permanent { error: format!("{route} is a route outside chat") });
            }
            Destination::TeamThread(ticket) => {
                let stand = self.stand(ticket).await?;
                (stand.team_channel, stand.team_message, stand.team_thread())
            }
            Destination::StaffThread(ticket) => {
                let stand = self.stand(ticket).await?;
                (stand.card_channel, stand.card_message, stand.staff_thread())
            }
        };
        let not_yet =
            || Unsaid::Passing { error: "its first message is not there yet".to_owned(), after: None };
        let message = message.ok_or_else(not_yet)?;
        Ok(match thread {
            Some(thread) => {
                Spot { channel: thread, reply_to, beside: Some((channel, message)), elsewhere: true }
            }
            None => Spot { channel, reply_to: Some(message), beside: None, elsewhere: true },
        })
    }
}

pub(in crate::discord) fn stands(channel: ChannelId, message: MessageId) -> Where {
    Where { channel, message: Some(message), threaded: false, aside: None }
}

pub(in crate::discord) fn room(id: ChannelId) -> Room {
    Room::new(id.get())
}

pub(in crate::discord) fn fault(error: &anyhow::Error) -> Unsaid {
    Unsaid::Broken { error: format!("{error:#}") }
}
