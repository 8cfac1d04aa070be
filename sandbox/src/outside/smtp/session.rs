//! A conversation: which command may follow which, and what is answered.

use std::{io, sync::Arc};

use smtp_proto::{AUTH_LOGIN, AUTH_PLAIN, Error, MAIL_BODY_7BIT, MAIL_BODY_8BITMIME, MailFrom, Request};
use tokio::io::{AsyncRead, AsyncWrite};

use super::{
    auth::{of_plain, plain_text},
    reply::Reply,
    wire::{Broken, Wire},
};
use crate::{
    faults::Fault,
    log::Refused,
    outside::{caught::What, gate::time_for, mail::Mail, setup::Receiver},
    shared::Shared,
};

/// The longest lines, their ends included: of a command, of a response to AUTH, of a mail (RFC 5321 4.5.3.1,
/// RFC 4954).
const COMMAND: usize = 512;
const RESPONSE: usize = 12_288;
const TEXT: usize = 1000;
/// The most recipients of one mail, and its most bytes.
const RECIPIENTS: usize = 100;
const SIZE: usize = 10 * 1024 * 1024;
/// After so many refusals nobody is listened to any longer.
const REFUSALS: usize = 10;

/// How a conversation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Over,
    /// It goes on within TLS, as if nothing had been said.
    StartTls,
}

/// What is done after a reply.
enum Then {
    GoOn,
    End(End),
}

/// A mail whose envelope is being said.
#[derive(Debug)]
struct Envelope {
    from: String,
    eight_bit: bool,
    to: Vec<String>,
}

pub(super) struct Session<'a, S> {
    shared: &'a Arc<Shared>,
    wire: Wire<S>,
    secure: bool,
    /// Whether the client said EHLO.
    greeted: bool,
    /// Whether it proved who it is.
    known: bool,
    envelope: Option<Envelope>,
}

type Answer = Result<Reply, Broken>;

impl<'a, S: AsyncRead + AsyncWrite + Unpin> Session<'a, S> {
    pub(super) fn new(shared: &'a Arc<Shared>, wire: Wire<S>, secure: bool) -> Self {
        Self { shared, wire, secure, greeted: false, known: false, envelope: None }
    }

    pub(super) fn into_stream(self) -> Option<S> {
        self.wire.into_stream()
    }

    pub(super) async fn greet_and_serve(&mut self) -> io::Result<End> {
        self.wire.say("220 sandbox ESMTP\r\n").await?;
        self.serve().await
    }

    pub(super) async fn serve(&mut self) -> io::Result<End> {
        let mut refusals = 0;
        while refusals < REFUSALS {
            let line = match self.wire.line(COMMAND).await {
                Ok(line) => line,
                Err(broken) => return self.broken(broken).await,
            };
            let _under_way = self.shared.under_way();
            let line = String::from_utf8_lossy(&line).into_owned();
            let (reply, then) = match self.command(&line).await {
                Ok(answered) => answered,
                Err(broken) => return self.broken(broken).await,
            };
            refusals += usize::from(reply.is_refusal());
            self.wire.say(&reply.wire()).await?;
            if let Then::End(end) = then {
                return Ok(end);
            }
        }
        self.wire.say("421 4.7.0 too many refusals\r\n").await?;
        Ok(End::Over)
    }

    /// The end of a conversation in which no line can be told from the next any more.
    async fn broken(&mut self, broken: Broken) -> io::Result<End> {
        let reply = match broken {
            Broken::Gone => return Ok(End::Over),
            Broken::TooLong => Reply::new(500, "5.5.2 the line is too long"),
            Broken::NoLine => Reply::new(500, "5.5.2 a line ends with CR LF, and has neither of them within"),
        };
        self.note("…", &reply);
        self.wire.say(&reply.wire()).await?;
        Ok(End::Over)
    }

    /// Keeps a refusal for whoever looks.
    fn note(&self, line: &str, reply: &Reply) {
        self.shared.log.refused(Refused {
            method: "SMTP".to_owned(),
            path: Receiver::Mail.faults().to_owned(),
            status: reply.code,
            code: u32::from(reply.code),
            message: reply.text.clone(),
            body: line.to_owned(),
        });
    }

