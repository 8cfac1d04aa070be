//! Who asks: an interaction, and what is known of whoever it comes from.

use std::sync::OnceLock;

use anyhow::{Context, Result};
use serenity::all::{
    CommandInteraction, ComponentInteraction, Member, ModalInteraction, PartialChannel, Permissions, User,
};

use super::{refusals::Reader, what::Act};
use crate::{
    desk::{
        Desk,
        actor::{Actor, Asking},
        refusal::{reason::Done, setup::Gone},
    },
    discord::{
        Face,
        look::person::{language, shown_name},
        reach::members::SOON,
    },
    rules::{
        ids::{ChannelId, GuildId, PersonId, RoleId},
        language::Language,
    },
};

/// How large a file may be that a bot attaches, in bytes, where Discord says nothing else.
const UPLOAD: usize = 10 * 1024 * 1024;

/// An interaction, whatever its kind.
pub struct Ask<'a> {
    pub(super) face: &'a Face,
    pub(super) id: u64,
    pub(super) token: &'a str,
    pub(super) language: Language,
    pub(super) user: &'a User,
    pub(super) member: Option<&'a Member>,
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    pub(super) parent: Option<ChannelId>,
    /// Whether there is a message that can be replaced: the one on which was pressed.
    pub(super) on_message: bool,
    pub(super) act: Act<'a>,
    /// Whether the person is of the staff, once it is known.
    staff: OnceLock<bool>,
}

impl<'a> Ask<'a> {
    /// A command.
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
            staff: OnceLock::new(),
        }
    }

    /// A press or a choice.
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
            staff: OnceLock::new(),
        }
    }

    /// A form that came back.
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
            staff: OnceLock::new(),
        }
    }

    /// The desk.
    pub fn desk(&self) -> &'a Desk {
        &self.face.desk
    }

    /// The face.
    pub fn face(&self) -> &'a Face {
        self.face
    }

    /// What the person reads.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Who reads why something was not done.
    pub fn reader(&self) -> Reader<'a> {
        let staff = self.staff.get().copied().unwrap_or_default();
        Reader { language: self.language, offer: &self.desk().offer, staff }
    }

    /// How large a file of the answer may be, in bytes: what Discord takes of a bot anywhere, or more where
    /// it says so.
    pub fn upload_limit(&self) -> usize {
        usize::try_from(self.act.upload_limit()).unwrap_or_default().max(UPLOAD)
    }

    /// The server in which it was asked.
    pub fn guild(&self) -> Option<GuildId> {
        self.guild
    }

    /// Whether it was asked in the staff server.
    pub fn at_home(&self) -> bool {
        self.guild == Some(self.face.home.staff_guild)
    }

    /// Whether the person is an administrator of the server where they are.
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

    pub(super) async fn known(&self) -> Result<Actor> {
        let person = PersonId::new(self.user.id.get());
        let at_home = self.at_home();
        let staff_roles = match self.member {
            Some(member) if at_home => member.roles.iter().map(|role| RoleId::new(role.get())).collect(),
            Some(_) | None if self.may_be_strangers().await? => Vec::new(),
            Some(_) | None => self.face.staff_roles_in_time(person).await?,
        };
        let mut actor = self.desk().actor(self.asking(staff_roles)).await?;
        // Who asked before said the same.
        let _ = self.staff.set(actor.staff.any());
        if let Some(setup) = &actor.setup {
            actor.gone = self.face.home.places.gone(self.face.home.staff_guild, setup);
            if !at_home {
                // Outside the staff server nobody is told about its roles.
                actor.gone.retain(|gone| !matches!(gone, Gone::SupportRole(_) | Gone::ExpertRole(_)));
            }
        }
        Ok(actor)
    }

    /// Whether anybody may have typed it, where nobody is known: they are not asked after. Buttons stand
    /// under the desk's own messages.
    pub(super) async fn may_be_strangers(&self) -> Result<bool> {
        Ok(matches!(self.act, Act::Command(_)) && !self.desk().knows_place(&self.asking(Vec::new())).await?)
    }

    /// Whether they may write where they are: in a thread, in threads.
    pub(super) fn writes(&self) -> bool {
        let needed = match self.parent {
            Some(_) => Permissions::SEND_MESSAGES_IN_THREADS,
            None => Permissions::SEND_MESSAGES,
        };
        let has = self.member.and_then(|member| member.permissions).unwrap_or_default();
        has.administrator() || has.contains(needed)
    }

    pub(super) fn asking(&self, staff_roles: Vec<RoleId>) -> Asking {
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
            staff_guild: self.face.home.staff_guild,
        }
    }
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
