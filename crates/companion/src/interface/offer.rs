//! What a button offers, and what is asked before it is done.

use serde::Serialize;

use super::{action::Action, notice::Remedy};
use crate::kernel::words::Words;

/// A button, with its question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Offer {
    pub label: String,
    pub action: Action,
    /// Asked before the action is sent.
    pub question: Option<Question>,
}

/// What would be wise, and the button that does it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    pub text: String,
    pub offer: Option<Offer>,
}

impl Advice {
    /// The text is a name in the catalogue.
    pub fn new(text: &str, offer: Option<Offer>, words: &Words) -> Self {
        Self { text: words.say(text, &[]), offer }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    pub title: String,
    pub text: String,
    pub yes: String,
    pub no: String,
}

impl Offer {
    /// The label is a name in the catalogue.
    pub fn new(label: &str, action: Action, words: &Words) -> Self {
        Self { label: words.say(label, &[]), action, question: None }
    }

    #[must_use]
    pub fn asking(self, question: Question) -> Self {
        Self { question: Some(question), ..self }
    }
}

impl From<Remedy> for Offer {
    fn from(Remedy { label, action }: Remedy) -> Self {
        Self { label, action, question: None }
    }
}

impl Question {
    /// About the one of this name: `ask-{about}-title`, `-text` and `-yes` in the catalogue.
    pub fn about(about: &str, name: &str, words: &Words) -> Self {
        Self::titled(words.say(&format!("ask-{about}-title"), &[("name", name)]), about, name, words)
    }

    /// About so many: its title is `ask-{about}-titles`.
    pub fn about_all(about: &str, count: usize, words: &Words) -> Self {
        Self::titled(words.count(&format!("ask-{about}-titles"), &[("count", count)]), about, "", words)
    }

    fn titled(title: String, about: &str, name: &str, words: &Words) -> Self {
        Self {
            title,
            text: words.say(&format!("ask-{about}-text"), &[("name", name)]),
            yes: words.say(&format!("ask-{about}-yes"), &[]),
            no: words.say("cancel", &[]),
        }
    }
}
