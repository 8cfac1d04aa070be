//! The shape of `routes.toml`.

use serde::Deserialize;

use crate::rules::on_call::{RouteKey, RouteKind};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) mail: Option<FileMail>,
    #[serde(default)]
    pub(super) routes: Vec<FileRoute>,
    #[serde(default)]
    pub(super) on_call: FileOnCall,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileMail {
    pub(super) url: Text,
    pub(super) user: Option<Text>,
    pub(super) password: Option<Text>,
    pub(super) from: String,
}

/// A route of any kind: which of these it has is the kind's to say.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileRoute {
    pub(super) key: RouteKey,
    pub(super) kind: RouteKind,
    #[serde(default)]
    pub(super) full: bool,
    pub(super) to: Option<Vec<String>>,
    pub(super) url: Option<Text>,
    pub(super) token: Option<Text>,
    pub(super) user: Option<Text>,
    pub(super) password: Option<Text>,
    pub(super) routing_key: Option<Text>,
    pub(super) secret: Option<Text>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileOnCall {
    #[serde(default)]
    pub(super) level_1: Vec<RouteKey>,
    #[serde(default)]
    pub(super) level_2: Vec<RouteKey>,
    #[serde(default)]
    pub(super) level_3: Vec<RouteKey>,
    #[serde(default)]
    pub(super) desk: Vec<RouteKey>,
}

/// A text that may be a secret, or name one. What is written in its place is not repeated.
#[derive(Deserialize)]
#[serde(try_from = "toml::Value")]
pub(super) struct Text(pub(super) String);

impl TryFrom<toml::Value> for Text {
    type Error = &'static str;

    fn try_from(value: toml::Value) -> Result<Self, Self::Error> {
        match value {
            toml::Value::String(text) => Ok(Self(text)),
            _ => Err("must be a text between quotes, such as \"env:NAME\""),
        }
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Text(…)")
    }
}
