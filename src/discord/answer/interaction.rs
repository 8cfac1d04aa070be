//! An interaction: a command, a press, a choice or a form, answered once and in time.
//!
//! Nearly everything is answered with one call. Only what has not been answered after 1.5 s is put off, so
//! that Discord does not give up on it after 3 s.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serenity::all::{CreateAttachment, CreateInteractionResponse, CreateInteractionResponseMessage};

use super::{ask::Ask, refusals};
use crate::{
    desk::{Refusal, Stop, refusal::reason::Done, upkeep::audit::Tried},
    discord::{
        export,
        look::{
            answer::{Answer, Made},
            card::Card,
            cut::cut,
            upload::Upload,
        },
        reach::{
            heavy,
            refused::{self, THREAD_ARCHIVED, THREAD_LOCKED},
            upload,
        },
    },
    metrics::{self, Fate},
    words,
};

/// After how long an answer that is not there yet is put off.
const PUT_OFF_AFTER: Duration = Duration::from_millis(1_500);

/// Discord's code for an interaction that was answered already.
const ANSWERED_ALREADY: isize = 40_060;

/// How much of a reason for a refusal is kept in the record, in characters.
const REASON: usize = 200;

/// A card's files, to go with a first answer.
fn inline(card: &mut Card) -> Vec<CreateAttachment> {
    card.take_files().into_iter().filter_map(Upload::inline).collect()
}

/// Whether an answer was not taken because there was one already: to another dispatch of the same
/// interaction.
fn was_answered(error: &anyhow::Error) -> bool {
    code_of(error) == Some(ANSWERED_ALREADY)
}

/// Whether an answer was not taken because its thread is locked, or put away: nothing else is taken there
/// either.
fn locked(error: &anyhow::Error) -> bool {
    code_of(error).is_some_and(|code| [THREAD_ARCHIVED, THREAD_LOCKED].contains(&code))
}

/// Discord's code for why it did not take an answer.
fn code_of(error: &anyhow::Error) -> Option<isize> {
    error.downcast_ref::<serenity::Error>().and_then(refused::code)
}

/// The reference of a fault, short enough to be read on the phone.
fn reference(id: u64) -> String {
    format!("{:X}", id & 0xff_ffff_ffff)
}

