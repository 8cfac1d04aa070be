//! Where a ticket speaks: only where a channel speaks for its customer. Where its channel went to somebody
//! else, or is gone, it goes on in another channel of the same customer, else nowhere until there is one;
//! what is for the team is kept.

use anyhow::Result;
use chrono::TimeDelta;

use super::file::{self, TicketFile, lane};
use crate::{
    desk::{
        Desk,
        say::{
            key::{Key, Why},
            message::{Aside, Destination, Lane, Say},
            order::{first_line, side_line},
        },
        work::{Message, Work},
    },
    rules::{
        ids::{ChannelId, CustomerId, TicketNumber},
        thread::WhichThread,
    },
    store::{self, Conn, customer::Reach, outbox::GivenUp, place::Stand, ticket::ThreadOf},
};

/// Why what is for a team is not said: nobody of it could see it.
pub const NOBODY: &str = "no channel speaks for the customer";

/// What was refused is tried again no more often than this, whatever changes meanwhile.
const TRIED_AGAIN: TimeDelta = TimeDelta::seconds(10);

/// What became of the open tickets of a channel that ceased to speak for their customer.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Left {
    /// Which, by number.
    pub tickets: Vec<TicketNumber>,
    /// Where they go on; none: nobody can see them.
    pub to: Option<ChannelId>,
}

/// Where what is written to a ticket's team now arrives.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Arrival {
    /// In its thread.
    InThread,
    /// In its channel, as there is no thread.
    InChannel,
    /// There as soon as Discord takes what was to be said before: what it says, where it was asked.
    Later(Option<String>),
    /// Nowhere: no channel speaks for the customer, or Discord lets the desk say nothing there.
    Nobody {
        /// The customer.
        customer: String,
        /// What Discord says.
        error: Option<String>,
    },
}

impl Desk {
    /// Where what is written to a ticket's team now arrives.
    pub async fn where_heard(&self, ticket: TicketNumber) -> Result<Arrival> {
        let mut conn = self.store.read().await?;
        let Some(stand) = store::place::stand(&mut conn, ticket).await? else {
            return Ok(Arrival::Later(None));
        };
        if let Some((_, why)) = store::place::silence(&mut conn, ticket).await? {
            let customer = store::customer::get(&mut conn, stand.customer).await?.name;
            let error = Some(why).filter(|why| why != NOBODY);
            return Ok(Arrival::Nobody { customer, error });
        }
        if !stand.speaks {
            let customer = store::customer::get(&mut conn, stand.customer).await?.name;
            return Ok(Arrival::Nobody { customer, error: None });
        }
        for line in [first_line(ticket), side_line(ticket, WhichThread::Teams)] {
            if let Some(error) = store::waiting::held_up(&mut conn, &line).await? {
                return Ok(Arrival::Later(Some(error)));
            }
        }
        Ok(match (stand.team_message, stand.team_thread()) {
            (None, _) => Arrival::Later(None),
            (Some(_), Some(_)) => Arrival::InThread,
            (Some(_), None) => Arrival::InChannel,
        })
    }

    /// Where a ticket goes on, for whoever wrote in a thread of it: the thread, or the channel where there is
    /// none. Nothing where it goes on nowhere, or where the thread in which they wrote hangs in a channel of
    /// somebody else, who is to hear nothing of it.
    pub async fn goes_on_in(&self, ticket: TicketNumber, thread: ChannelId) -> Result<Option<ChannelId>> {
        let mut conn = self.store.read().await?;
        let (stand, of) = (store::place::stand(&mut conn, ticket).await?, whose(&mut conn, thread).await?);
        let (Some(stand), Some(of)) = (stand, of) else { return Ok(None) };
        if of.staff {
            return Ok(Some(stand.staff_thread().unwrap_or(stand.card_channel)));
        }
        let theirs = store::customer::linked_to(&mut conn, of.team_channel).await?;
        let another = theirs.is_some_and(|theirs| theirs.id != stand.customer);
        let there = stand.team_thread().unwrap_or(stand.team_channel);
        Ok((stand.speaks && !another && there != thread).then_some(there))
    }

    /// Where a ticket stands on Discord now; nothing where there is no such ticket.
    pub async fn stand(&self, ticket: TicketNumber) -> Result<Option<Stand>> {
        let written = self.store.written();
        // What was read to be shown says it too.
        if let Some(Some(file)) = self.looks.files.known(written, &(Reach::Staff, ticket))
            && file.row.speaks
        {
            return Ok(Some(Stand::of(&file.row)));
        }
        let read = async { store::place::stand(&mut *self.store.read().await?, ticket).await };
        self.looks.stands.or_read(written, ticket, read).await
    }

