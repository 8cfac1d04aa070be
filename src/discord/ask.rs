//! An interaction: a command, a press, a choice or a form, answered once and in time.
//!
//! Nearly everything is answered with one call. Only what has not been answered after 1.5 s is put off, so that Discord does not
//! give up on it after 3 s.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serenity::all::{
    CommandInteraction, ComponentInteraction, CreateAttachment, CreateInteractionResponse,
    CreateInteractionResponseMessage, Member, ModalInteraction, PartialChannel, Permissions, User,
};

use super::{
    Face,
    act::Act,
    card::{Card, Form, cut},
    export::{self, Made},
    meaning::{self, THREAD_ARCHIVED, THREAD_LOCKED},
    refusals,
    roles::SOON,
    upload::{self, Upload},
};
use crate::{
    desk::{
        Desk, Done, Refusal, Stop,
        actor::{Actor, Asking},
        audit::Tried,
        setup::Gone,
    },
    figures::{self, Outcome},
    rules::{
        ids::{ChannelId, GuildId, PersonId, RoleId},
        language::Language,
        typed::one_line,
    },
    words,
};

/// After how long an answer that is not there yet is put off.
const PUT_OFF_AFTER: Duration = Duration::from_millis(1_500);

/// Discord's code for an interaction that was answered already.
const ANSWERED_ALREADY: isize = 40_060;

/// How large a file may be that a bot attaches, in bytes, where Discord says nothing else.
const UPLOAD: usize = 10 * 1024 * 1024;

/// So many bytes of files go with a first answer, at most: they take no time. With more, it is put off.
pub const INLINE: usize = 64 * 1024;

/// How much of a reason for a refusal is kept in the record, in characters.
const REASON: usize = 200;

/// What is shown for an interaction.
#[derive(Debug)]
pub enum Answer {
    /// A message that only the person sees.
    Private(Card),
    /// Such a message with files.
    Files(Card, Vec<CreateAttachment>),
    /// Such a message with a ticket's file, which is on the disk; or a link to it, where Discord does not take it.
    Export(Card, Made),
    /// The message on which they pressed becomes this one.
    Instead(Card),
    /// A form to fill in.
    Form(Form),
    /// Nothing to show: what happens next is seen in the channel.
    Nothing,
}

impl From<Card> for Answer {
    fn from(card: Card) -> Self {
        Self::Private(card)
    }
}

/// An interaction, whatever its kind.
pub struct Ask<'a> {
    face: &'a Face,
    id: u64,
    token: &'a str,
    language: Language,
    user: &'a User,
    member: Option<&'a Member>,
    guild: Option<GuildId>,
    channel: ChannelId,
    parent: Option<ChannelId>,
    /// Whether there is a message that can be replaced: the one on which was pressed.
    on_message: bool,
    act: Act<'a>,
}

impl<'a> Ask<'a> {
    /// A command.
    #[must_use]
    pub fn command(face: &'a Face, command: &'a CommandInteraction) -> Self {
        Self {
            face,
            id: command.id.get(),
            token: &command.token,
            language: language(&command.locale),
            user: &command.user,
            member: command.member.as_deref(),
            guild: command.guild_id.map(|id| GuildId::new(id.get())),
            channel: ChannelId::new(command.channel_id.get()),
            parent: parent(command.channel.as_ref()),
            on_message: false,
            act: Act::Command(command),
        }
    }

    /// A press or a choice.
    #[must_use]
    pub fn press(face: &'a Face, press: &'a ComponentInteraction) -> Self {
        Self {
            face,
            id: press.id.get(),
            token: &press.token,
            language: language(&press.locale),
            user: &press.user,
            member: press.member.as_ref(),
            guild: press.guild_id.map(|id| GuildId::new(id.get())),
            channel: ChannelId::new(press.channel_id.get()),
            parent: parent(press.channel.as_ref()),
            on_message: true,
            act: Act::Press(press),
        }
    }

    /// A form that came back.
    #[must_use]
    pub fn form(face: &'a Face, form: &'a ModalInteraction) -> Self {
        Self {
            face,
            id: form.id.get(),
            token: &form.token,
            language: language(&form.locale),
            user: &form.user,
            member: form.member.as_ref(),
            guild: form.guild_id.map(|id| GuildId::new(id.get())),
            channel: ChannelId::new(form.channel_id.get()),
            parent: parent(form.channel.as_ref()),
            on_message: form.message.is_some(),
            act: Act::Form(form),
        }
    }

