//! Settings → Access: where the service's token comes from.

use serde::Serialize;

use crate::{
    model::{
        event::Origin,
        state::{Link, State},
    },
    words::Words,
};

/// Where the service's token comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// One sentence.
    pub sentence: String,
    /// There is a kept token to forget.
    pub kept: bool,
    /// The folder looked in; empty if none is known.
    pub home: String,
    /// The folder was chosen by the person.
    pub chosen: bool,
    /// As "Answers on port 9993".
    pub service: String,
}

pub(super) fn access(state: &State, words: &Words) -> AccessView {
    let path = |path: &std::path::Path| path.display().to_string();
    let sentence = match &state.origin {
        _ if state.demo => words.say("access-demo", &[]),
        Some(Origin::ServiceHome(file)) => words.say("access-service-home", &[("path", &path(file))]),
        Some(Origin::UserCopy(file)) => words.say("access-user-copy", &[("path", &path(file))]),
        Some(Origin::Keychain | Origin::Consent) if state.kept => words.say("access-keychain", &[]),
        Some(Origin::Keychain | Origin::Consent) => words.say("access-memory", &[]),
        None => words.say("access-none", &[]),
    };
    let port = state.port.to_string();
    let service = match state.link {
        Link::Live => words.say("access-answers", &[("port", &port)]),
        Link::Looking => words.say("access-looking", &[]),
        Link::Broken(_) => words.say("access-silent", &[("port", &port)]),
    };
    AccessView {
        sentence,
        kept: state.kept,
        home: state.home.as_deref().map(path).unwrap_or_default(),
        chosen: state.settings.service_home.is_some(),
        service,
    }
}
