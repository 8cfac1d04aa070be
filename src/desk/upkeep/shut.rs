//! A channel in which Discord lets the desk say nothing for now: what is to be said there waits, staff are
//! told of it where they can be, and what is for them follows to the channel that the set-up names next.

use anyhow::Result;
use chrono::TimeDelta;

use crate::{
    desk::{
        Desk,
        say::{
            key::Key,
            message::{Destination, Lane, Say},
            order::side_line,
        },
        work::{Message, Work},
    },
    rules::{
        ids::{ChannelId, CustomerId, TicketNumber},
        thread::WhichThread,
    },
    store::{
        self,
        desk::Setup,
        outbox::{GivenUp, ends},
    },
};

/// How long a channel is shut before staff are told of it: a right that is back at once is no news.
const TOLD_AFTER: TimeDelta = TimeDelta::minutes(1);

/// How often staff are told of a channel that stays shut.
const TOLD_EVERY: TimeDelta = TimeDelta::days(1);

/// A channel that refuses what is to be said there.
#[derive(Clone, Copy, Debug)]
pub struct Shut {
    /// Whether it is one of the staff's own.
    pub staffs: bool,
}

impl Desk {
    /// Whether a channel refuses something still; nothing where all of it was said meanwhile.
    pub async fn shut(&self, channel: ChannelId) -> Result<Option<Shut>> {
        let mut conn = self.store.read().await?;
        if !store::waiting::is_refused_in(&mut conn, channel).await? {
            return Ok(None);
        }
        let setup = store::desk::setup(&mut conn).await?;
        let own = |setup: Setup| [setup.support_channel, setup.experts_channel].contains(&channel);
        Ok(Some(Shut { staffs: setup.is_some_and(own) }))
    }
}

impl Work<'_> {
    /// Discord refused a message and may yet take it: staff are told of the channel once a day, where they
    /// can be told.
    pub async fn is_shut(&mut self, (say, to): (&Say, Destination), error: &str) -> Result<()> {
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        if let Say::Shut { channel, .. } = say {
            // Not there either: whoever owns the server is told.
            return match to {
                Destination::Channel(_) => self.tell_shut(*channel, Destination::Owner, error, &setup).await,
                Destination::TeamThread(_)
                | Destination::StaffThread(_)
                | Destination::Person(_)
                | Destination::Owner
                | Destination::Route(_) => Ok(()),
            };
        }
        if say.is_told_otherwise(to) {
            return Ok(());
        }
        let channel = match to {
            Destination::Channel(channel) => channel,
            Destination::StaffThread(ticket) => match store::place::stand(self.conn(), ticket).await? {
                Some(stand) => stand.card_channel,
                None => return Ok(()),
            },
            Destination::TeamThread(_)
            | Destination::Person(_)
            | Destination::Owner
            | Destination::Route(_) => return Ok(()),
        };
        let at = if channel != setup.support_channel {
            Destination::Channel(setup.support_channel)
        } else if channel != setup.experts_channel {
            Destination::Channel(setup.experts_channel)
        } else {
            Destination::Owner
        };
        self.tell_shut(channel, at, error, &setup).await
    }

    async fn tell_shut(
        &mut self,
        channel: ChannelId,
        to: Destination,
        error: &str,
        setup: &Setup,
    ) -> Result<()> {
        let now = self.now;
        if store::outbox::stands_since(self.outbox().await?, &Key::shut(channel, to), now - TOLD_EVERY)
            .await?
        {
            return Ok(());
        }
        let key = Key::Shut(channel, to, now);
        let say = Say::Shut { channel, error: error.to_owned() };
        let message = Message::new(&key, Lane::Tickets, to, setup.language, say);
        self.say(&message.not_before(now + TOLD_AFTER))
    }

    /// What waits to be said in a channel that was the staff's follows to the one that is now.
    pub(in crate::desk) async fn staff_move(&mut self, before: &Setup, setup: &Setup) -> Result<()> {
        let mut left = vec![before.support_channel, before.experts_channel];
        left.dedup();
        let now = self.now;
        for from in left {
            for (row, body) in store::waiting::posts_for(self.outbox().await?, from).await? {
                let say: Option<Say> = serde_json::from_str(&body).ok();
                let to = say.and_then(|say| say.for_staff()).map(|room| room.of(setup));
                if let Some(to) = to.filter(|to| *to != from) {
                    store::waiting::goes_to(self.outbox().await?, row, (from, to), now).await?;
                }
            }
        }
        Ok(())
    }

    /// What waits to be said to a team in a channel that speaks for it no more follows to another that does.
    /// Left out: notices, of which each channel has its own.
    pub(in crate::desk) async fn team_moves(&mut self, customer: CustomerId, from: ChannelId) -> Result<()> {
        let now = self.now;
        let Some(to) = store::place::speaking(self.conn(), customer).await? else { return Ok(()) };
        for (row, body) in store::waiting::posts_for(self.outbox().await?, from).await? {
            let say: Option<Say> = serde_json::from_str(&body).ok();
            let goes = say.is_some_and(|say| say.is_heard_anywhere() && !matches!(say, Say::Notice { .. }));
            if goes && to != from {
                store::waiting::goes_to(self.outbox().await?, row, (from, to), now).await?;
            }
        }
        Ok(())
    }

    /// What was refused was under way to a channel that is the staff's no longer: it follows to the one that
    /// is now. Says whether it does.
    pub async fn follows_staff(&mut self, row: i64, (say, to): (&Say, Destination)) -> Result<bool> {
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(false) };
        let (Some(room), Some(from)) = (say.for_staff(), to.channel()) else { return Ok(false) };
        if [setup.support_channel, setup.experts_channel].contains(&from) {
            return Ok(false);
        }
        if let Say::Card { ticket } = say {
            return self.is_carded_elsewhere(row, *ticket).await.map(|()| true);
        }
        let now = self.now;
        store::waiting::goes_to(self.outbox().await?, row, (from, room.of(&setup)), now).await?;
        Ok(true)
    }

    /// A card was under way while the staff's channel was named anew: another was written for that, and what
    /// waits for the card waits for it.
    async fn is_carded_elsewhere(&mut self, row: i64, ticket: TicketNumber) -> Result<()> {
        let card = self.last_card(ticket).await?.map(|(card, _)| card);
        store::waiting::hold(
            self.outbox().await?,
            &side_line(ticket, WhichThread::Staffs),
            card.filter(|card| *card != row),
        )
        .await?;
        ends(self.conn(), row, GivenUp::Useless, "it is posted elsewhere").await
    }
}