    async fn command(&mut self, line: &str) -> Result<(Reply, Then), Broken> {
        let whole = format!("{line}\r\n");
        let request = match Request::parse(&mut whole.as_bytes().iter()) {
            Ok(request) if line.is_ascii() => request,
            Ok(_) => return Ok((self.refused(line, Reply::syntax("SMTPUTF8 is not offered")), Then::GoOn)),
            Err(error) => return Ok((self.refused(line, unread(&error)), Then::GoOn)),
        };
        let takes_nothing =
            matches!(request, Request::Data | Request::Rset | Request::Quit | Request::StartTls);
        if takes_nothing && line.len() > request.name().len() {
            return Ok((self.refused(line, Reply::syntax("nothing may follow")), Then::GoOn));
        }
        let mut then = Then::GoOn;
        let reply = match request {
            Request::Ehlo { .. } | Request::Helo { .. } => {
                self.hello(matches!(request, Request::Ehlo { .. }))
            }
            Request::StartTls => {
                let reply = self.start_tls();
                if reply.code == 220 {
                    then = Then::End(End::StartTls);
                }
                reply
            }
            Request::Auth { mechanism, initial_response } => {
                let reply = self.auth(mechanism, &initial_response).await?;
                // What was said may be a password.
                return Ok((self.refused("AUTH …", reply), then));
            }
            Request::Mail { from } => self.mail(line, from.into_owned()),
            Request::Rcpt { to } => self.rcpt(line, &to.address, to.flags != 0 || to.orcpt.is_some()),
            Request::Data => return self.data().await,
            Request::Rset => {
                self.envelope = None;
                Reply::new(250, "2.0.0 forgotten")
            }
            Request::Noop { .. } => Reply::new(250, "2.0.0 nothing done"),
            Request::Vrfy { .. } => Reply::new(252, "2.5.0 try and see"),
            Request::Quit => {
                then = Then::End(End::Over);
                Reply::new(221, "2.0.0 goodbye")
            }
            _ => Reply::new(502, "5.5.1 not offered"),
        };
        Ok((self.refused(line, reply), then))
    }

    /// The same reply, which is kept where it is a refusal.
    fn refused(&self, line: &str, reply: Reply) -> Reply {
        if reply.is_refusal() {
            self.note(line, &reply);
        }
        reply
    }

    fn hello(&mut self, extended: bool) -> Reply {
        (self.greeted, self.envelope) = (true, None);
        if !extended {
            return Reply::new(250, "sandbox");
        }
        let more = if self.secure { "AUTH PLAIN LOGIN" } else { "STARTTLS" };
        Reply::new(250, &format!("sandbox\n8BITMIME\nENHANCEDSTATUSCODES\nPIPELINING\nSIZE {SIZE}\n{more}"))
    }

    fn start_tls(&self) -> Reply {
        match (self.greeted, self.secure) {
            (false, _) => Reply::out_of_order("EHLO first"),
            (true, true) => Reply::out_of_order("TLS is on"),
            (true, false) => Reply::new(220, "2.0.0 go ahead"),
        }
    }

    async fn auth(&mut self, mechanism: u64, first: &str) -> Answer {
        if !self.greeted || self.known || self.envelope.is_some() {
            return Ok(Reply::out_of_order("AUTH once, after EHLO, and not within a mail"));
        }
        if !self.secure {
            return Ok(Reply::new(538, "5.7.11 TLS first"));
        }
        let given = match mechanism {
            AUTH_PLAIN => self.response(first, "").await?.and_then(|said| of_plain(&said)),
            AUTH_LOGIN => {
                match self.response(first, "VXNlcm5hbWU6").await?.and_then(|said| plain_text(&said)) {
                    Some(user) => {
                        let password = self.response("", "UGFzc3dvcmQ6").await?;
                        password.and_then(|said| plain_text(&said)).map(|password| (user, password))
                    }
                    None => None,
                }
            }
            _ => return Ok(Reply::new(504, "5.5.4 PLAIN or LOGIN")),
        };
        let Some(given) = given else { return Ok(Reply::new(501, "5.5.2 that is no response")) };
        self.known = self.shared.outside.with(|inner| inner.setup.account == given);
        Ok(if self.known { Reply::new(235, "2.7.0 welcome") } else { Reply::new(535, "5.7.8 who are you?") })
    }

    /// What the client responds, unless it has said it with the command; nothing where it gives up.
    async fn response(&mut self, first: &str, challenge: &str) -> Result<Option<Vec<u8>>, Broken> {
        if !first.is_empty() {
            return Ok(Some(first.as_bytes().to_vec()));
        }
        let asked = self.wire.say(&format!("334 {challenge}\r\n")).await;
        asked.map_err(|_| Broken::Gone)?;
        let said = self.wire.line(RESPONSE).await?;
        Ok((said != b"*").then_some(said))
    }

    fn mail(&mut self, line: &str, from: MailFrom<String>) -> Reply {
        if !self.greeted {
            return Reply::out_of_order("EHLO first");
        }
        if !self.known {
            let first = if self.secure { "AUTH" } else { "STARTTLS" };
            return Reply::new(530, &format!("5.7.0 {first} first"));
        }
        if self.envelope.is_some() {
            return Reply::out_of_order("a mail is being said; RSET forgets it");
        }
        if !begins(line, "MAIL FROM:<") {
            return Reply::syntax("MAIL FROM:<…>");
        }
        let plain = MailFrom {
            address: from.address.clone(),
            flags: from.flags & (MAIL_BODY_7BIT | MAIL_BODY_8BITMIME),
            size: from.size,
            auth: from.auth.clone(),
            ..MailFrom::default()
        };
        if plain != from {
            return Reply::new(555, "5.5.4 8BITMIME, SIZE and AUTH are all that is offered");
        }
        if from.size > SIZE {
            return Reply::new(552, "5.3.4 too large");
        }
        let eight_bit = from.flags & MAIL_BODY_8BITMIME != 0;
        self.envelope = Some(Envelope { from: from.address, eight_bit, to: Vec::new() });
        Reply::new(250, "2.1.0 sender taken")
    }

