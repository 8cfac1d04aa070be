//! What a command is called with.

use std::sync::Arc;

use crate::discord::{Face, answer::ask::Ask};

/// A command as poise knows it.
pub type Command = poise::Command<Arc<Face>, anyhow::Error>;

/// What a command's function is given.
pub type Context<'a> = poise::ApplicationContext<'a, Arc<Face>, anyhow::Error>;

/// The interaction behind a command.
pub fn ask(ctx: Context<'_>) -> Ask<'_> {
    Ask::command(ctx.framework.user_data, ctx.interaction)
}
