//! The minimal bot: what a command costs at least with these libraries. One has a fixed answer; one writes a
//! row so that it outlives a loss of power, and answers its number.

use std::{env, fs, net::SocketAddr};

use anyhow::{Context as _, Result};
use poise::{CreateReply, FrameworkOptions};
use serenity::{
    all::{ClientBuilder, GatewayIntents, HttpBuilder},
    http::Http,
};
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// The argument by which the bench becomes the minimal bot: the two are then built of the same crates in the
/// same way.
pub(crate) const BE_MINIMAL: &str = "be-the-minimal-bot";

type Context<'a> = poise::Context<'a, SqlitePool, anyhow::Error>;

/// Runs until it is ended.
pub(crate) async fn run() -> Result<()> {
    let notes = notes(&variable("NOTES")?).await?;
    let framework = poise::Framework::builder()
        .options(FrameworkOptions { commands: vec![fixed(), insert()], ..FrameworkOptions::default() })
        .setup(|ctx, _, framework| {
            Box::pin(async move {
                poise::builtins::register_globally(ctx, &framework.options().commands).await?;
                Ok(notes)
            })
        })
        .build();
    let mut client =
        ClientBuilder::new_with_http(discord()?, GatewayIntents::GUILDS).framework(framework).await?;
    client.start().await.context("serving the gateway")
}

/// Answers the same each time.
#[poise::command(slash_command)]
async fn fixed(ctx: Context<'_>) -> Result<()> {
    ctx.send(CreateReply::default().content("All is well.").ephemeral(true)).await?;
    Ok(())
}

/// Writes a row and answers its number.
#[poise::command(slash_command)]
async fn insert(ctx: Context<'_>, #[description = "What to note"] text: String) -> Result<()> {
    let written = sqlx::query("INSERT INTO note (text) VALUES (?)").bind(text).execute(ctx.data()).await?;
    let answer = format!("Noted as #{}.", written.last_insert_rowid());
    ctx.send(CreateReply::default().content(answer).ephemeral(true)).await?;
    Ok(())
}

async fn notes(file: &str) -> Result<SqlitePool> {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let notes = SqlitePoolOptions::new().max_connections(1).connect_with(options).await?;
    sqlx::query("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT")
        .execute(&notes)
        .await?;
    Ok(notes)
}

/// Discord, reached as the desk reaches another than the real one.
fn discord() -> Result<Http> {
    let address: SocketAddr = variable("DISCORD_ADDRESS")?.parse().context("DISCORD_ADDRESS")?;
    let authority = fs::read(variable("DISCORD_API_CA")?).context("reading DISCORD_API_CA")?;
    let web = reqwest::Client::builder()
        .use_rustls_tls()
        .no_proxy()
        .tls_built_in_root_certs(false)
        .add_root_certificate(reqwest::Certificate::from_pem(&authority)?)
        .resolve("discord.com", address)
        .build()?;
    Ok(HttpBuilder::new(variable("DISCORD_TOKEN")?).client(web).build())
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is not set"))
}
