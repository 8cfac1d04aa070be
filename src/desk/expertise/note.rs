//! After the session: its team is asked for a short note, how it was and what is to be followed up. Whoever
//! of the team answers first answers for it.
//!
//! It is asked once nothing more may be charged: with what tells of the session, or after the team has
//! answered about more minutes.

use super::{Draft, News, SessionFile, file::Happens, typed::checked};
use crate::{
    desk::{
        Desk, Refusal as Refused,
        actor::Actor,
        refusal::{expertise::ExpertiseRefusal, reason::Done},
        request::Request,
        say::key::Key,
        work::Work,
    },
    rules::{
        ids::SessionId,
        session::{self, Party, State, Step},
    },
    store::session::SessionEvent,
};

impl SessionFile {
    /// The note that its team left, where it did.
    pub fn note(&self) -> Option<&SessionEvent> {
        self.events.iter().find(|event| event.step == Step::Noted)
    }

    /// Looks whether its team may leave a note of it.
    fn may_be_noted(&self) -> Result<(), ExpertiseRefusal> {
        let state = self.row.state;
        if state != State::Delivered {
            return Err(session::SessionRefusal::NotNow { state }.into());
        }
        match self.note().and_then(|note| Some((note, note.by.person?))) {
            Some((note, by)) => Err(ExpertiseRefusal::Noted { by, at: note.at, text: note.text.clone() }),
            None => Ok(()),
        }
    }
}

impl Desk {
    /// Looks whether somebody may leave a note of a session, before they write it.
    ///
    /// # Errors
    /// Refused as [`Desk::note_session`] would be.
    pub async fn may_note(&self, actor: &Actor, id: SessionId) -> Done<Draft> {
        actor.as_team()?;
        let (file, _) = self.session_pressed(actor, id).await?;
        file.may_be_noted()?;
        Ok(Draft::Note { session: id, text: String::new() })
    }

    /// Leaves the team's note of a session: kept with it, and told to its expert.
    ///
    /// # Errors
    /// Refused to staff and other teams, for a session that did not take place, when a note is there already,
    /// and for a text that is empty or too long.
    pub async fn note_session(&self, request: Request<'_>, id: SessionId, text: &str) -> Done<SessionFile> {
        request.by.as_team()?;
        let mut work = self.work_of(request).await?;
        let mut file = work.session(request.by, id).await?;
        file.may_be_noted()?;
        let text = checked(text)?;
        if text.is_empty() {
            return Err(Refused::Empty.into());
        }
        let left = Happens { by: request.by.by(), step: Step::Noted, charged: 0, text };
        let seq = work.happened(&mut file, left).await?;
        let side = Party::Expert;
        let key = Key::SessionHappened(id, side, seq);
        work.say_to(&file, side, &key, News::Happened { session: id, seq, side }, None).await?;
        let (asked, key) = (Key::Note(id), Key::NoteChanged(id));
        work.say_to(&file, Party::Team, &key, News::NoteAskedAgain { session: id }, Some(&asked)).await?;
        work.commit().await?;
        Ok(file)
    }
}

impl Work<'_> {
    /// Tells the team what a session used, and asks for a note of it.
    pub(super) async fn ask_for_note(&mut self, file: &SessionFile) -> anyhow::Result<()> {
        let session = file.row.id;
        self.say_to(file, Party::Team, &Key::Note(session), News::NoteAsked { session }, None).await
    }
}
