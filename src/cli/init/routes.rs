//! How people on call are reached outside Discord, asked route by route.

use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use toml::{Table, Value};

use super::{ask, env::Settings};
use crate::{cli::out::print, clock::Clock, routes::Routes};

/// `routes.toml` in the making.
#[derive(Debug, Default)]
pub(super) struct Asked {
    mail: Option<Table>,
    routes: Vec<Table>,
}

/// What one answer adds: the route, the mail server where it needs one, and the secrets that it names.
struct Route {
    table: Table,
    mail: Option<Table>,
    secrets: Vec<(&'static str, String, &'static str)>,
}

impl Asked {
    /// Asks until nobody wants another.
    ///
    /// # Errors
    /// When the answers end.
    pub(super) fn all(settings: &mut Settings) -> Result<Self> {
        let mut asked = Self::default();
        print("")?;
        print(
            "A P1 calls people in Discord, and by every route that you name here: a phone rings though Discord is away.",
        )?;
        loop {
            let kind = ask::line("One more route: ntfy, pagerduty, mail or webhook (empty: no more):")?;
            let route = match kind.to_lowercase().as_str() {
                "" => return Ok(asked),
                kind if asked.has(kind) => {
                    print(
                        "There is one of that kind. Write further ones into routes.toml (docs/operations.md, Routes).",
                    )?;
                    continue;
                }
                "ntfy" => ntfy()?,
                "pagerduty" => pagerduty()?,
                "mail" => mail()?,
                "webhook" => webhook()?,
                _ => {
                    print("That is none of the four.")?;
                    continue;
                }
            };
            asked.add(route, settings)?;
        }
    }

    /// Whether any was named.
    pub(super) fn is_empty(&self) -> bool {
        self.routes.is_empty()
    }

    /// The file: every route calls level 1, whom the levels above fall back on, and hears of the desk itself.
    pub(super) fn file(&self) -> String {
        let keys = || Value::Array(self.routes.iter().filter_map(|one| one.get("key").cloned()).collect());
        let mut file = Table::new();
        if let Some(mail) = &self.mail {
            file.insert("mail".to_owned(), Value::Table(mail.clone()));
        }
        let routes = self.routes.iter().cloned().map(Value::Table).collect();
        file.insert("routes".to_owned(), Value::Array(routes));
        let on_call = [("level_1", keys()), ("desk", keys())];
        let on_call = on_call.into_iter().map(|(list, keys)| (list.to_owned(), keys)).collect();
        file.insert("on_call".to_owned(), Value::Table(on_call));
        file.to_string()
    }

    fn has(&self, kind: &str) -> bool {
        self.routes.iter().any(|one| one.get("kind").and_then(Value::as_str) == Some(kind))
    }

    /// Takes a route that the desk can read; says what is wrong with any other.
    fn add(&mut self, route: Route, settings: &mut Settings) -> Result<()> {
        let before = self.mail.clone();
        self.routes.push(route.table);
        self.mail = route.mail.or_else(|| before.clone());
        let held = |name: &str| {
            let own = route.secrets.iter().find(|(secret, ..)| *secret == name);
            own.map(|(_, value, _)| value.clone()).or_else(|| settings.get(name))
        };
        if let Err(error) = Routes::parse(&self.file(), &held, None, Clock::system()) {
            self.routes.pop();
            self.mail = before;
            return Ok(print(&format!("That cannot be: {error}."))?);
        }
        for (name, value, what) in route.secrets {
            settings.set(name, value, what);
        }
        Ok(())
    }
}

fn table(entries: &[(&str, &str)]) -> Table {
    entries.iter().map(|(key, value)| ((*key).to_owned(), Value::String((*value).to_owned()))).collect()
}

fn ntfy() -> Result<Route> {
    let url = ask::line("The topic's address (https://ntfy.example/duty):")?;
    let token = ask::secret("The token that may write there (empty: none):")?;
    let mut table = table(&[("key", "ntfy"), ("kind", "ntfy"), ("url", &url)]);
    let mut secrets = Vec::new();
    if !token.is_empty() {
        table.insert("token".to_owned(), Value::String("env:NTFY_TOKEN".to_owned()));
        secrets.push(("NTFY_TOKEN", token, "The token that may write to the ntfy topic."));
    }
    Ok(Route { table, mail: None, secrets })
}

fn pagerduty() -> Result<Route> {
    let key = ask::secret("The integration key of the service (Events API V2, 32 characters):")?;
    Ok(Route {
        table: table(&[("key", "pagerduty"), ("kind", "pagerduty"), ("routing_key", "env:PAGERDUTY_KEY")]),
        mail: None,
        secrets: vec![("PAGERDUTY_KEY", key, "The integration key of the PagerDuty service.")],
    })
}

fn mail() -> Result<Route> {
    let url = ask::line("The server that takes mail (smtps://mail.example:465, or smtp:// with port 587):")?;
    let user = ask::line("The account there (empty: none is asked for):")?;
    let mut server = table(&[("url", &url)]);
    let mut secrets = Vec::new();
    if !user.is_empty() {
        let password = ask::secret("Its password:")?;
        server.insert("user".to_owned(), Value::String(user));
        server.insert("password".to_owned(), Value::String("env:SMTP_PASSWORD".to_owned()));
        secrets.push(("SMTP_PASSWORD", password, "The mail account's password."));
    }
    let from = ask::line("From which address (desk@provider.example):")?;
    server.insert("from".to_owned(), Value::String(from));
    let to = ask::line("To whom, with commas between:")?;
    let to = to.split(',').map(|one| Value::String(one.trim().to_owned())).collect();
    let mut table = table(&[("key", "mail"), ("kind", "mail")]);
    table.insert("to".to_owned(), Value::Array(to));
    Ok(Route { table, mail: Some(server), secrets })
}

fn webhook() -> Result<Route> {
    let url = ask::line("The receiver's address (https://itsm.example/hooks/guichet):")?;
    let secret = format!("whsec_{}", STANDARD.encode(rand::random::<[u8; 32]>()));
    print("Its secret is made here; give the receiver WEBHOOK_SECRET of .env.")?;
    Ok(Route {
        table: table(&[
            ("key", "webhook"),
            ("kind", "webhook"),
            ("url", &url),
            ("secret", "env:WEBHOOK_SECRET"),
        ]),
        mail: None,
        secrets: vec![(
            "WEBHOOK_SECRET",
            secret,
            "What the webhook's calls are signed with; its receiver keeps it too.",
        )],
    })
}