    /// A channel is gone: the open tickets in it go on elsewhere.
    pub async fn channel_gone(&self, channel: ChannelId) -> Result<()> {
        // Most channels that go are nobody's.
        if store::customer::linked_to(&mut *self.store.read().await?, channel).await?.is_none() {
            return Ok(());
        }
        let mut work = self.work().await?;
        work.channel_gone(channel).await?;
        work.commit().await
    }

    /// What was refused for want of a permission, or of room for threads, is tried again now; of what was
    /// refused with an error that begins so the oldest alone.
    pub async fn try_refused(&self, error: Option<&str>) -> Result<()> {
        if !store::waiting::is_refused(&mut *self.store.read().await?).await? {
            return Ok(());
        }
        let mut work = self.work().await?;
        let now = work.now;
        // Discord counts what it refuses: whoever changes permissions again and again does not make the desk
        // ask each time.
        let last = *self.refused_tried.lock();
        let at = last.map_or(now, |last| now.max(last + TRIED_AGAIN));
        if store::waiting::try_refused(work.outbox().await?, error, at).await? {
            *self.refused_tried.lock() = Some(at);
        }
        work.commit().await
    }
}

impl Work<'_> {
    async fn channel_gone(&mut self, channel: ChannelId) -> Result<()> {
        let now = self.now;
        let Some(customer) = store::place::channel_gone(self.conn(), channel, now).await? else {
            return Ok(());
        };
        self.leaves(customer, channel).await?;
        store::left::channel_gone(self.conn(), channel).await
    }

    /// A channel speaks for a customer no more: its open tickets there go on elsewhere, or nowhere. Staff are
    /// told of those that nobody can see.
    pub(in crate::desk) async fn leaves(&mut self, customer: CustomerId, channel: ChannelId) -> Result<Left> {
        let mut left = Left::default();
        let mut silent = Vec::new();
        for ticket in store::place::open_in(self.conn(), customer, channel).await? {
            let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { continue };
            left.to = self.go_on(&file).await?;
            if left.to.is_none() && self.falls_silent(&file, NOBODY).await? {
                silent.push(ticket);
            }
            left.tickets.push(ticket);
        }
        self.tell_silent(customer, silent, None).await?;
        self.team_moves(customer, channel).await?;
        Ok(left)
    }

    /// A channel speaks for a customer from now on: its open tickets that nobody could see go on there.
    pub(in crate::desk) async fn is_heard_in(
        &mut self,
        customer: CustomerId,
        channel: ChannelId,
    ) -> Result<()> {
        let now = self.now;
        store::waiting::try_refused_of(self.outbox().await?, customer, now).await?;
        for ticket in store::place::unheard(self.conn(), customer).await? {
            let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { continue };
            if file.row.team_channel == channel && file.row.team_message.is_some() {
                self.is_heard(&file, None).await?;
            } else {
                self.go_on(&file).await?;
            }
        }
        Ok(())
    }

    /// A ticket goes on in a channel that speaks for its customer, with a first message and a thread of its
    /// own there; what waits to be said to its team follows. Returns the channel, or nothing where none
    /// speaks for it.
    pub(in crate::desk) async fn go_on(&mut self, file: &TicketFile) -> Result<Option<ChannelId>> {
        let ticket = file.row.number;
        let Some(channel) = store::place::speaking(self.conn(), file.row.customer).await? else {
            return Ok(None);
        };
        store::place::moves(self.conn(), ticket, channel).await?;
        let mut file = file.clone();
        (file.row.team_channel, file.row.team_message, file.row.team_thread) = (channel, None, None);
        let before = self.post_again(&file, WhichThread::Teams).await?;
        self.is_heard(&file, before).await?;
        Ok(Some(channel))
    }

    /// A ticket's team can see it again: what was given up as nobody could is said after all, once `after`
    /// is.
    async fn is_heard(&mut self, file: &TicketFile, after: Option<i64>) -> Result<()> {
        let (ticket, now) = (file.row.number, self.now);
        let line = side_line(ticket, WhichThread::Teams);
        if store::place::is_heard(self.conn(), ticket).await? {
            self.correct_because(file, Why::Heard(now)).await?;
        }
        store::waiting::take_up(self.outbox().await?, (&line, NOBODY), after, now).await
    }

    /// Nobody of a ticket's team can see it from now on. Says whether that is new.
    async fn falls_silent(&mut self, file: &TicketFile, why: &str) -> Result<bool> {
        let (ticket, now) = (file.row.number, self.now);
        if why == NOBODY {
            store::waiting::give_up_line(
                self.outbox().await?,
                &side_line(ticket, WhichThread::Teams),
                NOBODY,
            )
            .await?;
        }
        let new = store::place::falls_silent(self.conn(), ticket, why, now).await?;
        if new {
            self.correct_because(file, Why::Silent(now)).await?;
        }
        Ok(new)
    }

    /// Staff are told once of tickets that nobody of their team can see.
    async fn tell_silent(
        &mut self,
        customer: CustomerId,
        tickets: Vec<TicketNumber>,
        error: Option<&str>,
    ) -> Result<()> {
        let Some(first) = tickets.first() else { return Ok(()) };
        let Some(setup) = store::desk::setup(self.conn()).await? else { return Ok(()) };
        if !store::place::is_served(self.conn(), customer).await? {
            return Ok(());
        }
        let key = Key::Unheard(*first, self.now);
        let say = Say::Unheard { customer, tickets, error: error.map(str::to_owned) };
        let to = Destination::Channel(setup.support_channel);
        self.say(&Message::new(&key, Lane::Tickets, to, setup.language, say))
    }

    /// What is for a ticket's team could not be said, as its channel speaks for its customer no more, or is
    /// gone: `gone`, where Discord says so. It waits for the first message elsewhere, or is given up until
    /// there is a channel.
    pub async fn went_astray(
        &mut self,
        row: i64,
        say: &Say,
        (ticket, gone): (TicketNumber, Option<ChannelId>),
    ) -> Result<()> {
        let now = self.now;
        if let Some(channel) = gone {
            self.channel_gone(channel).await?;
        }
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        // It may have gone on already. A closed ticket goes on only for what is said of it.
        let wanted = file.ticket.is_open() || !say.is_about_a_place();
        let goes_on = file.row.speaks || (wanted && self.go_on(&file).await?.is_some());
        if goes_on && !say.is_about_a_place() {
            return store::outbox::again(self.outbox().await?, row, now, "it goes on elsewhere").await;
        }
        if !goes_on && file.ticket.is_open() && self.falls_silent(&file, NOBODY).await? {
            self.tell_silent(file.row.customer, vec![ticket], None).await?;
        }
        if !say.is_about_a_place() {
            return store::outbox::ends(self.outbox().await?, row, GivenUp::Failed, NOBODY).await;
        }
        store::waiting::let_go(self.outbox().await?, row, &side_line(ticket, WhichThread::Teams)).await?;
        store::outbox::give_up(self.outbox().await?, row, GivenUp::Useless, "it goes on elsewhere").await
    }

    /// Discord lets the desk say nothing to a ticket's team for now. Staff are told once.
    pub async fn is_refused_by_team(&mut self, ticket: TicketNumber, error: &str) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        if file.ticket.is_open() && self.falls_silent(&file, error).await? {
            self.tell_silent(file.row.customer, vec![ticket], Some(error)).await?;
        }
        Ok(())
    }

    /// What was refused before is said: the team sees the ticket again.
    pub async fn is_taken_again(&mut self, ticket: TicketNumber) -> Result<()> {
        match file::read(self.conn(), Reach::Staff, ticket).await? {
            Some(file) if file.row.unheard_since.is_some() => self.is_heard(&file, None).await,
            Some(_) | None => Ok(()),
        }
    }

    /// What was for a ticket's thread stands in its channel, as the thread takes nothing: staff are told once
    /// for each thread.
    pub async fn stands_aside(
        &mut self,
        (ticket, which): (TicketNumber, WhichThread),
        thread: ChannelId,
        why: Aside,
    ) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        let language = self.staff_language().await?;
        let key = Key::Aside(ticket, thread);
        let (to, say) = (Destination::StaffThread(ticket), Say::Aside { ticket, which, why });
        self.say(&Message::new(&key, lane(&file), to, language, say))
    }

    /// A thread could not be started in a channel: staff are told once a day for each channel and reason.
    pub async fn threads_are_refused(
        &mut self,
        ticket: TicketNumber,
        which: WhichThread,
        error: &str,
    ) -> Result<()> {
        let (Some(stand), Some(setup)) =
            (store::place::stand(self.conn(), ticket).await?, store::desk::setup(self.conn()).await?)
        else {
            return Ok(());
        };
        let channel = match which {
            WhichThread::Teams => stand.team_channel,
            WhichThread::Staffs => stand.card_channel,
        };
        let day = self.offer().calendar.date_of(self.now);
        let code = error.split(' ').next().unwrap_or_default();
        let key = Key::NoThreads(channel, code.to_owned(), day);
        let say = Say::NoThreads { channel, error: error.to_owned() };
        let to = Destination::Channel(setup.support_channel);
        self.say(&Message::new(&key, Lane::Tickets, to, setup.language, say))
    }

    /// Something was refused for good that was for a ticket's team: staff are told, as whoever wrote it
    /// believes that it is read.
    pub async fn is_not_said(&mut self, row: i64, ticket: TicketNumber, error: &str) -> Result<()> {
        let Some(file) = file::read(self.conn(), Reach::Staff, ticket).await? else { return Ok(()) };
        let language = self.staff_language().await?;
        let key = Key::NotSaid(ticket, row);
        let say = Say::NotSaid { ticket, error: error.to_owned() };
        let to = Destination::Channel(file.row.card_channel);
        self.say(&Message::new(&key, lane(&file), to, language, say))
    }

    /// Says something to a ticket's team: where the ticket speaks now.
    pub(in crate::desk) async fn say_to_team(
        &mut self,
        file: &TicketFile,
        key: &Key,
        say: Say,
    ) -> Result<()> {
        let number = file.row.number;
        self.find_hearers(file).await?;
        let to = Destination::TeamThread(number);
        self.say(&Message::new(key, lane(file), to, file.language, say))
    }

    /// A ticket whose channel ceased to speak for its customer, and that nobody told of, goes on elsewhere
    /// before more is said.
    async fn find_hearers(&mut self, file: &TicketFile) -> Result<()> {
        let was_found = file.row.speaks || file.row.unheard_since.is_some();
        if was_found || self.go_on(file).await?.is_some() {
            return Ok(());
        }
        if file.ticket.is_open() && self.falls_silent(file, NOBODY).await? {
            self.tell_silent(file.row.customer, vec![file.row.number], None).await?;
        }
        Ok(())
    }
}