    fn rcpt(&mut self, line: &str, to: &str, more: bool) -> Reply {
        let Some(envelope) = &mut self.envelope else { return Reply::out_of_order("MAIL first") };
        if !begins(line, "RCPT TO:<") || to.is_empty() {
            return Reply::syntax("RCPT TO:<…>");
        }
        if more {
            return Reply::new(555, "5.5.4 DSN is not offered");
        }
        if envelope.to.len() >= RECIPIENTS {
            return Reply::new(452, "4.5.3 too many recipients");
        }
        envelope.to.push(to.to_owned());
        Reply::new(250, "2.1.5 recipient taken")
    }

    async fn data(&mut self) -> Result<(Reply, Then), Broken> {
        let Some(envelope) = self.envelope.take_if(|envelope| !envelope.to.is_empty()) else {
            return Ok((self.refused("DATA", Reply::out_of_order("MAIL and RCPT first")), Then::GoOn));
        };
        self.wire.say("354 end with a dot alone\r\n").await.map_err(|_| Broken::Gone)?;
        let mut raw = Vec::new();
        loop {
            let line = self.wire.line(TEXT).await?;
            if line == b"." {
                break;
            }
            // Of one too large no more is kept than shows that it is.
            if raw.len() <= SIZE {
                raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
                raw.extend_from_slice(b"\r\n");
            }
        }
        self.end_of_data(&envelope, raw).await
    }

    /// A whole mail came: the faults, and then what is done with it.
    async fn end_of_data(&self, envelope: &Envelope, raw: Vec<u8>) -> Result<(Reply, Then), Broken> {
        let fault = self.shared.faults.meet("DATA", Receiver::Mail.faults());
        let planned = |code| Ok((Reply::new(code, "on request"), Then::GoOn));
        match fault {
            Some(Fault::Status(code) | Fault::Refused(code, _)) => return planned(code),
            Some(Fault::TooMany(_)) => return planned(450),
            Some(Fault::CutBefore) => return Err(Broken::Gone),
            Some(Fault::Slow(time)) => tokio::time::sleep(time).await,
            Some(Fault::Bandwidth(a_second)) => tokio::time::sleep(time_for(raw.len(), a_second)).await,
            Some(Fault::StatusAfter(_) | Fault::SlowAfter(_) | Fault::CutAfter) | None => {}
        }
        let reply = self.refused("DATA", self.keep(envelope, raw));
        match fault {
            Some(Fault::StatusAfter(code)) => return planned(code),
            Some(Fault::CutAfter) => return Err(Broken::Gone),
            Some(Fault::SlowAfter(time)) => tokio::time::sleep(time).await,
            _ => {}
        }
        Ok((reply, Then::GoOn))
    }

    fn keep(&self, envelope: &Envelope, raw: Vec<u8>) -> Reply {
        if raw.len() > SIZE {
            return Reply::new(552, "5.3.4 too large");
        }
        if !raw.is_ascii() && !envelope.eight_bit {
            return Reply::unfit("bytes of eight bits without BODY=8BITMIME");
        }
        let headers = raw.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(raw.len());
        if !raw[..headers].is_ascii() {
            return Reply::unfit("bytes of eight bits in the headers, and SMTPUTF8 is not offered");
        }
        match Mail::read(self.shared.clock.now(), &envelope.from, &envelope.to, raw) {
            Ok(mail) => {
                self.shared.outside.with(|inner| inner.keep(What::Mail(mail)));
                self.shared.bump();
                Reply::new(250, "2.0.0 taken")
            }
            Err(why) => Reply::unfit(why),
        }
    }
}

/// Whether a command begins so, in letters of any case, with no space more.
fn begins(line: &str, with: &str) -> bool {
    line.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with))
}

/// What is answered to a command that cannot be read.
fn unread(error: &Error) -> Reply {
    match error {
        Error::SyntaxError { syntax } => Reply::syntax(syntax),
        Error::InvalidSenderAddress => Reply::new(501, "5.1.7 that is no address"),
        Error::InvalidRecipientAddress => Reply::new(501, "5.1.3 that is no address"),
        Error::InvalidParameter { param } => Reply::syntax(&format!("{param} is not understood")),
        Error::UnsupportedParameter { param } => Reply::new(555, &format!("5.5.4 {param} is not offered")),
        _ => Reply::new(500, "5.5.1 that is no command"),
    }
}
