//! What is asked of a ticket is carried out: it becomes an event, and those whom it concerns are told.

use chrono::TimeDelta;

use super::{
    attached::{self, File},
    errand::{Errand, about},
    file::TicketFile,
};
use crate::{
    desk::{Desk, actor::Actor, refusal::reason::Done, request::Request, work::Work},
    rules::{
        event::{Event, Written},
        ids::TicketNumber,
    },
};

impl Desk {
    /// Does something with a ticket: the one named, or the one in whose thread it was asked.
    ///
    /// # Errors
    /// Refused to whoever may not, for what was typed, or when the ticket does not allow it now.
    pub async fn carry_out(
        &self,
        request: Request<'_>,
        named: Option<TicketNumber>,
        errand: &Errand,
        files: Vec<File>,
    ) -> Done<TicketFile> {
        errand.allowed(request.by)?;
        let mut work = self.work_of(request).await?;
        let mut file = work.meant(request.by, named).await?;
        work.carry_out(request.by, &mut file, errand, files).await?;
        work.commit().await?;
        Ok(file)
    }
}

impl Work<'_> {
    /// Does something with a ticket as part of a larger work.
    ///
    /// # Errors
    /// As [`Desk::carry_out`], except for whoever may do it.
    pub(in crate::desk) async fn carry_out(
        &mut self,
        actor: &Actor,
        file: &mut TicketFile,
        errand: &Errand,
        files: Vec<File>,
    ) -> Done<()> {
        errand.check_text()?;
        let now = self.now;
        file.may(errand.act(), self.offer(), now)?;
        if let Errand::AskExpert { .. } = errand {
            self.may_ask_help(file).await?;
        }
        let text = errand.body();
        let written = attached::written(text.as_deref(), &files);
        let event = self.event_of(file, errand, written).await?;
        let text = text.map(|text| actor.text(&text));
        let seq = self.record(file, actor.by(), event, text.as_ref()).await?;
        self.keep_files(file, seq, &files).await?;
        match errand {
            Errand::Reply { .. } => {
                self.write_to_team(file, seq).await?;
                if !self.team_is_at_home(actor, file).await? {
                    self.write_to_staff(file, seq).await?;
                }
                self.correct(file, seq).await?;
            }
            Errand::Note { .. } => {
                self.write_to_staff(file, seq).await?;
                self.correct(file, seq).await?;
            }
            Errand::Assign { .. } => {
                self.tell(file, seq).await?;
                self.write_to_staff(file, seq).await?;
            }
            Errand::Close { .. } => {
                self.tell(file, seq).await?;
                self.end_help(file).await?;
                self.put_threads_away(file, seq)?;
            }
            Errand::Reopen { .. } => {
                self.thread_back(file).await?;
                self.tell(file, seq).await?;
                if !actor.staff.any() {
                    self.write_to_staff(file, seq).await?;
                }
            }
            Errand::Restore { .. } => {
                self.tell(file, seq).await?;
                self.promise_contest_over(file, seq).await?;
            }
            Errand::Contest { .. } => {
                self.tell(file, seq).await?;
                self.correct_restored(file)?;
                self.write_to_staff(file, seq).await?;
            }
            Errand::Update(_) => {
                self.tell(file, seq).await?;
                self.promise_update(file, seq).await?;
            }
            Errand::AskExpert { .. } => self.ask_help(file, seq).await?,
            Errand::Acknowledge
            | Errand::Take
            | Errand::Wait { .. }
            | Errand::Resume
            | Errand::Answered
            | Errand::Priority { .. }
            | Errand::Component { .. } => self.tell(file, seq).await?,
        }
        self.follow(file).await?;
        if let Errand::Priority { .. } | Errand::Component { .. } = errand {
            self.look_for_wave(file).await?;
        }
        if let Errand::Acknowledge = errand {
            self.acknowledge_as_one(file, actor.by(), &Event::Acknowledged).await?;
        }
        Ok(())
    }

    /// The event that carrying it out is.
    async fn event_of(&mut self, file: &TicketFile, errand: &Errand, written: Written) -> Done<Event> {
        Ok(match errand {
            Errand::Acknowledge => Event::Acknowledged,
            Errand::Take => Event::Taken,
            Errand::Assign { to, .. } => Event::Assigned { to: *to, written },
            Errand::Wait { .. } => Event::Waiting { written },
            Errand::Resume | Errand::Answered => Event::Resumed,
            Errand::Priority { to, .. } => {
                let (from, to) = (file.ticket.priority, *to);
                Event::PriorityChanged { from, to, terms: self.terms_of(file).await?, written }
            }
            Errand::Component { component, .. } => {
                let about = about(self.offer(), component)?;
                Event::ComponentChanged { about, terms: self.terms_of(file).await?, written }
            }
            Errand::Reply { .. } => Event::StaffMessage { written },
            Errand::Note { .. } => Event::Note { written },
            Errand::Close { .. } => Event::Closed { written },
            Errand::Reopen { .. } => {
                let contests = file.ticket.reopening_contests(self.offer(), self.now);
                Event::Reopened { contests, terms: self.terms_of(file).await?, written }
            }
            Errand::Restore { .. } => Event::Restored { written },
            Errand::Contest { .. } => Event::Contested { written },
            Errand::AskExpert { .. } => Event::ExpertAsked { written },
            Errand::Update(update) => {
                let next_at = Some(self.now + TimeDelta::minutes(update.minutes()?));
                Event::Update { next_at, written }
            }
        })
    }
}