/// The ticket whose thread this is, or was.
pub(in crate::desk) async fn whose(conn: &mut Conn, thread: ChannelId) -> Result<Option<ThreadOf>> {
    match store::ticket::of_thread(conn, thread).await? {
        Some(of) => Ok(Some(of)),
        None => store::left::of_thread(conn, thread).await,
    }
}

impl Work<'_> {
    /// Posts a ticket's first message, or its card, anew, and starts the thread from it. What waits to be
    /// said there goes after it. Returns the row after which it goes.
    pub(in crate::desk) async fn post_again(
        &mut self,
        file: &TicketFile,
        whose: WhichThread,
    ) -> Result<Option<i64>> {
        let (number, now) = (file.row.number, self.now);
        match whose {
            WhichThread::Teams => {
                let to = Destination::Channel(file.row.team_channel);
                let say = Say::TicketPosted { ticket: number };
                let key = Key::PostedAgain(number, now);
                let first = self.post(&Message::new(&key, lane(file), to, file.language, say)).await?;
                let (to, say) = (Destination::TeamThread(number), Say::ThreadAgain { ticket: number });
                let key = Key::ThreadIsNew(number, now);
                // Before what already waits for the thread: so not in the line of that.
                let message = Message::new(&key, lane(file), to, file.language, say).apart();
                let told = self.post(&message.after(first)).await?;
                let before = told.or(first);
                store::waiting::hold(self.outbox().await?, &side_line(number, WhichThread::Teams), before)
                    .await?;
                Ok(before)
            }
            WhichThread::Staffs => {
                let to = Destination::Channel(file.row.card_channel);
                let language = self.staff_language().await?;
                let key = Key::CardAgain(number, now);
                let say = Say::Card { ticket: number };
                let card = self.post(&Message::new(&key, Lane::Tickets, to, language, say)).await?;
                let Some(card) = card else { return Ok(None) };
                let key = Key::StaffThread(number, card);
                let say = Say::StaffThread { ticket: number };
                let thread = Message::new(&key, Lane::Tickets, to, language, say).apart();
                let before = self.post(&thread.after(Some(card))).await?;
                store::waiting::hold(self.outbox().await?, &side_line(number, WhichThread::Staffs), before)
                    .await?;
                Ok(before)
            }
        }
    }
}
