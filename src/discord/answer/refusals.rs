//! A refusal in words: what is wrong and what to do instead.

use crate::{
    desk::Refusal,
    discord::{
        cards::{customer, expertise, incident, level, on_call, report, said::desk, ticket, window},
        look::{card::Card, cut::cut, markdown},
    },
    rules::{calendar::NotAMoment, language::Language, offer::Offer},
    words,
};

/// How much of what was typed is given back, in characters: the rest of a message is left for why.
const GIVEN_BACK: usize = 1_500;

/// Who reads why something was not done.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Their language.
    pub language: Language,
    /// The offer, for how to reach support.
    pub offer: &'a Offer,
    /// Whether they are of the staff, as far as is known: nobody calls themselves.
    pub staff: bool,
}

impl Reader<'_> {
    /// What is told, in a line. Whoever is not of the staff reads the phone below it, unless the line has it
    /// already: it may be urgent.
    pub fn told(&self, line: String) -> Card {
        let phone = self.offer.contact.phone.as_str();
        if self.staff || line.contains(phone) {
            return Card::line(line);
        }
        Card::line(format!("{line}\n-# {}", words!(self.language, "refusal-phone", phone = phone)))
    }

    /// What is told for a refusal.
    pub fn refused(&self, refusal: &Refusal) -> Card {
        self.told(text(self.language, refusal, self.offer))
    }

    /// What is told when something failed on our side.
    pub fn fault(&self, reference: &str) -> Card {
        let phone = self.offer.contact.phone.as_str();
        Card::line(words!(self.language, "refusal-fault", reference = reference, phone = phone))
    }

    /// What is told when a form would come too late.
    pub fn slow(&self) -> Card {
        self.told(words!(self.language, "refusal-slow"))
    }

    /// What is told when an option could not be read.
    pub fn unreadable(&self, typed: &str) -> Card {
        self.told(words!(self.language, "refusal-unreadable", typed = typed.replace('`', "'")))
    }
}

/// What is told when somebody thought better of it.
pub fn dismissed(language: Language) -> Card {
    Card::line(words!(language, "reply-dismissed"))
}

/// What is told when a thing was done and there is nothing more to say.
pub fn done(language: Language) -> Card {
    Card::line(words!(language, "reply-done"))
}

/// A refusal in words.
pub fn text(language: Language, refusal: &Refusal, offer: &Offer) -> String {
    match refusal {
        Refusal::NotSetUp => words!(language, "refusal-not-set-up"),
        Refusal::NotLinked => {
            words!(language, "refusal-not-linked", mail = offer.contact.mail.as_str())
        }
        Refusal::ReadsOnly => words!(language, "refusal-reads-only"),
        Refusal::DirectMessage => words!(language, "refusal-direct-message"),
        Refusal::NotAgent => words!(language, "refusal-not-agent"),
        Refusal::NotExpert => words!(language, "refusal-not-expert"),
        Refusal::NotAdministrator => words!(language, "refusal-not-administrator"),
        Refusal::NotManager => words!(language, "refusal-not-manager"),
        Refusal::StaffActAsStaff => words!(language, "refusal-staff-act-as-staff"),
        Refusal::AlreadyDone => words!(language, "refusal-already-done"),
        Refusal::NoRoom => words!(language, "refusal-no-room"),
        Refusal::NoSuchTicket => words!(language, "refusal-no-such-ticket"),
        Refusal::WhichTicket => words!(language, "refusal-which-ticket"),
        Refusal::Ticket(number, refusal) => ticket::refusal(language, *number, refusal),
        Refusal::OpenedFrom(number) => {
            words!(language, "refusal-opened-from", ticket = number.to_string())
        }
        Refusal::NoChannel(customer) => {
            words!(language, "refusal-no-channel", customer = markdown::plain(customer))
        }
        Refusal::NoAgent(who) => words!(language, "refusal-no-agent", who = markdown::person(*who)),
        Refusal::NoSuchComponent(key) => {
            words!(language, "refusal-no-such-component", component = markdown::plain(key))
        }
        Refusal::TooLong { typed, most } => {
            words!(language, "refusal-too-long", typed = *typed, most = *most)
        }
        Refusal::Empty => words!(language, "refusal-empty"),
        Refusal::Moment(typed) => moment(language, *typed, offer),
        Refusal::Gone(gone) => desk::gone(language, *gone),
        Refusal::Customers(refusal) => customer::refusal(language, refusal, &offer.contact),
        Refusal::Expertise(refusal) => expertise::refusal(language, refusal),
        Refusal::Maintenance(refusal) => window::refusal(language, refusal, &offer.calendar),
        Refusal::Incident(refusal) => incident::refusal(language, refusal),
        Refusal::OnCall(refusal) => on_call::refusal(refusal, language),
        Refusal::Level(refusal) => level::refusal(language, *refusal, offer),
        Refusal::Report(refusal) => report::refusal(language, *refusal),
        Refusal::NothingToChange => words!(language, "refusal-nothing-to-change"),
        Refusal::DraftGone => words!(language, "refusal-draft-gone"),
        Refusal::DraftElsewhere(typed) => draft_elsewhere(language, typed),
        Refusal::NotMinutes(typed) => {
            let most = crate::desk::ticket::next_update::NEXT_MOST;
            words!(language, "refusal-not-minutes", typed = typed.replace('`', "'"), most = most)
        }
        Refusal::AccountNeverP1 => words!(language, "refusal-account-never-p1"),
    }
}

/// What was typed is given back to its author, as nothing came of it.
fn draft_elsewhere(language: Language, typed: &str) -> String {
    let mut told = words!(language, "refusal-draft-elsewhere");
    if !typed.is_empty() {
        told.push('\n');
        told.push_str(&words!(language, "refusal-draft-typed"));
        told.push('\n');
        told.push_str(&quoted(&cut(typed, GIVEN_BACK)));
    }
    told
}

/// What somebody typed, as a quotation.
fn quoted(typed: &str) -> String {
    let lines: Vec<String> = markdown::plain(typed).lines().map(|line| format!("> {line}")).collect();
    lines.join("\n")
}

/// Why what was typed is no date or no moment.
fn moment(language: Language, typed: NotAMoment, offer: &Offer) -> String {
    match typed {
        NotAMoment::DateShape => words!(language, "refusal-date-shape"),
        NotAMoment::MomentShape => {
            words!(language, "refusal-moment-shape", zone = offer.calendar.zone.to_string())
        }
        NotAMoment::NoSuchDate => words!(language, "refusal-no-such-date"),
        NotAMoment::NoSuchTime => words!(language, "refusal-no-such-time"),
        NotAMoment::Skipped { wall } => {
            words!(language, "refusal-skipped-hour", wall = wall.format("%Y-%m-%d %H:%M").to_string())
        }
    }
}
