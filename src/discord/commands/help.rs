//! `/help`: what this person can do here, and how to reach support without chat.

use std::sync::OnceLock;

use anyhow::Result;

use super::{
    Command, Context, ask,
    named::{self, STAFF_ONLY},
};
use crate::{
    desk::actor::Actor,
    discord::{
        answer::ask::Ask,
        cards::help::{Help, HelpLine},
    },
    rules::{
        contract::Access,
        language::Language,
        rights::{self, Whose},
    },
};

/// Every command with its words, put together once: the list grows with the commands and nobody keeps it by
/// hand.
static GUIDE: OnceLock<Vec<HelpLine>> = OnceLock::new();

fn guide(commands: &[Command]) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    for command in commands {
        collect(command, None, &mut lines);
    }
    lines
}

/// What this person can do here.
#[poise::command(slash_command)]
pub(super) async fn help(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let desk = ask.desk();
        let contact = &desk.offer.contact;
        let guide = GUIDE.get_or_init(|| guide(&ctx.framework.options.commands));
        let help = Help {
            lines: guide.iter().filter(|line| can(&ask, &actor, &line.en.0)).collect(),
            access: if contact.expert_phone.is_some() || contact.expert_mail.is_some() {
                desk.access_here(&actor).await?
            } else {
                // Nothing is told of an access without an address: it is not asked for.
                Access::None
            },
            contact,
            customer: actor.team.as_ref().filter(|_| !actor.staff.any()).map(|team| team.name.as_str()),
            staff: actor.staff.any(),
            can_link: can(&ask, &actor, "link"),
        };
        Ok(help.render(ask.language()))
    })
    .await
}

/// Whether a command is of use to somebody where they are: by the table of rights, which is asked again when
/// it is typed.
fn can(ask: &Ask<'_>, actor: &Actor, typed: &str) -> bool {
    let act = format!("/{typed}");
    if actor.may(&act).is_err() {
        return false;
    }
    match (typed.split(' ').next().unwrap_or_default(), rights::of(&act)) {
        ("link", _) => {
            let speaks = actor.team.is_some() || actor.reads_only;
            !ask.at_home() && ask.administrator_here() && !speaks && !actor.staff.any()
        }
        (staff, _) if STAFF_ONLY.contains(&staff) => ask.at_home(),
        // What is a customer's is of use in its channel alone.
        (_, Some(Whose::Readers)) => actor.team.is_some(),
        _ => true,
    }
}

fn collect(command: &Command, parent: Option<&HelpLine>, lines: &mut Vec<HelpLine>) {
    let (en, fr) = if let Some(menu) = command.context_menu_name.as_deref() {
        let id = format!("command-{}", command.identifying_name);
        (menu.to_owned(), named::word(Language::Fr, &id))
    } else {
        let name = |language| match (language, command.name_localizations.first()) {
            (Language::Fr, Some((_, name))) => name.to_string(),
            _ => command.name.to_string(),
        };
        (name(Language::En), name(Language::Fr))
    };
    let description = |language| match (language, command.description_localizations.first()) {
        (Language::Fr, Some((_, text))) => text.to_string(),
        _ => command.description.as_deref().unwrap_or_default().to_owned(),
    };
    let line = HelpLine {
        command: parent.map_or_else(|| command.name.to_string(), |parent| parent.command.clone()),
        menu: command.context_menu_name.is_some(),
        en: (
            parent.map_or_else(|| en.clone(), |parent| format!("{} {en}", parent.en.0)),
            description(Language::En),
        ),
        fr: (
            parent.map_or_else(|| fr.clone(), |parent| format!("{} {fr}", parent.fr.0)),
            description(Language::Fr),
        ),
        shown: (String::new(), String::new()),
    };
    if command.subcommands.is_empty() {
        lines.push(line.shown());
    } else {
        for subcommand in &command.subcommands {
            collect(subcommand, Some(&line), lines);
        }
    }
}
