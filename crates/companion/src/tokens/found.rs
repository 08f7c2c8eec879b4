//! Tokens that lie ready elsewhere on this computer: looked for, and taken on a press.

use zerotier_api::Secret;

use super::{credential, incoming};
use crate::{
    app::state::State,
    frame::{problem::Problem, troubles::trouble},
    interface::tokens::Entrusted,
    ports::{
        effect::{Deed, Effect},
        secrets::Source,
    },
};

/// They are looked for, and compared with those kept here.
pub(crate) fn look(state: &State) -> Effect {
    Effect::Do(Deed::FindTokens { kept: credential::ids(state) })
}

/// Again, where some lie: a secret kept here is another now.
pub(crate) fn look_again(state: &State) -> Option<Effect> {
    (!state.tokens.lying.is_empty()).then(|| look(state))
}

pub(crate) fn take(state: &State, wanted: &str) -> Vec<Effect> {
    let found = state.tokens.lying.iter().find(|found| found.source.name() == wanted);
    found.map(|found| vec![Effect::Do(Deed::TakeToken { source: found.source.clone() })]).unwrap_or_default()
}

/// It was read, on a press: from here on it is as if somebody had typed it.
pub(crate) fn taken(state: &mut State, source: &Source, token: Option<(Option<String>, Secret)>) -> Vec<Effect> {
    let Some((token_id, token)) = token else {
        trouble(&mut state.frame, Problem::NotTaken { source: source.name() });
        return Vec::new();
    };
    let entrusted = Entrusted {
        renew: None,
        kind: None,
        base: String::new(),
        name: String::new(),
        token_id,
        ends: String::new(),
        keep_unverified: false,
        token,
    };
    incoming::entrusted(state, entrusted)
}