    /// The desk.
    #[must_use]
    pub fn desk(&self) -> &'a Desk {
        &self.face.desk
    }

    /// The face.
    #[must_use]
    pub fn face(&self) -> &'a Face {
        self.face
    }

    /// What the person reads.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// How large a file of the answer may be, in bytes: what Discord takes of a bot anywhere, or more where it says so.
    #[must_use]
    pub fn upload_limit(&self) -> usize {
        usize::try_from(self.act.upload_limit()).unwrap_or_default().max(UPLOAD)
    }

    /// The server in which it was asked.
    #[must_use]
    pub fn guild(&self) -> Option<GuildId> {
        self.guild
    }

    /// Whether it was asked in the staff server.
    #[must_use]
    pub fn at_home(&self) -> bool {
        self.guild == Some(self.face.staff_guild)
    }

    /// Whether the person is an administrator of the server where they are.
    #[must_use]
    pub fn administrator_here(&self) -> bool {
        self.member
            .and_then(|member| member.permissions)
            .is_some_and(serenity::all::Permissions::administrator)
    }

    /// Works out who asks, and whether what they do is for them at all.
    ///
    /// # Errors
    /// Refused by the table of rights; a fault when the database or the look-up of staff roles fails.
    pub async fn actor(&self) -> Done<Actor> {
        let actor = self.known().await?;
        actor.may(&self.act.name())?;
        Ok(actor)
    }

    /// As [`Ask::actor`], for suggestions: these are of no use a moment later.
    ///
    /// # Errors
    /// Also when it takes too long.
    pub async fn actor_soon(&self) -> Done<Actor> {
        tokio::time::timeout(SOON, self.actor()).await.context("it is not known in time who types")?
    }

    async fn known(&self) -> Result<Actor> {
        let person = PersonId::new(self.user.id.get());
        let at_home = self.at_home();
        let staff_roles = match self.member {
            Some(member) if at_home => member.roles.iter().map(|role| RoleId::new(role.get())).collect(),
            Some(_) | None if self.may_be_strangers().await? => Vec::new(),
            Some(_) | None => self.face.staff_roles_in_time(person).await?,
        };
        let mut actor = self.desk().actor(self.asking(staff_roles)).await?;
        if let Some(setup) = &actor.setup {
            actor.gone = self.face.places.gone(self.face.staff_guild, setup);
            if !at_home {
                // Outside the staff server nobody is told about its roles.
                actor.gone.retain(|gone| !matches!(gone, Gone::SupportRole(_) | Gone::ExpertRole(_)));
            }
        }
        Ok(actor)
    }

    /// Whether anybody may have typed it, where nobody is known: they are not asked after. Buttons stand under the desk's own messages.
    async fn may_be_strangers(&self) -> Result<bool> {
        Ok(matches!(self.act, Act::Command(_)) && !self.desk().knows_place(&self.asking(Vec::new())).await?)
    }

    /// Whether they may write where they are: in a thread, in threads.
    fn writes(&self) -> bool {
        let needed = match self.parent {
            Some(_) => Permissions::SEND_MESSAGES_IN_THREADS,
            None => Permissions::SEND_MESSAGES,
        };
        let has = self.member.and_then(|member| member.permissions).unwrap_or_default();
        has.administrator() || has.contains(needed)
    }

    fn asking(&self, staff_roles: Vec<RoleId>) -> Asking {
        let name = shown_name(self.member.and_then(|member| member.nick.as_deref()), self.user);
        Asking {
            interaction: Some(self.id),
            what: self.act.name(),
            person: PersonId::new(self.user.id.get()),
            name,
            language: self.language,
            guild: self.guild,
            channel: self.channel,
            parent: self.parent,
            staff_roles,
            administrator: self.at_home() && self.administrator_here(),
            writes: self.writes(),
            staff_guild: self.face.staff_guild,
        }
    }

    /// Does the work and answers with what it gives, with the refusal, or with a reference to the fault.
    ///
    /// # Errors
    /// When Discord does not take the answer. The work stands all the same.
    pub async fn answer<A: Into<Answer>>(&self, work: impl Future<Output = Done<A>>) -> Result<()> {
        let since = Instant::now();
        let mut outcome = Outcome::Done;
        let mut refused = None;
        let work = async {
            match work.await {
                Ok(answer) => answer.into(),
                Err(Stop::Refused(refusal)) => {
                    let card = refusals::card(self.language, &refusal);
                    (refused, outcome) = (Some(refusal), Outcome::Refused);
                    card.into()
                }
                Err(Stop::Fault(fault)) => {
                    outcome = Outcome::Fault;
                    self.explain(&fault)
                }
            }
        };
        let told = Box::pin(self.tell(work)).await;
        if outcome == Outcome::Done {
            Box::pin(self.settle(&told)).await;
        }
        if let Err(error) = &told {
            outcome = Outcome::Untaken;
            if locked(error) {
                self.say_directly().await;
            }
        }
        figures::answered(&self.act.name(), outcome, since.elapsed());
        if let Some(refusal) = refused {
            Box::pin(self.note(&refusal)).await;
        }
        told
    }

    async fn tell(&self, work: impl Future<Output = Answer>) -> Result<()> {
        tokio::pin!(work);
        if let Ok(answer) = tokio::time::timeout(PUT_OFF_AFTER, &mut work).await {
            return self.first(answer).await;
        }
        self.put_off().await?;
        let answer = work.await;
        self.late(answer).await
    }

    /// What was done is answered now; or, where the answer was not taken, is told another way.
    async fn settle(&self, told: &Result<()>) {
        let desk = self.desk();
        let taken = told.as_ref().err().is_none_or(was_answered);
        if taken {
            desk.answered(self.id);
        } else if let Err(fault) = desk.answer_lost(self.id).await {
            tracing::error!(error = format!("{fault:#}"), "whoever was not answered could not be told");
        }
    }

    /// Whoever asked in a thread that takes no answer reads so directly: in the thread they see nothing. Their direct messages may be closed.
    async fn say_directly(&self) {
        use serenity::all::Builder;
        let told = async {
            let direct = self.user.create_dm_channel(&self.face.api).await?;
            let line = Card::line(words!(self.language, "locked-here"));
            let message = line.message(&reference(self.id));
            message.execute(&self.face.api, (direct.id, None)).await
        };
        if let Err(error) = told.await {
            tracing::info!(%error, "whoever asked in a locked thread could not be told");
        }
    }

    /// Notes for the record that somebody was refused: after the answer, which does not wait for it.
    async fn note(&self, refusal: &Refusal) {
        let asking = self.asking(Vec::new());
        let (customer, ticket) = self.act.about();
        // What was typed stays out of the record.
        let nothing = Refusal::DraftElsewhere(String::new());
        let refusal = if matches!(refusal, Refusal::DraftElsewhere(_)) { &nothing } else { refusal };
        let why = |language| cut(&refusals::card(language, refusal).content, REASON);
        let tried = Tried { asking: &asking, customer, ticket, why: &why };
        if let Err(fault) = self.desk().note_refusal(&tried).await {
            tracing::error!(error = format!("{fault:#}"), "a refusal could not be noted");
        }
    }

    fn explain(&self, fault: &anyhow::Error) -> Answer {
        refusals::fault(self.language, &self.noted(fault)).into()
    }

    /// Notes a fault of ours in the log. Gives the reference by which it is found there.
    fn noted(&self, fault: &anyhow::Error) -> String {
        let reference = reference(self.id);
        tracing::error!(reference, error = format!("{fault:#}"), "an interaction failed");
        reference
    }

    async fn first(&self, mut answer: Answer) -> Result<()> {
        if answer.is_heavy() {
            // What takes long to go up is no first answer: Discord gives up on it after 3 s.
            self.put_off().await?;
            return self.late(answer).await;
        }
        let response = match &mut answer {
            Answer::Instead(card) if self.on_message => {
                let files = inline(card, Vec::new());
                CreateInteractionResponse::UpdateMessage(card.reply(files))
            }
            Answer::Private(card) | Answer::Instead(card) | Answer::Export(card, _) => {
                private(card, Vec::new())
            }
            Answer::Files(card, files) => {
                let files = std::mem::take(files);
                private(card, files)
            }
            Answer::Form(form) => CreateInteractionResponse::Modal(form.modal()),
            Answer::Nothing => CreateInteractionResponse::Acknowledge,
        };
        self.respond(response).await
    }

    async fn put_off(&self) -> Result<()> {
        self.respond(CreateInteractionResponse::Defer(
            CreateInteractionResponseMessage::new().ephemeral(true),
        ))
        .await
    }

    async fn late(&self, answer: Answer) -> Result<()> {
        let (mut card, files) = match answer {
            Answer::Private(card) | Answer::Instead(card) => (card, Vec::new()),
            Answer::Files(card, files) => (card, files),
            Answer::Export(card, made) => return self.export(&card, made).await,
            // A form can only be a first answer.
            Answer::Form(_) => (refusals::slow(self.language), Vec::new()),
            Answer::Nothing => (refusals::done(self.language), Vec::new()),
        };
        let mut uploads = card.take_files();
        uploads.extend(files.into_iter().map(Upload::from));
        upload::answer(self.face, self.token, card.late_reply(), uploads)
            .await
            .context("answering an interaction late")
    }

    /// Answers with a ticket's file, or with a link to it where Discord does not take it.
    async fn export(&self, card: &Card, made: Made) -> Result<()> {
        let sent = upload::answer(self.face, self.token, card.late_reply(), vec![made.upload()]).await;
        let Err(error) = sent else { return Ok(()) };
        if !upload::is_for_its_files(&error) {
            return Err(error).context("answering an interaction late");
        }
        tracing::info!(%error, "a ticket's file is given by a link");
        let card = match export::by_link(self, made).await {
            Ok(card) => card,
            Err(Stop::Refused(refusal)) => refusals::card(self.language, &refusal),
            Err(Stop::Fault(fault)) => refusals::fault(self.language, &self.noted(&fault)),
        };
        upload::answer(self.face, self.token, card.late_reply(), Vec::new())
            .await
            .context("answering an interaction late")
    }

    async fn respond(&self, response: CreateInteractionResponse) -> Result<()> {
        use serenity::all::Builder;
        response
            .execute(&self.face.api, (serenity::all::InteractionId::new(self.id), self.token))
            .await
            .context("answering an interaction")
    }
}

