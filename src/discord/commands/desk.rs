//! `/desk`: the set-up, for administrators of the staff server; what is wrong and who did what, for agents
//! too.

use anyhow::Result;
use serenity::all::{PartialChannel, RoleId as Rank};

use super::{Context, ask, customer::suggest_customers};
use crate::{
    desk::{
        Refusal,
        refusal::{self, reason::Done},
        upkeep::setup,
    },
    discord::{
        answer::ask::Ask,
        cards,
        doctor::examine,
        look::{card::Card, person::language},
        reach::server::Server,
    },
    rules::ids::{ChannelId, RoleId, TicketNumber},
    store::desk::Setup,
};

/// The desk itself.
#[poise::command(slash_command, subcommands("set_up", "doctor", "audit"), subcommand_required)]
pub(super) async fn desk(_: Context<'_>) -> Result<()> {
    std::future::ready(Ok(())).await
}

/// Says which channels and roles are the desk's own.
#[poise::command(slash_command, rename = "setup", identifying_name = "setup")]
#[expect(clippy::too_many_arguments, reason = "the options of a command are its function's arguments")]
async fn set_up(
    ctx: Context<'_>,
    #[rename = "support-channel"]
    #[channel_types("Text", "News")]
    support_channel: PartialChannel,
    #[rename = "experts-channel"]
    #[channel_types("Text", "News")]
    experts_channel: PartialChannel,
    #[rename = "support-role"] support_role: Rank,
    #[rename = "expert-role"] expert_role: Rank,
    #[rename = "on-call-1"] on_call_1: Option<Rank>,
    #[rename = "on-call-2"] on_call_2: Option<Rank>,
    #[rename = "on-call-3"] on_call_3: Option<Rank>,
) -> Result<()> {
    let ask = ask(ctx);
    let channel = |channel: &PartialChannel| ChannelId::new(channel.id.get());
    let role = |role: Rank| RoleId::new(role.get());
    let setup = Setup {
        support_channel: channel(&support_channel),
        experts_channel: channel(&experts_channel),
        support_role: role(support_role),
        expert_role: role(expert_role),
        on_call_1: on_call_1.map(role),
        on_call_2: on_call_2.map(role),
        on_call_3: on_call_3.map(role),
        language: language(ctx.interaction.guild_locale.as_deref().unwrap_or_default()),
    };
    ask.answer(set_up_and_look(&ask, setup)).await
}

async fn set_up_and_look(ask: &Ask<'_>, setup: Setup) -> Done<Card> {
    let actor = ask.actor().await?;
    actor.as_administrator()?;
    let server = Server::look(ask.face(), ask.face().home.staff_guild).await?;
    for channel in [setup.support_channel, setup.experts_channel] {
        if !server.has_channel(channel) {
            return Err(refusal::customers::CustomerRefusal::NotAChannel(channel).into());
        }
    }
    for role in setup::roles(&setup) {
        if !server.has_role(role) {
            return Err(refusal::customers::CustomerRefusal::NoSuchRole(role).into());
        }
    }
    ask.desk().set_up(&actor, &setup).await?;
    let language = ask.language();
    let lacks = [setup.support_channel, setup.experts_channel].map(|id| (id, server.lacks(id, language)));
    let deaf: Vec<RoleId> = setup::roles(&setup)
        .into_iter()
        .filter(|role| *role != setup.expert_role && !server.can_call(*role, setup.support_channel))
        .collect();
    Ok(cards::setup::SetUp { setup: &setup, lacks: &lacks, deaf: &deaf }.render(language))
}

/// Says what is missing or wrong, each with its mend.
#[poise::command(slash_command)]
async fn doctor(ctx: Context<'_>) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        actor.as_agent()?;
        let findings = examine(ask.face(), &actor, ask.language()).await?;
        let (names, calendar) = (|channel| ask.face().home.places.name(channel), &ask.desk().offer.calendar);
        let findings = cards::doctor::Findings { all: findings, names: &names, calendar };
        Done::Ok(findings.render(ask.language()))
    })
    .await
}

/// Says who did what, and what was refused.
#[poise::command(slash_command)]
async fn audit(
    ctx: Context<'_>,
    #[autocomplete = "suggest_customers"] customer: Option<String>,
    ticket: Option<String>,
) -> Result<()> {
    let ask = ask(ctx);
    ask.answer(async {
        let actor = ask.actor().await?;
        let ticket =
            ticket.map(|typed| TicketNumber::meant(&typed).ok_or(Refusal::NoSuchTicket)).transpose()?;
        let page = ask.desk().audit(&actor, customer.as_deref(), ticket).await?;
        Ok(cards::audit::page(&page, &ask.desk().offer, ask.language()))
    })
    .await
}
