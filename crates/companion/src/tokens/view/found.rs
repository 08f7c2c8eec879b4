//! Tokens that lie ready elsewhere on this computer.

use serde::Serialize;
use zerotier_api::BaseUrl;

use crate::{
    app::state::State,
    kernel::{ids::AuthorityKind, words::Words},
    ports::secrets::FoundKind,
    tokens::{care::zero_path_base, credential},
};

/// A token that lies ready elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FoundTokenView {
    /// Where, as [`Action::TakeFound`] wants it.
    pub source: String,
    /// What it seems to be, and whom taking it asks.
    pub text: String,
}

pub(crate) fn found(state: &State, words: &Words) -> Vec<FoundTokenView> {
    let lying = state.tokens.lying.iter();
    lying
        // One that is kept here already is spoken of in its row.
        .filter(|found| found.kept.as_ref().is_none_or(|id| credential::facts(state, id).is_none()))
        .map(|found| {
            let source = found.source.name();
            let host = |base: Option<BaseUrl>| base.map(|base| base.host().to_owned()).unwrap_or_default();
            let text = match found.kind {
                FoundKind::Central => {
                    let [legacy, new] = [AuthorityKind::Legacy, AuthorityKind::New].map(|it| host(it.usual_base()));
                    words.say("found-central", &[("source", &source), ("host", &legacy), ("other", &new)])
                }
                FoundKind::ZeroPath => {
                    words.say("found-zero-path", &[("source", &source), ("host", &host(zero_path_base()))])
                }
            };
            FoundTokenView { source, text }
        })
        .collect()
}
