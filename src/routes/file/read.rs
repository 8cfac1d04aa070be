//! How `routes.toml` becomes the routes: what no alarm could go by is refused.

use std::collections::{BTreeMap, btree_map::Entry};

use super::{
    value::{Table, WrongRoutes},
    written::{File, FileMail, FileOnCall, FileRoute},
};
use crate::{
    clock::Clock,
    routes::{
        mail::{self, Mail, Relay},
        ntfy::{Access, Ntfy},
        pagerduty::PagerDuty,
        table::{Route, Routes, Way},
        webhook::Webhook,
    },
    rules::on_call::{RouteKey, RouteKind, RoutesOf},
    secret::Secret,
    web,
};

/// Where PagerDuty takes events.
const PAGERDUTY: &str = "https://events.pagerduty.com/v2/enqueue";

/// So long is each routing key of PagerDuty's own.
const ROUTING_KEY: usize = 32;

impl Routes {
    /// Reads the routes. Secrets that are named are taken from `environment`; the certificates of `extra_ca`
    /// (PEM) are trusted besides the public roots.
    ///
    /// # Errors
    /// The first thing that is wrong, and what it must be.
    pub fn parse(
        text: &str,
        environment: &dyn Fn(&str) -> Option<String>,
        extra_ca: Option<&[u8]>,
        clock: Clock,
    ) -> Result<Self, WrongRoutes> {
        let file: File = toml::from_str(text).map_err(|error| unreadable(text, &error))?;
        let reading = Reading { environment, extra_ca };
        let relay = file.mail.as_ref().map(|mail| reading.relay(mail)).transpose()?;
        let mut all = BTreeMap::new();
        for route in file.routes {
            let read = reading.route(&route, relay.as_ref())?;
            match all.entry(route.key) {
                Entry::Vacant(place) => place.insert(read),
                Entry::Occupied(other) => {
                    return Err(reading.table(other.key().as_str()).wrong("key stands there twice"));
                }
            };
        }
        let on_call = reading.on_call(file.on_call, &all)?;
        let web = web::builder(extra_ca).and_then(reqwest::ClientBuilder::build);
        let web =
            web.map_err(|_| reading.table("EXTRA_CA_FILE").wrong("holds a certificate that cannot be read"))?;
        Ok(Self { all, on_call, web, clock })
    }
}

/// What the file's form forbids, by its line.
fn unreadable(text: &str, error: &toml::de::Error) -> WrongRoutes {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    WrongRoutes {
        place: format!("line {}", before.matches('\n').count() + 1),
        problem: error.message().replace('\n', " "),
    }
}

struct Reading<'a> {
    environment: &'a dyn Fn(&str) -> Option<String>,
    extra_ca: Option<&'a [u8]>,
}

impl Reading<'_> {
    fn table(&self, place: &str) -> Table<'_> {
        Table { place: place.to_owned(), environment: self.environment }
    }

    fn relay(&self, mail: &FileMail) -> Result<Relay, WrongRoutes> {
        let table = self.table("[mail]");
        let url = table.mail_url(&mail.url)?;
        let user = table.user(mail.user.as_ref(), mail.password.as_ref())?;
        let from = mail::address(&mail.from)
            .ok_or_else(|| table.wrong("from must be an address, such as desk@provider.example"))?;
        Relay::new(&url, user, from, self.extra_ca)
            .map_err(|_| self.table("EXTRA_CA_FILE").wrong("holds a certificate that cannot be read"))
    }

    fn route(&self, route: &FileRoute, relay: Option<&Relay>) -> Result<Route, WrongRoutes> {
        let table = self.table(route.key.as_str());
        stays_with_its_kind(&table, route)?;
        let way = match route.kind {
            RouteKind::Mail => Way::Mail(Box::new(by_mail(&table, route, relay)?)),
            RouteKind::Ntfy => Way::Ntfy(ntfy(&table, route)?),
            RouteKind::PagerDuty => Way::PagerDuty(pagerduty(&table, route)?),
            RouteKind::Webhook => Way::Webhook(Webhook {
                url: Secret::new(
                    table
                        .web_url(needed(&table, "url", route.url.as_ref())?, "https://itsm.example/hooks")?,
                ),
                key: table.key(needed(&table, "secret", route.secret.as_ref())?)?,
            }),
        };
        Ok(Route { full: route.full, way })
    }

    fn on_call(&self, written: FileOnCall, all: &BTreeMap<RouteKey, Route>) -> Result<RoutesOf, WrongRoutes> {
        let FileOnCall { level_1, level_2, level_3, desk } = written;
        let lists = [("level_1", &level_1), ("level_2", &level_2), ("level_3", &level_3), ("desk", &desk)];
        for (name, keys) in lists {
            if let Some(key) = keys.iter().find(|key| !all.contains_key(*key)) {
                let problem = format!("{name} names {key}, which is the key of no route");
                return Err(self.table("[on_call]").wrong(problem));
            }
        }
        Ok(RoutesOf { level_1, level_2, level_3, desk })
    }
}

