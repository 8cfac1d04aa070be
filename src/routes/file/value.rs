//! The values of `routes.toml`, one by one: what they may be, and where secrets come from.

use reqwest::Url;
use thiserror::Error;

use super::written::Text;
use crate::{routes::webhook::Key, secret::Secret};

/// What a text begins with that names a variable of the environment.
const FROM_ENVIRONMENT: &str = "env:";

/// What is wrong with `routes.toml`, in one line without a secret.
#[derive(Debug, Error)]
#[error("{place}: {problem}")]
pub struct WrongRoutes {
    /// Where: a line, a table or a route's key.
    pub place: String,
    /// What it must be.
    pub problem: String,
}

/// One table of the file that is being read, by what it is called in an error.
pub(super) struct Table<'a> {
    pub(super) place: String,
    pub(super) environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Table<'_> {
    pub(super) fn wrong(&self, problem: impl Into<String>) -> WrongRoutes {
        WrongRoutes { place: self.place.clone(), problem: problem.into() }
    }

    /// The text that is written, or that the environment holds.
    pub(super) fn text(&self, name: &str, written: &Text) -> Result<String, WrongRoutes> {
        let text = match written.0.strip_prefix(FROM_ENVIRONMENT) {
            None => written.0.clone(),
            Some(variable) => (self.environment)(variable)
                .filter(|value| !value.trim().is_empty())
                .ok_or_else(|| self.wrong(format!("{name} is env:{variable}, which is not set")))?,
        };
        if text.is_empty() || text.chars().any(char::is_control) {
            return Err(self.wrong(format!("{name} must be a text of one line")));
        }
        Ok(text)
    }

    /// A text that goes into a header as it is.
    pub(super) fn token(&self, name: &str, written: &Text) -> Result<Secret, WrongRoutes> {
        let token = self.text(name, written)?;
        if token.chars().all(|c| c.is_ascii_graphic()) {
            Ok(Secret::new(token))
        } else {
            Err(self.wrong(format!("{name} has a space or a character in it that none has")))
        }
    }

    /// The address of something on the web: by TLS, or on this machine.
    pub(super) fn web_url(&self, written: &Text, example: &str) -> Result<Url, WrongRoutes> {
        let must = || {
            self.wrong(format!(
                "url must be an https:// address without a user in it, such as {example}; http:// leads no further than this machine"
            ))
        };
        let url = Url::parse(&self.text("url", written)?).map_err(|_| must())?;
        let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        let private = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(&url));
        if plain && private && url.has_host() { Ok(url) } else { Err(must()) }
    }

    /// The address of a topic: what it is called comes last.
    pub(super) fn topic(&self, written: &Text) -> Result<Url, WrongRoutes> {
        let url = self.web_url(written, "https://ntfy.example/duty")?;
        let name = url.path_segments().and_then(Iterator::last).unwrap_or_default();
        if name.is_empty() || url.query().is_some() {
            return Err(self.wrong("url must end with the topic's name, such as https://ntfy.example/duty"));
        }
        Ok(url)
    }

    /// The address of a mail server.
    pub(super) fn mail_url(&self, written: &Text) -> Result<Url, WrongRoutes> {
        let must = || {
            self.wrong(
                "url must be smtps://host:port or smtp://host:port (then with STARTTLS), without a user in it",
            )
        };
        let url = Url::parse(&self.text("url", written)?).map_err(|_| must())?;
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        let whole = url.host_str().is_some_and(|host| !host.is_empty()) && matches!(url.path(), "" | "/");
        if matches!(url.scheme(), "smtp" | "smtps") && bare && whole { Ok(url) } else { Err(must()) }
    }

    /// The secret of a webhook.
    pub(super) fn key(&self, written: &Text) -> Result<Key, WrongRoutes> {
        Key::of_secret(&self.text("secret", written)?)
            .ok_or_else(|| self.wrong("secret must be whsec_ and then 24 to 64 bytes in base64"))
    }

    /// A name and its password, of which neither goes without the other.
    pub(super) fn user(
        &self,
        user: Option<&Text>,
        password: Option<&Text>,
    ) -> Result<Option<(String, Secret)>, WrongRoutes> {
        match (user, password) {
            (None, None) => Ok(None),
            (Some(user), Some(password)) => {
                let user = self.text("user", user)?;
                Ok(Some((user, Secret::new(self.text("password", password)?))))
            }
            (Some(_), None) => Err(self.wrong("user stands without password")),
            (None, Some(_)) => Err(self.wrong("password stands without user")),
        }
    }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
