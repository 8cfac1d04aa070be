//! What `/customer` and `/link` answer.

use super::{
    contract,
    said::{
        desk::{date, language_word},
        session,
    },
};
use crate::{
    desk::{
        customers::{
            link::{Dossier, Linked, Unlinked},
            remove::Left,
        },
        refusal::customers::CustomerRefusal,
    },
    discord::look::{
        card::{BODY, Button, Card, FIELD, Look, Tone},
        custom_id::{CustomId, Verb},
        cut::fitting,
        markdown::{channel, day, moment, person, plain, relative, role},
    },
    rules::{
        calendar::Calendar,
        contract::LevelChange,
        ids::{ChannelId, PersonId, TicketNumber},
        language::Language,
        level::Level,
        offer::{Contact, Offer},
        session::Party,
    },
    store::{
        code::Code,
        customer::{Customer, Link, Listed},
    },
    words,
};

/// How many customers a list shows before it becomes a file.
const LISTED: usize = 40;

/// How many tickets are named in one line.
const NAMED: usize = 40;

/// A customer that was added.
pub fn added(customer: &Customer, change: &LevelChange, calendar: &Calendar, language: Language) -> Card {
    Card::line(words!(
        language,
        "customer-added",
        customer = plain(&customer.name),
        level = change.level.to_string(),
        since = day(change.effective_at),
        billed = date(change.billed_from, calendar),
        reads = language_word(customer.language, language)
    ))
}

/// A customer with another name or language.
pub fn edited(before: &Customer, after: &Customer, language: Language) -> Card {
    let (customer, reads) = (plain(&after.name), language_word(after.language, language));
    Card::line(if before.name == after.name {
        words!(language, "customer-edited", customer = customer, reads = reads)
    } else {
        words!(language, "customer-renamed", before = plain(&before.name), customer = customer, reads = reads)
    })
}

/// What ends when a customer is served no longer, to be confirmed.
pub fn to_remove(left: &Left, draft: i64, language: Language) -> Card {
    let Left { customer, leaving, sessions } = left;
    let title = words!(language, "customer-to-remove", customer = plain(&customer.name));
    let tickets: Vec<String> = leaving.tickets.iter().map(ToString::to_string).collect();
    let tickets =
        if tickets.is_empty() { words!(language, "customer-no-ticket") } else { tickets.join(", ") };
    Card::framed(title, words!(language, "customer-kept"), Tone::Warning)
        .fact(words!(language, "fact-closed-then"), tickets)
        .fact(words!(language, "fact-sessions-then"), session::lines(sessions, Party::Team, FIELD, language))
        .fact(words!(language, "fact-channels-then"), leaving.channels.to_string())
        .fact(words!(language, "fact-codes-then"), leaving.codes.to_string())
        .button(Button::new(
            CustomId::new(Verb::Confirm, draft),
            words!(language, "button-remove"),
            Look::Danger,
        ))
        .button(Button::new(
            CustomId::new(Verb::Dismiss, draft),
            words!(language, "button-dismiss"),
            Look::Other,
        ))
}

/// A customer that is served no longer.
pub fn removed(left: &Left, language: Language) -> Card {
    Card::line(words!(
        language,
        "customer-removed",
        customer = plain(&left.customer.name),
        tickets = left.leaving.tickets.len()
    ))
}

/// A channel that now speaks for a customer, with what the bot is not allowed there.
pub fn linked(linked: &Linked, id: ChannelId, lacking: Option<String>, language: Language) -> Card {
    let customer = plain(&linked.customer.name);
    let mut lines =
        vec![words!(language, "customer-linked", channel = channel(id), customer = customer.clone())];
    if linked.first_manager {
        lines.push(words!(language, "customer-first-manager", customer = customer));
    }
    lines.extend(lacking);
    Card::line(lines.join("\n"))
}

