//! The sandbox is a Discord and not a mirror of one library: here a bot made with twilight logs in and
//! answers.

#![expect(clippy::expect_used, reason = "a bot that cannot go on fails its test")]

use std::time::Duration;

use sandbox::{Outcome, Sandbox};
use twilight_gateway::{EventTypeFlags, Intents, Shard, ShardId, StreamExt};
use twilight_http::Client;
use twilight_model::{
    application::interaction::InteractionData,
    channel::message::MessageFlags,
    gateway::event::Event,
    http::interaction::{InteractionResponse, InteractionResponseData, InteractionResponseType},
};

/// A bot with one command, `/ping`, that answers in private.
async fn bot(http: Client, mut shard: Shard) {
    while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
        let Event::InteractionCreate(interaction) = event.expect("an event that twilight can read") else {
            continue;
        };
        let Some(InteractionData::ApplicationCommand(command)) = &interaction.data else { continue };
        let answer = InteractionResponse {
            kind: InteractionResponseType::ChannelMessageWithSource,
            data: Some(InteractionResponseData {
                content: Some(format!("pong to /{}", command.name)),
                flags: Some(MessageFlags::EPHEMERAL),
                ..InteractionResponseData::default()
            }),
        };
        http.interaction(interaction.application_id)
            .create_response(interaction.id, &interaction.token, &answer)
            .await
            .expect("the answer is taken");
    }
}

#[tokio::test]
async fn a_bot_made_with_twilight_logs_in_and_answers() {
    let sandbox = Sandbox::start().await.unwrap();
    let guild = sandbox.guild("Home").create();
    let channel = guild.channel("general").create();
    let alice = sandbox.person("Alice").create();
    alice.joins(&guild, &[]);

    let address = sandbox.plain_url().replace("http://", "");
    let http = Client::builder().token(sandbox.token()).proxy(address, true).build();
    let me = http.current_user().await.unwrap().model().await.unwrap();
    assert_eq!(me.id, sandbox.bot_user_id());
    http.interaction(sandbox.application_id())
        .create_global_command()
        .chat_input("ping", "Answers")
        .await
        .unwrap();
    let config =
        twilight_gateway::ConfigBuilder::new(sandbox.token(), Intents::GUILDS | Intents::GUILD_MESSAGES)
            .proxy_url(sandbox.gateway_url())
            .build();
    let shard = Shard::with_config(ShardId::ONE, config);
    let running = tokio::spawn(bot(http, shard));

    assert!(sandbox.bot_is_online(Duration::from_secs(5)).await);
    let answer = alice.types(&channel, "/ping").await;
    assert_eq!(answer.text(), "pong to /ping");
    assert!(answer.is_private());
    assert!(matches!(alice.types(&channel, "/pong").await.outcome(), Outcome::Impossible(_)));
    sandbox.assert_quiet();
    running.abort();
}
