//! `/link`: an administrator of a customer's own server uses the code that staff handed out.

use anyhow::Result;

use super::{Context, ask};
use crate::{
    desk::refusal::{customers::CustomerRefusal, reason::Done},
    discord::{
        answer::ask::Ask,
        cards,
        look::card::Card,
        reach::server::{Server, is_plain},
    },
};

/// Links this channel.
#[poise::command(slash_command)]
pub(super) async fn link(ctx: Context<'_>, code: String) -> Result<()> {
    let ask = ask(ctx);
    let plain = ctx.interaction.channel.as_ref().is_none_or(|channel| is_plain(channel.kind));
    ask.answer(link_here(&ask, &code, plain)).await
}

async fn link_here(ask: &Ask<'_>, code: &str, plain: bool) -> Done<Card> {
    let actor = ask.actor().await?;
    if !plain && actor.asking.guild.is_some() && actor.asking.parent.is_none() {
        return Err(CustomerRefusal::NotAPlainChannel.into());
    }
    let linked = ask.desk().redeem(&actor, ask.administrator_here(), code).await?;
    let language = ask.language();
    let channel = actor.asking.channel;
    // The link stands; where Discord does not let the bot look, it lacks everything.
    let lacking = match actor.asking.guild {
        Some(guild) => match Server::look(ask.face(), guild).await {
            Ok(server) => cards::setup::lacking(channel, &server.lacks(channel, language), language),
            Err(error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "a server that was linked could not be looked at"
                );
                Some(cards::setup::not_there(language))
            }
        },
        None => None,
    };
    Ok(cards::customer::linked(&linked, channel, lacking, language))
}
