//! Whom a text names, and whom that reaches.

use std::collections::BTreeSet;

use twilight_model::{
    channel::message::{AllowedMentions, MentionType},
    guild::Permissions,
    id::Id,
};

use super::{Channel, Mentions, World};
use crate::ids::{RoleId, UserId};

/// What a text names: `<@1>`, `<@!1>`, `<@&2>`, `@everyone`, `@here`.
#[derive(Debug, Default)]
pub(crate) struct Named {
    pub(crate) users: BTreeSet<UserId>,
    pub(crate) roles: BTreeSet<RoleId>,
    pub(crate) everyone: bool,
}

/// Reads the mentions out of a text.
pub(crate) fn named(text: &str) -> Named {
    let mut found =
        Named { everyone: text.contains("@everyone") || text.contains("@here"), ..Named::default() };
    for piece in text.split("<@").skip(1) {
        let Some((inside, _)) = piece.split_once('>') else { continue };
        if let Some(role) = inside.strip_prefix('&') {
            found.roles.extend(role.parse::<u64>().ok().and_then(Id::new_checked));
        } else {
            let user = inside.strip_prefix('!').unwrap_or(inside);
            found.users.extend(user.parse::<u64>().ok().and_then(Id::new_checked));
        }
    }
    found
}

impl World {
    /// Whom a message of `author` reaches. Without `allowed`, all that is named; a role that is gone, or that
    /// may not be mentioned by this author, is shown and pings nobody, which Discord does not tell the
    /// sender.
    pub(crate) fn mentions(
        &self,
        channel: &Channel,
        author: UserId,
        text: &str,
        allowed: Option<&AllowedMentions>,
        replied: Option<UserId>,
    ) -> Mentions {
        let named = named(text);
        let parses = |kind: &MentionType| allowed.is_none_or(|all| all.parse.contains(kind));
        let everyone_too = self.permissions(channel, author).contains(Permissions::MENTION_EVERYONE);
        let mut users: Vec<UserId> = named
            .users
            .into_iter()
            .filter(|user| self.users.contains_key(user))
            .filter(|user| parses(&MentionType::Users) || allowed.is_some_and(|all| all.users.contains(user)))
            .collect();
        // A reply names the author of what it answers, unless the sender asks that it does not.
        if let Some(user) = replied
            && allowed.is_none_or(|all| all.replied_user)
            && !users.contains(&user)
        {
            users.push(user);
        }
        let guild = channel.guild.and_then(|id| self.guilds.get(&id));
        let roles: Vec<RoleId> = named
            .roles
            .into_iter()
            .filter(|role| parses(&MentionType::Roles) || allowed.is_some_and(|all| all.roles.contains(role)))
            .filter(|role| guild.is_some_and(|guild| guild.roles.contains_key(role)))
            .collect();
        let pinged_roles = roles
            .iter()
            .copied()
            .filter(|id| {
                let role = guild.and_then(|guild| guild.roles.get(id));
                everyone_too || role.is_some_and(|role| role.mentionable)
            })
            .collect();
        Mentions {
            users,
            roles,
            everyone: named.everyone && everyone_too && parses(&MentionType::Everyone),
            pinged_roles,
        }
    }
}
