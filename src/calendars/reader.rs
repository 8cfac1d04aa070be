//! Reads a calendar. That its address is public is asked of the address that is really connected to, each
//! time and on each step on the way: what a name meant a moment ago says nothing.

use std::{collections::HashSet, error::Error, fmt, net::IpAddr, sync::Arc};

use reqwest::{
    Client, Response, StatusCode, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::{ACCEPT, ETAG, HeaderName, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED},
    redirect::{Attempt, Policy},
};

use super::public::is_public;
use crate::{
    rules::on_call::calendar::{Copy, Mark, Unread, Unreadable},
    web,
};

/// The largest that is read, in bytes.
const LARGEST: usize = 1 << 20;

/// How often an address may lead to another.
const STEPS: usize = 3;

/// Reads calendars.
#[derive(Clone, Debug)]
pub struct Reader {
    client: Client,
    private: Arc<HashSet<String>>,
}

impl Reader {
    /// A reader that trusts the certificates of `extra_ca` (PEM) besides the public roots, and reads from
    /// these hosts though their addresses are private.
    ///
    /// # Errors
    /// When the certificates cannot be read.
    pub fn new(extra_ca: Option<&[u8]>, private_hosts: &[String]) -> reqwest::Result<Self> {
        let private: Arc<HashSet<_>> =
            Arc::new(private_hosts.iter().map(|host| host.to_ascii_lowercase()).collect());
        let on_the_way = Arc::clone(&private);
        let client = web::builder(extra_ca)?
            // Another's connection would be made to addresses that nobody has looked at.
            .no_proxy()
            .https_only(true)
            .dns_resolver(Arc::new(Names(Arc::clone(&private))))
            .redirect(Policy::custom(move |step| follow(step, &on_the_way)))
            .build()?;
        Ok(Self { client, private })
    }

    /// Reads a calendar; nothing where the server still has the copy with that mark.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn read(&self, url: &str, known: &Mark) -> Result<Option<Copy>, Unread> {
        let url = Url::parse(url).map_err(|_| Unread::NotHttps)?;
        may_read(&url, &self.private).map_err(|wrong| wrong.0)?;
        let mut asked = self.client.get(url).header(ACCEPT, "text/calendar, */*;q=0.5");
        for (name, value) in [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.modified)] {
            if let Some(value) = value {
                asked = asked.header(name, value);
            }
        }
        let answer = asked.send().await.map_err(|error| why(&error))?;
        match answer.status() {
            StatusCode::NOT_MODIFIED if *known != Mark::default() => Ok(None),
            StatusCode::OK => copy(answer).await.map(Some),
            other => Err(Unread::Status { code: other.as_u16() }),
        }
    }
}

async fn copy(mut answer: Response) -> Result<Copy, Unread> {
    let said = |name: HeaderName| answer.headers().get(name)?.to_str().ok().map(str::to_owned);
    let mark = Mark { etag: said(ETAG), modified: said(LAST_MODIFIED) };
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(|error| why(&error))? {
        if bytes.len() + part.len() > LARGEST {
            return Err(Unreadable::TooLarge.into());
        }
        bytes.extend_from_slice(&part);
    }
    Ok(Copy { text: String::from_utf8_lossy(&bytes).into_owned(), mark })
}

/// What may not be read, as the client's own errors carry it.
#[derive(Debug)]
struct Wrong(Unread);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl Error for Wrong {}

/// Whether an address may be asked at all, as far as it tells; what its host's name means is looked at when
/// it is connected to.
fn may_read(url: &Url, private: &HashSet<String>) -> Result<(), Wrong> {
    let host = url.host_str().filter(|_| url.scheme() == "https").ok_or(Wrong(Unread::NotHttps))?;
    let written = host.trim_matches(['[', ']']).parse::<IpAddr>();
    match written {
        Ok(address) if !is_public(address) && !private.contains(host) => {
            Err(Wrong(Unread::Private { host: host.to_owned() }))
        }
        Ok(_) | Err(_) => Ok(()),
    }
}

fn follow(step: Attempt<'_>, private: &HashSet<String>) -> reqwest::redirect::Action {
    if step.previous().len() > STEPS {
        return step.error(Wrong(Unread::Redirects));
    }
    match may_read(step.url(), private) {
        Ok(()) => step.follow(),
        Err(wrong) => step.error(wrong),
    }
}

/// What names mean: public addresses, and those of hosts that may be private.
struct Names(Arc<HashSet<String>>);

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let private = self.0.contains(&name.as_str().to_ascii_lowercase());
        Box::pin(async move {
            let all = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Vec<_> = all.filter(|address| private || is_public(address.ip())).collect();
            if addresses.is_empty() {
                let host = name.as_str().to_owned();
                return Err(Box::new(Wrong(Unread::Private { host })) as Box<dyn Error + Send + Sync>);
            }
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// Why a call failed. What the client says of it names the address, which is for nobody: it is left out.
fn why(error: &reqwest::Error) -> Unread {
    let mut causes = Vec::new();
    let mut cause = error.source();
    while let Some(one) = cause {
        if let Some(Wrong(unread)) = one.downcast_ref() {
            return unread.clone();
        }
        causes.push(one);
        cause = one.source();
    }
    if error.is_timeout() {
        return Unread::TooSlow;
    }
    // The innermost says what it was.
    Unread::Unreached { error: causes.last().map(ToString::to_string).unwrap_or_default() }
}
