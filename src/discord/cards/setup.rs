//! What `/desk setup` answers: the set-up, and what the bot is not allowed where it must work.

use super::said::desk;
use crate::{
    discord::look::{
        card::{Card, Tone},
        markdown::{channel, role},
    },
    rules::{
        ids::{ChannelId, RoleId},
        language::Language,
    },
    store::desk::Setup,
    words,
};

/// A set-up that was just written.
#[derive(Debug)]
pub struct SetUp<'a> {
    /// The set-up.
    pub setup: &'a Setup,
    /// What the bot is not allowed in each of its channels, in words.
    pub lacks: &'a [(ChannelId, Vec<String>)],
    /// The roles whose mention there reaches nobody.
    pub deaf: &'a [RoleId],
}

impl SetUp<'_> {
    /// The answer.
    pub fn render(&self, language: Language) -> Card {
        let Self { setup, lacks, deaf } = self;
        let mut missing: Vec<String> =
            lacks.iter().filter_map(|(channel, lacks)| lacking(*channel, lacks, language)).collect();
        missing.dedup();
        let deaf = deaf.iter().copied().map(role);
        missing.extend(deaf.map(|role| words!(language, "setup-not-mentionable", role = role)));
        let level = |id: Option<RoleId>| id.map_or_else(|| words!(language, "setup-no-role"), role);
        let first = setup.on_call_1.or(Some(setup.support_role));
        let mut card = Card::framed(words!(language, "setup-done"), "", Tone::Good)
            .fact(words!(language, "fact-support-channel"), channel(setup.support_channel))
            .fact(words!(language, "fact-experts-channel"), channel(setup.experts_channel))
            .fact(words!(language, "fact-support-role"), role(setup.support_role))
            .fact(words!(language, "fact-expert-role"), role(setup.expert_role))
            .fact(words!(language, "fact-on-call", level = 1), level(first))
            .fact(words!(language, "fact-on-call", level = 2), level(setup.on_call_2))
            .fact(words!(language, "fact-on-call", level = 3), level(setup.on_call_3))
            .fact(words!(language, "fact-language"), desk::language_word(setup.language, language));
        if missing.is_empty() {
            card.body = words!(language, "setup-next");
        } else {
            card.tone = Tone::Warning;
            card.body = format!("{}\n{}", words!(language, "setup-missing"), missing.join("\n"));
        }
        card
    }
}

/// What is told of a server that the bot is no member of.
pub fn not_there(language: Language) -> String {
    words!(language, "setup-not-there")
}

/// What the bot is not allowed in a channel, in one line; nothing where all is well.
pub fn lacking(id: ChannelId, lacks: &[String], language: Language) -> Option<String> {
    (!lacks.is_empty())
        .then(|| words!(language, "setup-lacks", channel = channel(id), what = lacks.join(", ")))
}