impl Ask<'_> {
    /// Does the work and answers with what it gives, with the refusal, or with a reference to the fault.
    ///
    /// # Errors
    /// When Discord does not take the answer. The work stands all the same.
    pub async fn answer<A: Into<Answer>>(&self, work: impl Future<Output = Done<A>>) -> Result<()> {
        let since = Instant::now();
        let mut outcome = Fate::Done;
        let mut refused = None;
        let work = async {
            match work.await {
                Ok(answer) => answer.into(),
                Err(Stop::Refused(refusal)) => {
                    let card = self.reader().refused(&refusal);
                    (refused, outcome) = (Some(refusal), Fate::Refused);
                    card.into()
                }
                Err(Stop::Fault(fault)) => {
                    outcome = Fate::Fault;
                    self.explain(&fault)
                }
            }
        };
        let told = Box::pin(self.tell(work)).await;
        if outcome == Fate::Done {
            Box::pin(self.settle(&told)).await;
        }
        if let Err(error) = &told {
            outcome = Fate::Untaken;
            if locked(error) {
                self.say_directly().await;
            }
        }
        metrics::answered(&self.act.name(), outcome, since.elapsed());
        if let Some(refusal) = refused {
            Box::pin(self.note(&refusal)).await;
        }
        told
    }

    pub(super) async fn tell(&self, work: impl Future<Output = Answer>) -> Result<()> {
        tokio::pin!(work);
        if let Ok(answer) = tokio::time::timeout(PUT_OFF_AFTER, &mut work).await {
            return self.first(answer).await;
        }
        self.put_off().await?;
        let answer = work.await;
        self.late(answer).await
    }

    /// What was done is answered now; or, where the answer was not taken, is told another way.
    pub(super) async fn settle(&self, told: &Result<()>) {
        let desk = self.desk();
        let taken = told.as_ref().err().is_none_or(was_answered);
        if taken {
            desk.answered(self.id);
        } else if let Err(fault) = desk.answer_lost(self.id).await {
            tracing::error!(error = format!("{fault:#}"), "whoever was not answered could not be told");
        }
    }

    /// Whoever asked in a thread that takes no answer reads so directly: in the thread they see nothing.
    /// Their direct messages may be closed.
    pub(super) async fn say_directly(&self) {
        use serenity::all::Builder;
        let told = async {
            let direct = self.user.create_dm_channel(&self.face.api).await?;
            let line = Card::line(words!(self.language, "locked-here"));
            let message = line.message(&reference(self.id), self.language);
            message.execute(&self.face.api, (direct.id, None)).await
        };
        if let Err(error) = told.await {
            tracing::info!(%error, "whoever asked in a locked thread could not be told");
        }
    }

    /// Notes for the record that somebody was refused: after the answer, which does not wait for it.
    pub(super) async fn note(&self, refusal: &Refusal) {
        let asking = self.asking(Vec::new());
        let (customer, ticket) = self.act.about();
        // What was typed stays out of the record.
        let nothing = Refusal::DraftElsewhere(String::new());
        let refusal = if matches!(refusal, Refusal::DraftElsewhere(_)) { &nothing } else { refusal };
        let why = |language| cut(&refusals::text(language, refusal, &self.desk().offer), REASON);
        let tried = Tried { asking: &asking, customer, ticket, why: &why };
        if let Err(fault) = self.desk().note_refusal(&tried).await {
            tracing::error!(error = format!("{fault:#}"), "a refusal could not be noted");
        }
    }

    pub(super) fn explain(&self, fault: &anyhow::Error) -> Answer {
        self.reader().fault(&self.noted(fault)).into()
    }

    /// Notes a fault of ours in the log. Returns the reference by which it is found there.
    pub(super) fn noted(&self, fault: &anyhow::Error) -> String {
        let reference = reference(self.id);
        tracing::error!(reference, error = format!("{fault:#}"), "an interaction failed");
        reference
    }

    pub(super) async fn first(&self, mut answer: Answer) -> Result<()> {
        if answer.is_heavy() {
            // What takes long to go up is no first answer: Discord gives up on it after 3 s.
            self.put_off().await?;
            return self.late(answer).await;
        }
        let response = match &mut answer {
            Answer::Instead(card) if self.on_message => {
                let files = inline(card);
                CreateInteractionResponse::UpdateMessage(card.reply(files))
            }
            Answer::Private(card) | Answer::Instead(card) | Answer::Export(card, _) => {
                let files = inline(card);
                CreateInteractionResponse::Message(card.reply(files).ephemeral(true))
            }
            Answer::Form(form) => CreateInteractionResponse::Modal(form.modal()),
            Answer::Nothing => CreateInteractionResponse::Acknowledge,
        };
        self.respond(response).await
    }

    pub(super) async fn put_off(&self) -> Result<()> {
        self.respond(CreateInteractionResponse::Defer(
            CreateInteractionResponseMessage::new().ephemeral(true),
        ))
        .await
    }

    pub(super) async fn late(&self, answer: Answer) -> Result<()> {
        let mut card = match answer {
            Answer::Private(card) | Answer::Instead(card) => card,
            Answer::Export(card, made) => return self.export(&card, made).await,
            // A form can only be a first answer.
            Answer::Form(_) => self.reader().slow(),
            Answer::Nothing => refusals::done(self.language),
        };
        let uploads = card.take_files();
        upload::answer(self.face, self.token, card.late_reply(), uploads)
            .await
            .context("answering an interaction late")
    }

    /// Answers with a ticket's file, or with a link to it where Discord does not take it.
    pub(super) async fn export(&self, card: &Card, made: Made) -> Result<()> {
        let sent = upload::answer(self.face, self.token, card.late_reply(), vec![made.upload()]).await;
        let Err(error) = sent else { return Ok(()) };
        if !heavy::is_for_its_files(&error) {
            return Err(error).context("answering an interaction late");
        }
        tracing::info!(%error, "a ticket's file is given by a link");
        let card = match export::by_link(self, made).await {
            Ok(card) => card,
            Err(Stop::Refused(refusal)) => self.reader().refused(&refusal),
            Err(Stop::Fault(fault)) => self.reader().fault(&self.noted(&fault)),
        };
        upload::answer(self.face, self.token, card.late_reply(), Vec::new())
            .await
            .context("answering an interaction late")
    }

    pub(super) async fn respond(&self, response: CreateInteractionResponse) -> Result<()> {
        use serenity::all::Builder;
        response
            .execute(&self.face.api, (serenity::all::InteractionId::new(self.id), self.token))
            .await
            .context("answering an interaction")
    }
}
