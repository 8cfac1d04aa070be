//! Making something a P1. Nothing happens before a press, and the press is the moment: the draft is kept
//! until then.

use super::escalation::{Escalation, Target};
use crate::{
    desk::{
        Desk, Refusal,
        actor::Actor,
        draft::kinds::Draft,
        incidents::IncidentFile,
        refusal::reason::Done,
        request::Request,
        text_limits::{TEXT_MOST, check_text},
        ticket::{
            attached::{self, File},
            file::TicketFile,
            opening::Opening,
            outlook::Outlook,
        },
        work::Work,
    },
    rules::{
        event::{Event, Priority, Terms},
        gtr::Commitment,
        ids::TicketNumber,
        level::Level,
        ticket::{Act, may_be_p1},
    },
    store::{
        self,
        customer::{Reach, Team},
        p1::Fitting,
        window::Window,
    },
};

/// How many open tickets a menu offers beside "a new P1".
const OFFERED: i64 = 24;

/// How many are looked through for a suggestion.
const SUGGESTED: i64 = 500;

/// What comes before a P1 can be confirmed, or its confirmation.
#[derive(Clone, Debug)]
pub enum Step {
    /// Which ticket is meant: these are open and could be a P1.
    Choose {
        /// The draft.
        draft: i64,
        /// Newest first.
        fitting: Vec<Fitting>,
    },
    /// Something is to be written first.
    Write {
        /// The draft.
        draft: i64,
        /// What was said so far.
        escalation: Escalation,
    },
    /// All is there: it is put before the person.
    Confirm(Box<Unconfirmed>),
}

/// A P1 that waits for its confirmation.
#[derive(Clone, Debug)]
pub struct Unconfirmed {
    /// The draft.
    pub draft: i64,
    /// The ticket that becomes one, with its present priority; none for a new one.
    pub ticket: Option<(TicketNumber, Priority)>,
    /// The customer for whom staff open it; none where the team does so itself.
    pub for_customer: Option<String>,
    /// In one line.
    pub subject: String,
    /// What would be guaranteed.
    pub promise: Promise,
    /// The team's tickets that are a P1 already, oldest first.
    pub already: Vec<TicketNumber>,
    /// The maintenance that it may be about.
    pub near: Option<Window>,
    /// The major incident that is open on its platform.
    pub during: Option<IncidentFile>,
}

/// What would be guaranteed if it were confirmed now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Promise {
    /// A time to restore.
    Within(Commitment),
    /// Best effort: this level has no guaranteed time.
    BestEffort(Level),
    /// No commitment: the component is in beta.
    Beta,
}

impl Promise {
    /// What these terms promise, for something in beta or not.
    pub fn of(terms: Terms, beta: bool) -> Self {
        match terms.commitment() {
            _ if beta => Self::Beta,
            Some(commitment) => Self::Within(commitment),
            None => Self::BestEffort(terms.level),
        }
    }
}

/// Whether an impact that was not said is asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Impact {
    /// It is.
    Asked,
    /// What the ticket says is enough.
    AsTold,
}

impl Desk {
    /// Puts a new P1 before the person who typed it. Nothing is opened.
    ///
    /// # Errors
    /// Refused as [`Desk::open_ticket`] is, and for a question about the account.
    pub async fn ask_new_p1(&self, request: Request<'_>, opening: &Opening) -> Done<Unconfirmed> {
        let mut work = self.work().await?;
        let asked = work.ask_new_p1(request, opening, &Draft::Opening(opening.clone())).await?;
        work.commit().await?;
        Ok(asked)
    }

    /// The next step towards a P1. Nothing is opened or changed.
    ///
    /// # Errors
    /// Refused to staff, outside a customer's channel, for a ticket that cannot be a P1, and for what was
    /// typed.
    pub async fn ask_p1(&self, request: Request<'_>, escalation: Escalation, impact: Impact) -> Done<Step> {
        let team = request.by.as_team()?.clone();
        request.by.setup()?;
        let mut work = self.work().await?;
        let step = work.next_step(request, &team, escalation, impact).await?;
        work.commit().await?;
        Ok(step)
    }
}

impl Desk {
    /// The team's open tickets that could be made a P1, newest first.
    ///
    /// # Errors
    /// Refused to staff, and outside a customer's channel.
    pub async fn could_be_p1(&self, actor: &Actor) -> Done<Vec<Fitting>> {
        let reach = Reach::Team(actor.as_team()?.scope);
        Ok(store::p1::fitting(&mut *self.store.read().await?, reach, SUGGESTED).await?)
    }
}

