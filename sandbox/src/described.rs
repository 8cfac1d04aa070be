//! A world described in TOML.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result, bail};
use sandbox::{Channel, Guild, Permissions, Person, Role, Sandbox, Whom};
use serde::Deserialize;

/// The world that there is unless another is described; it is also the example of how to describe one.
const USUAL: &str = include_str!("../examples/world.toml");

/// Everything that is there from the start.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Described {
    #[serde(default)]
    person: Vec<DescribedPerson>,
    #[serde(default)]
    server: Vec<DescribedServer>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedPerson {
    name: String,
    /// As Discord writes it: `fr`, `en-GB`.
    locale: Option<String>,
    /// Whether the bot may write to the person in private.
    accepts_messages: Option<bool>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedServer {
    name: String,
    locale: Option<String>,
    /// Who may do all; somebody unnamed unless told.
    owner: Option<String>,
    /// The bot is in it unless told otherwise.
    bot: Option<bool>,
    #[serde(default)]
    role: Vec<DescribedRole>,
    #[serde(default)]
    channel: Vec<DescribedChannel>,
    #[serde(default)]
    member: Vec<DescribedMember>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedRole {
    name: String,
    /// Discord's names: `MANAGE_MESSAGES`.
    #[serde(default)]
    permissions: Vec<String>,
    #[serde(default)]
    mentionable: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedChannel {
    name: String,
    topic: Option<String>,
    /// The name of the category that it stands in, which is made at its first use.
    category: Option<String>,
    /// The names of the only roles, beside the bot, that see it.
    only_for: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DescribedMember {
    name: String,
    #[serde(default)]
    roles: Vec<String>,
}

impl Described {
    /// Reads a description.
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        toml::from_str(&text).with_context(|| format!("cannot understand {}", path.display()))
    }

    /// One server with a few channels and people.
    pub(crate) fn usual() -> Result<Self> {
        toml::from_str(USUAL).context("cannot understand the usual world")
    }

    /// Makes all of it; a name that nothing has is told.
    pub(crate) fn build(&self, sandbox: &Sandbox) -> Result<()> {
        let mut people = HashMap::new();
        for described in &self.person {
            let person = sandbox.person(&described.name);
            let person = match &described.locale {
                Some(locale) => person.locale(locale),
                None => person,
            }
            .create();
            person.accepts_messages(described.accepts_messages.unwrap_or(true));
            if people.insert(described.name.as_str(), person).is_some() {
                bail!("there are two people called {}", described.name);
            }
        }
        for server in &self.server {
            server.build(sandbox, &people).with_context(|| format!("in the server {}", server.name))?;
        }
        Ok(())
    }
}

fn find<'a, T>(all: &'a HashMap<&str, T>, name: &str, what: &str) -> Result<&'a T> {
    all.get(name).with_context(|| format!("there is no {what} called {name}"))
}

impl DescribedServer {
    fn build(&self, sandbox: &Sandbox, people: &HashMap<&str, Person>) -> Result<()> {
        let mut guild = sandbox.guild(&self.name);
        if let Some(locale) = &self.locale {
            guild = guild.locale(locale);
        }
        if let Some(owner) = &self.owner {
            guild = guild.owner(find(people, owner, "person")?);
        }
        if self.bot == Some(false) {
            guild = guild.without_bot();
        }
        let guild = guild.create();
        let mut roles = HashMap::new();
        for role in &self.role {
            roles.insert(role.name.as_str(), role.build(&guild)?);
        }
        let mut categories = HashMap::new();
        for channel in &self.channel {
            channel.build(&guild, &roles, &mut categories)?;
        }
        for member in &self.member {
            let theirs: Vec<&Role> =
                member.roles.iter().map(|role| find(&roles, role, "role")).collect::<Result<_>>()?;
            find(people, &member.name, "person")?.joins(&guild, &theirs);
        }
        Ok(())
    }
}

impl DescribedRole {
    fn build(&self, guild: &Guild) -> Result<Role> {
        let mut permissions = Permissions::empty();
        for name in &self.permissions {
            permissions |= Permissions::from_name(name)
                .with_context(|| format!("Discord has no permission called {name}"))?;
        }
        let role = guild.role(&self.name).permissions(permissions);
        Ok(if self.mentionable { role.mentionable() } else { role }.create())
    }
}

impl DescribedChannel {
    fn build<'a>(
        &'a self,
        guild: &Guild,
        roles: &HashMap<&str, Role>,
        categories: &mut HashMap<&'a str, Channel>,
    ) -> Result<()> {
        let mut channel = guild.channel(&self.name);
        if let Some(topic) = &self.topic {
            channel = channel.topic(topic);
        }
        if let Some(category) = &self.category {
            let made =
                categories.entry(category).or_insert_with(|| guild.channel(category).category().create());
            channel = channel.inside(made);
        }
        if let Some(only) = &self.only_for {
            let only: Vec<Whom<'_>> =
                only.iter().map(|role| find(roles, role, "role").map(Whom::Role)).collect::<Result<_>>()?;
            channel = channel.only_for(&only);
        }
        let _ = channel.create();
        Ok(())
    }
}
