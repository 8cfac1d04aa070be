//! A ticket's threads: the team's, the staff's from the first need on; put away when it is closed, made again when they vanish.

use anyhow::Result;

use super::{
    Desk,
    file::{self, TicketFile},
    say::{Destination, Lane, Say},
    ticket::{lane, lane_of},
    work::{Message, Work, posted_key},
};
use crate::{
    rules::{
        ids::{ChannelId, EventSeq, TicketNumber},
        language::Language,
    },
    store::{
        self,
        customer::Reach,
        outbox::Standing,
        ticket::{Whose, stands_nowhere},
    },
};

/// Whether a message can reach the staff's thread.
enum StaffThread {
    /// It is there.
    There,
    /// It will be once this row is said.
    After(i64),
    /// Its card could not be posted: what is written stays in the record.
    Nowhere,
}

impl Desk {
    /// The threads of open tickets, each with the channel that it hangs from.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_threads(&self) -> Result<Vec<(ChannelId, ChannelId)>> {
        let mut conn = self.store.read().await?;
        store::ticket::open_threads(&mut conn).await
    }

    /// A thread vanished. An open ticket's is made again, from a message posted anew; a closed one's when it is reopened. The ticket
    /// stays as it is, and so does what was written. Says whether there will be a thread again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn thread_gone(&self, thread: ChannelId) -> Result<bool> {
        let mut work = self.work().await?;
        // Not found: it was heard of before, and another is on its way.
        let Some(of) = store::ticket::of_thread(work.conn(), thread).await? else { return Ok(true) };
        let whose = if of.staff { Whose::Staffs } else { Whose::Teams };
        stands_nowhere(work.conn(), of.ticket, whose).await?;
        let file =
            file::read(work.conn(), Reach::Staff, of.ticket).await?.filter(|file| file.ticket.is_open());
        if let Some(file) = &file {
            work.post_again(file, whose).await?;
        }
        work.commit().await?;
        Ok(file.is_some())
    }
}

impl Work<'_> {
    /// Makes the team's thread of a ticket again where it vanished while the ticket was closed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn thread_back(&mut self, file: &TicketFile) -> Result<()> {
        self.say_queued().await?;
        let posted = posted_key(file.row.number);
        let was_posted =
            matches!(store::outbox::of_key(self.conn(), &posted).await?, Some((_, Standing::Said)));
        if file.row.team_message.is_none() && was_posted {
            self.post_again(file, Whose::Teams).await?;
        }
        Ok(())
    }

    /// Posts a ticket's first message, or its card, anew, and starts the thread from it.
    async fn post_again(&mut self, file: &TicketFile, whose: Whose) -> Result<()> {
        let (number, moment) = (file.row.number, self.now.timestamp());
        let id = number.get();
        match whose {
            Whose::Teams => {
                let to = Destination::Channel(file.row.team_channel);
                let say = Say::TicketPosted { ticket: number };
                let key = format!("ticket:{id}:posted-again:{moment}");
                let first = self.say(&Message::new(&key, lane(file), to, file.language, say)).await?;
                let (to, say) = (Destination::TeamThread(number), Say::ThreadAgain { ticket: number });
                let key = format!("{}{moment}", store::outbox::thread_is_new_key(number));
                // In another lane than what waits for the thread already: it goes before that, and is not kept by it.
                let beside = match lane(file) {
                    Lane::P1 => Lane::Tickets,
                    Lane::Page | Lane::Tickets | Lane::Rest => Lane::P1,
                };
                self.say(&Message::new(&key, beside, to, file.language, say).after(first)).await.map(drop)
            }
            Whose::Staffs => {
                let to = Destination::Channel(file.row.card_channel);
                let language = self.staff_language().await?;
                let key = format!("ticket:{id}:card-moved:{moment}");
                let say = Say::Card { ticket: number };
                let card = self.say(&Message::new(&key, Lane::Tickets, to, language, say)).await?;
                let Some(card) = card else { return Ok(()) };
                let key = staff_thread_key(number, card);
                let say = Say::StaffThread { ticket: number };
                self.say(&Message::new(&key, Lane::Tickets, to, language, say).after(Some(card)))
                    .await
                    .map(drop)
            }
        }
    }

    /// Starts the team's thread from the first message, where it could not be started with it.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) async fn start_thread(&mut self, ticket: TicketNumber, channel: ChannelId) -> Result<()> {
        let Some(row) = store::ticket::get(self.conn(), ticket).await? else { return Ok(()) };
        // Not to the thread itself: what already waits for the thread would keep it from being made.
        let to = Destination::Channel(channel);
        let key = format!("ticket:{}:thread:{}", ticket.get(), self.now.timestamp());
        let lane = lane_of(row.priority);
        self.queue(&Message::new(&key, lane, to, row.customer_language, Say::TeamThread { ticket }))
    }

    /// Says something in a ticket's thread: the team's, or the staff's, which is made at the first need.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn say_in_thread(&mut self, file: &TicketFile, key: &str, staff: bool, say: Say) -> Result<()> {
        let number = file.row.number;
        if !staff {
            let to = Destination::TeamThread(number);
            return self.say(&Message::new(key, lane(file), to, file.language, say)).await.map(drop);
        }
        let language = self.staff_language().await?;
        let after = match self.staff_thread(file, language).await? {
            StaffThread::There => None,
            StaffThread::After(row) => Some(row),
            StaffThread::Nowhere => return Ok(()),
        };
        let message = Message::new(key, lane(file), Destination::StaffThread(number), language, say);
        self.say(&message.after(after)).await.map(drop)
    }

    /// The staff's thread: as it is, or started from the card once that is posted. A card that moved has another.
    async fn staff_thread(&mut self, file: &TicketFile, language: Language) -> Result<StaffThread> {
        let number = file.row.number;
        if file.row.staff_thread.is_some() {
            return Ok(StaffThread::There);
        }
        self.say_queued().await?;
        let Some((card, standing)) = store::outbox::last_card(self.conn(), number).await? else {
            return Ok(StaffThread::Nowhere);
        };
        let after = match standing {
            Standing::Coming => Some(card),
            Standing::Said => None,
            Standing::GivenUp => return Ok(StaffThread::Nowhere),
        };
        let key = staff_thread_key(number, card);
        let to = Destination::StaffThread(number);
        let say = Say::StaffThread { ticket: number };
        let made = self.say(&Message::new(&key, lane(file), to, language, say).after(after)).await?;
        if let Some(row) = made {
            return Ok(StaffThread::After(row));
        }
        Ok(match store::outbox::of_key(self.conn(), &key).await? {
            Some((row, Standing::Coming)) => StaffThread::After(row),
            Some((_, Standing::Said | Standing::GivenUp)) | None => StaffThread::Nowhere,
        })
    }

    /// Puts both threads of a closed ticket away, once all is said in them. Whatever is written there opens them again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn put_threads_away(&mut self, file: &TicketFile, seq: EventSeq) -> Result<()> {
        let number: TicketNumber = file.row.number;
        for to in [Destination::TeamThread(number), Destination::StaffThread(number)] {
            let key = format!("ticket:{}:away:{seq}:{to}", number.get());
            let staff = to == Destination::StaffThread(number);
            let say = Say::ThreadAway { ticket: number, staff };
            self.say(&Message::new(&key, lane(file), to, file.language, say)).await?;
        }
        Ok(())
    }
}

/// A card that was posted anew, by another row, has a thread of its own.
fn staff_thread_key(ticket: TicketNumber, card: i64) -> String {
    format!("ticket:{}:staff-thread:{card}", ticket.get())
}