impl Work<'_> {
    async fn next_step(
        &mut self,
        request: Request<'_>,
        team: &Team,
        mut escalation: Escalation,
        impact: Impact,
    ) -> Done<Step> {
        if escalation.target == Target::Unsaid {
            escalation.target = request.by.ticket_here.map_or(Target::Unsaid, Target::Ticket);
        }
        if escalation.target == Target::Unsaid {
            let fitting = store::p1::fitting(self.conn(), Reach::Team(team.scope), OFFERED).await?;
            if !fitting.is_empty() {
                let draft = self.keep_draft(request, &Draft::Escalation(escalation)).await?;
                return Ok(Step::Choose { draft, fitting });
            }
            escalation.target = Target::New;
        }
        match escalation.target {
            Target::Ticket(number) => self.ask_ticket(request, number, escalation, impact).await,
            Target::New | Target::Unsaid => {
                if escalation.subject.trim().is_empty() || escalation.impact.trim().is_empty() {
                    let draft = self.keep_draft(request, &Draft::Escalation(escalation.clone())).await?;
                    return Ok(Step::Write { draft, escalation });
                }
                let draft = Draft::Escalation(escalation.clone());
                Ok(Step::Confirm(Box::new(self.ask_new_p1(request, &escalation.into(), &draft).await?)))
            }
        }
    }

    async fn ask_ticket(
        &mut self,
        request: Request<'_>,
        number: TicketNumber,
        escalation: Escalation,
        impact: Impact,
    ) -> Done<Step> {
        let file = self.meant(request.by, Some(number)).await?;
        file.may(Act::Escalate, self.offer(), self.now)?;
        let about = escalation.about(self.offer())?;
        let draft = self.keep_draft(request, &Draft::Escalation(escalation.clone())).await?;
        if escalation.impact.trim().is_empty() && impact == Impact::Asked {
            return Ok(Step::Write { draft, escalation });
        }
        if !escalation.impact.trim().is_empty() {
            check_text(&escalation.impact, TEXT_MOST)?;
        }
        let whose = (file.row.customer, file.row.team_channel);
        let Outlook { terms, near, during, .. } =
            self.outlook(whose, about.as_ref().or(file.ticket.about.as_ref())).await?;
        let beta = about.map_or_else(|| file.ticket.is_beta(), |about| about.beta);
        Ok(Step::Confirm(Box::new(Unconfirmed {
            draft,
            ticket: Some((number, file.row.priority)),
            for_customer: None,
            subject: file.row.subject,
            promise: Promise::of(terms, beta),
            already: Vec::new(),
            near,
            during,
        })))
    }

    async fn ask_new_p1(
        &mut self,
        request: Request<'_>,
        opening: &Opening,
        draft: &Draft,
    ) -> Done<Unconfirmed> {
        let owner = self.owner(request.by, opening).await?;
        let customer = owner.customer;
        request.by.setup()?;
        let about = opening.checked(self.offer())?;
        may_be_p1(opening.category.unwrap_or_default()).map_err(|_| Refusal::AccountNeverP1)?;
        let Outlook { terms, near, during, .. } =
            self.outlook((customer, owner.channel), about.as_ref()).await?;
        Ok(Unconfirmed {
            draft: self.keep_draft(request, draft).await?,
            ticket: None,
            for_customer: opening.for_customer.as_ref().map(|_| owner.name),
            subject: opening.subject.clone(),
            promise: Promise::of(terms, about.is_some_and(|about| about.beta)),
            already: store::contract::open_p1s(self.conn(), customer).await?,
            near,
            during,
        })
    }

    /// Opens a P1 that was confirmed.
    ///
    /// # Errors
    /// As [`Desk::ask_new_p1`].
    pub(in crate::desk) async fn open_p1(
        &mut self,
        actor: &Actor,
        opening: Opening,
        files: &[File],
    ) -> Done<TicketFile> {
        may_be_p1(opening.category.unwrap_or_default()).map_err(|_| Refusal::AccountNeverP1)?;
        let opening = Opening { priority: Some(Priority::P1), ..opening };
        // What goes on was said before the press.
        self.open_ticket(actor, &opening, files).await.map(|(file, ..)| file)
    }

    /// Makes a ticket a P1, as was confirmed: its terms are frozen now.
    ///
    /// # Errors
    /// Refused when it cannot be one any more.
    pub(in crate::desk) async fn escalate(
        &mut self,
        actor: &Actor,
        number: TicketNumber,
        escalation: &Escalation,
    ) -> Done<TicketFile> {
        actor.as_team()?;
        let mut file = self.meant(actor, Some(number)).await?;
        file.may(Act::Escalate, self.offer(), self.now)?;
        let terms = self.terms_now(file.row.customer).await?;
        if let Some(about) = escalation.about(self.offer())?
            && file.ticket.about.as_ref() != Some(&about)
        {
            let event = Event::ComponentChanged { about, terms, written: attached::written(None, &[]) };
            self.record(&mut file, actor.by(), event, None).await?;
        }
        let impact = Some(escalation.impact.trim()).filter(|impact| !impact.is_empty());
        let event = Event::PriorityChanged {
            from: file.row.priority,
            to: Priority::P1,
            terms,
            written: attached::written(impact, &[]),
        };
        let text = impact.map(|impact| actor.text(impact));
        let seq = self.record(&mut file, actor.by(), event, text.as_ref()).await?;
        self.tell(&file, seq).await?;
        self.follow(&mut file).await?;
        self.look_for_wave(&file).await?;
        Ok(file)
    }
}
