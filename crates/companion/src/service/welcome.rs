//! The first page of a person whose service can't be talked to yet: one cause, one button, and a way to look around.

use serde::Serialize;

use super::{
    state::Link,
    view::{self, PasteView},
};
use crate::{
    app::{
        problem::{self, advice},
        state::State,
    },
    frame::problem::Problem,
    interface::{
        action::Action,
        notice::{Notice, Remedy},
        place::Place,
    },
    kernel::words::Words,
};

/// One page, one cause, one button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct WelcomeView {
    pub title: String,
    pub text: String,
    /// The button; it is busy while its deed is done.
    pub remedy: Option<Remedy>,
    pub busy: bool,
    /// What will happen, step by step, each with an icon's name.
    pub steps: Vec<Step>,
    /// One line about the service, as "ZeroTier 1.14.2 is running"; empty if nothing is known.
    pub service: String,
    pub details: Option<String>,
    /// The key can be pasted.
    pub paste: Option<PasteView>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Step {
    pub icon: StepIcon,
    pub text: String,
    /// A path to show after the text, in the letters of paths.
    pub path: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum StepIcon {
    Lock,
    Key,
    Undo,
}

pub(crate) fn welcome(state: &State, words: &Words) -> Option<WelcomeView> {
    let Link::Broken(cause) = &state.service.link else { return None };
    // Settings are there from the first minute: the folder of the service is among them.
    if state.networks.known || matches!(state.frame.place, Place::Settings { .. }) {
        return None;
    }
    let notice = advice::notice(cause, state, words);
    let steps = match cause {
        Problem::NotAllowed { path } => vec![
            Step { icon: StepIcon::Lock, text: words.say("welcome-step-password", &[]), path: None },
            Step {
                icon: StepIcon::Key,
                text: words.say("welcome-step-file", &[]),
                path: Some(path.display().to_string()),
            },
            Step { icon: StepIcon::Undo, text: words.say("welcome-step-forget", &[]), path: None },
        ],
        _ => Vec::new(),
    };
    Some(WelcomeView {
        title: notice.title,
        text: notice.text,
        busy: state.service.asking,
        remedy: notice.remedies.into_iter().find(|remedy| remedy.action != Action::LookAround),
        steps,
        service: match &state.service.version {
            Some(version) => words.say("welcome-running", &[("version", &version.to_string())]),
            None => String::new(),
        },
        details: notice.details,
        paste: view::paste(state, words),
    })
}

/// What else is so, beside the page's own cause: trouble with the settings, an answer to the button.
pub(crate) fn notices(state: &State, words: &Words) -> Vec<Notice> {
    problem::beside_service(state).iter().map(|problem| advice::notice(problem, state, words)).collect()
}