/// A code to hand out.
pub fn code(customer: &Customer, code: &Code, language: Language) -> Card {
    let at = code.expires_at;
    let customer = plain(&customer.name);
    let (code, until, left) = (code.code.clone(), moment(at), relative(at));
    Card::line(words!(
        language,
        "customer-code",
        customer = customer,
        code = code,
        until = until,
        left = left
    ))
}

/// A channel that no longer speaks for a customer.
pub fn unlinked(unlinked: &Unlinked, language: Language) -> Card {
    let Unlinked { customer, channel: id, left } = unlinked;
    let customer = plain(&customer.name);
    let mut card = Card::line(words!(
        language,
        "customer-unlinked",
        channel = channel(*id),
        customer = customer.clone()
    ));
    if !left.tickets.is_empty() {
        let tickets = numbers(&left.tickets);
        let told = match left.to {
            Some(to) => words!(language, "tickets-go-on", tickets = tickets, channel = channel(to)),
            None => words!(language, "tickets-unheard", tickets = tickets, customer = customer),
        };
        card.content.push('\n');
        card.content.push_str(&told);
    }
    card
}

/// Staff are told that nobody of a team can see its tickets.
pub fn unheard(name: &str, tickets: &[TicketNumber], error: Option<&str>, language: Language) -> Card {
    let (tickets, customer) = (numbers(tickets), plain(name));
    let told = match error {
        None => words!(language, "tickets-unheard", tickets = tickets, customer = customer),
        Some(error) => {
            words!(language, "tickets-refused", tickets = tickets, customer = customer, error = plain(error))
        }
    };
    Card { tone: Tone::Warning, ..Card::line(told) }
}

/// Ticket numbers in one line, as many as are read.
fn numbers(tickets: &[TicketNumber]) -> String {
    let mut named: Vec<String> = tickets.iter().take(NAMED).map(ToString::to_string).collect();
    if tickets.len() > NAMED {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// A manager named, or taken back.
#[derive(Debug)]
pub struct Manager<'a> {
    /// The customer.
    pub customer: &'a Customer,
    /// Who.
    pub person: PersonId,
    /// Whether the part is taken back.
    pub remove: bool,
    /// Whether that changed anything.
    pub changed: bool,
}

impl Manager<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let id = match (self.remove, self.changed) {
            (false, true) => "manager-named",
            (false, false) => "manager-already",
            (true, true) => "manager-removed",
            (true, false) => "manager-was-none",
        };
        Card::line(words!(language, id, who = person(self.person), customer = plain(&self.customer.name)))
    }
}

/// A customer as staff see it.
pub struct CustomerCard<'a> {
    /// The customer.
    pub dossier: &'a Dossier,
    /// The offer, for the names of platforms.
    pub offer: &'a Offer,
    /// What a channel is called: a mention says nothing to anyone outside its server.
    pub names: &'a dyn Fn(ChannelId) -> Option<String>,
}

impl CustomerCard<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let Self { dossier, offer, .. } = self;
        let now = dossier.now;
        let level = dossier.history.level_at(now).to_string();
        let title =
            words!(language, "contract-title", customer = plain(&dossier.customer.name), level = level);
        let links: Vec<String> = dossier.links.iter().map(|link| self.link(link, language)).collect();
        let links = if links.is_empty() { words!(language, "customer-no-channel") } else { links.join("\n") };
        let codes: Vec<String> = dossier
            .codes
            .iter()
            .map(|at| words!(language, "customer-open-code", until = moment(*at), left = relative(*at)))
            .collect();
        Card::framed(title, "", Tone::Plain)
            .fact(words!(language, "fact-language"), language_word(dossier.customer.language, language))
            .fact(words!(language, "fact-managers"), contract::people(&dossier.managers, language))
            .fact(words!(language, "fact-channels"), links)
            .fact(words!(language, "fact-codes"), codes.join("\n"))
            .fact(
                words!(language, "fact-history"),
                contract::history(&dossier.history, now, &offer.calendar, language),
            )
    }

    fn link(&self, link: &Link, language: Language) -> String {
        let name = (self.names)(link.channel).map(|name| plain(&format!("#{name}")));
        let name = name.unwrap_or_else(|| words!(language, "customer-channel-gone"));
        let mut text = format!("{} ({name})", channel(link.channel));
        let platform = link.platform.as_deref().map(|key| {
            self.offer.platform(key).map_or(key, |platform| platform.label.get(language)).to_owned()
        });
        text.push_str(" · ");
        text.push_str(&match (link.announcements, platform) {
            (false, _) => words!(language, "customer-not-announced"),
            (true, None) => words!(language, "customer-announced"),
            (true, Some(platform)) => words!(language, "customer-announced-of", platform = platform),
        });
        text
    }
}

