//! What came back to a person who typed, pressed, chose or filled.

use twilight_model::channel::message::Embed;

use crate::{
    ids::{ChannelId, InteractionId},
    state::Form,
    world::{Field, File, SeenMessage},
};

/// What a person sees after an act. The accessors that ask for one kind of answer fail the test, with what
/// really came, where it was another.
#[derive(Clone, Debug)]
pub struct Answer {
    /// Who did what, for the words of a failure.
    pub(crate) act: String,
    pub(crate) outcome: Outcome,
}

/// The kinds of answer.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// A new message, private or not.
    Message(SeenMessage),
    /// The message that was pressed changed.
    Updated(SeenMessage),
    /// A form opened.
    Form(SeenForm),
    /// The bot acknowledged a press without a word.
    Acknowledged,
    /// The bot said that it is thinking, and still does.
    Thinking(SeenMessage),
    /// Nothing came within three seconds: Discord shows the act as failed.
    Failed,
    /// Discord would not let the person do it: why.
    Impossible(String),
}

/// A form on a person's screen.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SeenForm {
    /// Its title.
    pub title: String,
    /// The id that the bot gave it.
    pub custom_id: String,
    /// Its fields.
    pub fields: Vec<Field>,
    pub(crate) interaction: InteractionId,
    pub(crate) channel: ChannelId,
    pub(crate) form: Form,
}

impl Answer {
    /// What kind of answer it is.
    #[must_use]
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// The message that came, if one did.
    #[must_use]
    pub fn message(&self) -> Option<&SeenMessage> {
        match &self.outcome {
            Outcome::Message(message) | Outcome::Updated(message) | Outcome::Thinking(message) => {
                Some(message)
            }
            Outcome::Form(_) | Outcome::Acknowledged | Outcome::Failed | Outcome::Impossible(_) => None,
        }
    }

    /// Every word of the message that came.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn text(&self) -> &str {
        self.expect_message().text()
    }

    /// Whether the message that came is for this person alone.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn is_private(&self) -> bool {
        self.expect_message().private
    }

    /// Whether all these words are in the message that came.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn contains(&self, words: &[&str]) -> bool {
        self.expect_message().contains(words)
    }

    /// The labels of the buttons of the message that came.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn buttons(&self) -> Vec<&str> {
        self.expect_message().labels()
    }

    /// The embeds of the message that came.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn embeds(&self) -> &[Embed] {
        &self.expect_message().embeds
    }

    /// The files of the message that came.
    ///
    /// # Panics
    ///
    /// When no message came.
    #[must_use]
    #[track_caller]
    pub fn files(&self) -> &[File] {
        &self.expect_message().files
    }

    /// Whether a form opened.
    #[must_use]
    pub fn is_form(&self) -> bool {
        matches!(self.outcome, Outcome::Form(_))
    }

    /// The form that opened.
    ///
    /// # Panics
    ///
    /// When none did.
    #[must_use]
    #[track_caller]
    pub fn form(&self) -> &SeenForm {
        match &self.outcome {
            Outcome::Form(form) => form,
            _ => self.wrong("a form"),
        }
    }

    /// Whether nothing came within three seconds.
    #[must_use]
    pub fn failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed)
    }

    /// Why Discord would not let the person do it, if it would not.
    #[must_use]
    pub fn impossible(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Impossible(why) => Some(why),
            _ => None,
        }
    }

    #[track_caller]
    fn expect_message(&self) -> &SeenMessage {
        match self.message() {
            Some(message) => message,
            None => self.wrong("a message"),
        }
    }

    #[expect(clippy::panic, reason = "a test that reads another answer than the one that came has failed")]
    #[track_caller]
    fn wrong(&self, wanted: &str) -> ! {
        let came = match &self.outcome {
            Outcome::Message(message) => format!("a message:\n{}", message.text()),
            Outcome::Updated(message) => format!("the message changed:\n{}", message.text()),
            Outcome::Form(form) => format!("the form \"{}\"", form.title),
            Outcome::Acknowledged => "an acknowledgement without a word".to_owned(),
            Outcome::Thinking(_) => "the bot is still thinking".to_owned(),
            Outcome::Failed => "nothing came within three seconds".to_owned(),
            Outcome::Impossible(why) => format!("Discord would not let it happen: {why}"),
        };
        panic!("{}: wanted {wanted}, but {came}", self.act)
    }
}

impl AsRef<SeenMessage> for Answer {
    #[track_caller]
    fn as_ref(&self) -> &SeenMessage {
        self.expect_message()
    }
}