impl Answer {
    /// Whether it has files that may take long to go up.
    fn is_heavy(&self) -> bool {
        let of = |card: &Card| card.files.iter().map(|file| file.bytes.len()).sum::<usize>();
        match self {
            Self::Private(card) | Self::Instead(card) => of(card) > INLINE,
            Self::Files(card, files) => {
                of(card) + files.iter().map(|file| file.data.len()).sum::<usize>() > INLINE
            }
            Self::Export(..) => true,
            Self::Form(_) | Self::Nothing => false,
        }
    }
}

/// A card's own files and others, to go with a first answer.
fn inline(card: &mut Card, files: Vec<CreateAttachment>) -> Vec<CreateAttachment> {
    card.take_files().into_iter().filter_map(Upload::inline).chain(files).collect()
}

fn private(card: &mut Card, files: Vec<CreateAttachment>) -> CreateInteractionResponse {
    let files = inline(card, files);
    CreateInteractionResponse::Message(card.reply(files).ephemeral(true))
}

/// What a person reads, from what Discord says of them.
#[must_use]
pub fn language(locale: &str) -> Language {
    Language::of_locale(locale)
}

/// The name that others see: on that server, else everywhere. One of which nothing is seen is not one.
#[must_use]
pub fn shown_name(nick: Option<&str>, user: &User) -> String {
    let names = [nick, user.global_name.as_deref()];
    let mut seen = names.into_iter().flatten().map(one_line).filter(|name| !name.is_empty());
    seen.next().unwrap_or_else(|| one_line(&user.name))
}

/// The channel of a thread.
fn parent(channel: Option<&PartialChannel>) -> Option<ChannelId> {
    use serenity::all::ChannelType;
    let channel = channel?;
    match channel.kind {
        ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread => {
            channel.parent_id.map(|id| ChannelId::new(id.get()))
        }
        _ => None,
    }
}

/// Whether an answer was not taken because there was one already: to another dispatch of the same interaction.
fn was_answered(error: &anyhow::Error) -> bool {
    use serenity::all::HttpError;
    match error.downcast_ref::<serenity::Error>() {
        Some(serenity::Error::Http(HttpError::UnsuccessfulRequest(answer))) => {
            answer.error.code == ANSWERED_ALREADY
        }
        _ => false,
    }
}

/// Whether an answer was not taken because its thread is locked, or put away: nothing else is taken there either.
fn locked(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<serenity::Error>();
    error.and_then(meaning::code).is_some_and(|code| [THREAD_ARCHIVED, THREAD_LOCKED].contains(&code))
}

/// The reference of a fault, short enough to be read on the phone.
fn reference(id: u64) -> String {
    format!("{:X}", id & 0xff_ffff_ffff)
}
