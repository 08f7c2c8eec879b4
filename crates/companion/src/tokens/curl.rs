//! A call somebody can paste into a terminal, with a placeholder where the secret goes.

use std::time::Duration;

use zerotier_api::BaseUrl;

use super::credential;
use crate::{
    app::state::State,
    frame::state::{Copied, SAID},
    kernel::ids::{CredentialId, CredentialKind},
    ports::effect::{Deed, Effect},
};

pub(crate) fn copy_curl(state: &mut State, id: &CredentialId, now: Duration) -> Vec<Effect> {
    let Some(text) = curl(state, id) else { return Vec::new() };
    state.frame.copied = Some(Copied { text: Some("curl".into()), until: now + SAID });
    vec![Effect::Do(Deed::Copy(text))]
}

fn curl(state: &State, id: &CredentialId) -> Option<String> {
    let quoted = |base: &BaseUrl| base.as_str().replace('\'', "%27");
    if *id == CredentialId::Service {
        return Some(format!("curl -H \"X-ZT1-Auth: $ZT_TOKEN\" 'http://127.0.0.1:{}/status'", state.service.port));
    }
    let facts = credential::facts(state, id)?;
    let base = quoted(facts.base?);
    Some(match facts.kind {
        CredentialKind::Legacy => {
            let scheme = if facts.bearer { "Bearer" } else { "token" };
            format!("curl -H \"Authorization: {scheme} $ZEROTIER_CENTRAL_TOKEN\" '{base}/status'")
        }
        CredentialKind::New => format!("curl -H \"Authorization: Bearer $ZEROTIER_CENTRAL_TOKEN\" '{base}/api/v2/org'"),
        CredentialKind::Controller | CredentialKind::Service => {
            format!("curl -H \"X-ZT1-Auth: $ZT_TOKEN\" '{base}/controller'")
        }
        CredentialKind::ZeroPath => format!(
            "curl -X POST -H \"X-ZeroPath-API-Token-Id: $ZEROPATH_TOKEN_ID\" \
             -H \"X-ZeroPath-API-Token-Secret: $ZEROPATH_TOKEN_SECRET\" \
             -H 'Content-Type: application/json' -d '{{}}' '{base}/api/v1/orgs/list'"
        ),
    })
}