/// The customers: in the answer, or in a file where there are many.
pub fn list(customers: &[(Listed, Level)], language: Language) -> Card {
    let title = words!(language, "customers-title", count = customers.len());
    if customers.is_empty() {
        return Card::line(words!(language, "customers-none"));
    }
    let line = |name: String, customer: &Listed, level: &Level| {
        words!(
            language,
            "customers-line",
            customer = name,
            level = level.to_string(),
            channels = customer.channels
        )
    };
    let shown: Vec<String> = customers
        .iter()
        .take(LISTED)
        .map(|(customer, level)| line(format!("**{}**", plain(&customer.name)), customer, level))
        .collect();
    let (body, shown) = fitting(&shown, BODY);
    let mut card = Card::framed(title, body, Tone::Plain);
    if customers.len() == shown {
        return card;
    }
    card.footer = words!(language, "customers-more", count = customers.len() - shown);
    let all: Vec<String> =
        customers.iter().map(|(customer, level)| line(customer.name.clone(), customer, level)).collect();
    card.file("customers.txt", all.join("\n"))
}

/// Why something about customers is not done.
pub fn refusal(language: Language, refusal: &CustomerRefusal, contact: &Contact) -> String {
    let (phone, mail) = (contact.phone.as_str(), contact.mail.as_str());
    match refusal {
        CustomerRefusal::Exists(name) => words!(language, "refusal-customer-exists", customer = plain(name)),
        CustomerRefusal::Unknown(name) => {
            words!(language, "refusal-customer-unknown", customer = plain(name))
        }
        CustomerRefusal::Which => words!(language, "refusal-which-customer"),
        CustomerRefusal::NoSuchPlatform(key) => {
            words!(language, "refusal-no-such-platform", platform = plain(key))
        }
        CustomerRefusal::NotAChannel(id) => words!(language, "refusal-not-a-channel", channel = channel(*id)),
        CustomerRefusal::NoSuchRole(id) => words!(language, "refusal-no-such-role", role = role(*id)),
        CustomerRefusal::Everyone => words!(language, "refusal-everyone"),
        CustomerRefusal::DeskChannel(id) => words!(language, "refusal-desk-channel", channel = channel(*id)),
        CustomerRefusal::SpeaksFor { channel: id, customer } => {
            words!(language, "refusal-speaks-for", channel = channel(*id), customer = plain(customer))
        }
        CustomerRefusal::NotTheirs { channel, customer } => {
            words!(language, "refusal-not-theirs", channel = plain(channel), customer = plain(customer))
        }
        CustomerRefusal::Bot => words!(language, "refusal-bot"),
        CustomerRefusal::LinkedByStaff => words!(language, "refusal-linked-by-staff"),
        CustomerRefusal::NotServerAdministrator => words!(language, "refusal-not-server-administrator"),
        CustomerRefusal::NotAPlainChannel => words!(language, "refusal-not-a-plain-channel"),
        CustomerRefusal::LinkedAlready => {
            words!(language, "refusal-linked-already", phone = phone, mail = mail)
        }
        CustomerRefusal::CodeUnknown => words!(language, "refusal-code-unknown", phone = phone, mail = mail),
        CustomerRefusal::CodeUsed => words!(language, "refusal-code-used", phone = phone, mail = mail),
        CustomerRefusal::CodeExpired { since } => {
            words!(language, "refusal-code-expired", since = moment(*since), phone = phone, mail = mail)
        }
    }
}