fn needed<'a, T>(table: &Table<'_>, name: &str, written: Option<&'a T>) -> Result<&'a T, WrongRoutes> {
    written.ok_or_else(|| table.wrong(format!("{name} is missing")))
}

/// Refuses what a route of that kind does nothing with.
fn stays_with_its_kind(table: &Table<'_>, route: &FileRoute) -> Result<(), WrongRoutes> {
    let known: &[&str] = match route.kind {
        RouteKind::Mail => &["to"],
        RouteKind::Ntfy => &["url", "token", "user", "password"],
        RouteKind::PagerDuty => &["url", "routing_key", "secret"],
        RouteKind::Webhook => &["url", "secret"],
    };
    let written = [
        ("to", route.to.is_some()),
        ("url", route.url.is_some()),
        ("token", route.token.is_some()),
        ("user", route.user.is_some()),
        ("password", route.password.is_some()),
        ("routing_key", route.routing_key.is_some()),
        ("secret", route.secret.is_some()),
    ];
    match written.into_iter().find(|(name, is)| *is && !known.contains(name)) {
        None => Ok(()),
        Some((name, _)) => {
            let (kind, known) = (route.kind.as_str(), known.join(", "));
            Err(table.wrong(format!("a route of kind {kind} has no {name}; it has key, kind, full, {known}")))
        }
    }
}

fn by_mail(table: &Table<'_>, route: &FileRoute, relay: Option<&Relay>) -> Result<Mail, WrongRoutes> {
    let relay = relay.ok_or_else(|| table.wrong("is by mail, and there is no [mail]"))?.clone();
    let must = "to must be a list of addresses, such as [\"duty@provider.example\"]";
    let to = needed(table, "to", route.to.as_ref())?;
    let to: Option<Vec<_>> = to.iter().map(|one| mail::address(one)).collect();
    let to = to.filter(|to| !to.is_empty()).ok_or_else(|| table.wrong(must))?;
    Ok(Mail { relay, to })
}

fn ntfy(table: &Table<'_>, route: &FileRoute) -> Result<Ntfy, WrongRoutes> {
    let topic = Secret::new(table.topic(needed(table, "url", route.url.as_ref())?)?);
    let user = table.user(route.user.as_ref(), route.password.as_ref())?;
    let access = match (&route.token, user) {
        (None, None) => Access::Open,
        (Some(token), None) => Access::Token(table.token("token", token)?),
        (None, Some((user, password))) => Access::User { user, password },
        (Some(_), Some(_)) => return Err(table.wrong("has both token and user: one of them is enough")),
    };
    Ok(Ntfy { topic, access })
}

fn pagerduty(table: &Table<'_>, route: &FileRoute) -> Result<PagerDuty, WrongRoutes> {
    let usual = super::written::Text(PAGERDUTY.to_owned());
    let events = table.web_url(route.url.as_ref().unwrap_or(&usual), PAGERDUTY)?;
    let routing_key =
        table.token("routing_key", needed(table, "routing_key", route.routing_key.as_ref())?)?;
    let own = events.host_str().is_some_and(|host| host.ends_with(".pagerduty.com"));
    if own && routing_key.reveal().len() != ROUTING_KEY {
        return Err(
            table.wrong("routing_key must be the 32 characters of an integration of kind Events API v2")
        );
    }
    let comes_back = route.secret.as_ref().map(|secret| table.token("secret", secret)).transpose()?;
    Ok(PagerDuty { events, routing_key, comes_back })
}
