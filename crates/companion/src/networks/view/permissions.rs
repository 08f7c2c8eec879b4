//! What a network may do here.

use serde::Serialize;
use zerotier_api::{NetworkId, service::NetworkStatus};

use super::detail::{permission_label, question};
use crate::{
    app::state::State,
    interface::{networks::Permission, offer::Question},
    kernel::{moment::Os, text, words::Words},
    networks::scope,
};

/// The service's own name of a permission.
pub(crate) fn technical_name(permission: Permission) -> &'static str {
    match permission {
        Permission::Managed => "allowManaged",
        Permission::Global => "allowGlobal",
        Permission::Default => "allowDefault",
        Permission::Dns => "allowDNS",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PermissionView {
    pub permission: Permission,
    pub label: String,
    pub help: String,
    /// The service's own name for it, for the tooltip.
    pub technical: String,
    pub on: bool,
    pub busy: bool,
    /// Turning it on can cut the connection: asked about first.
    pub question: Option<Question>,
}

pub(crate) fn permissions(state: &State, id: NetworkId, words: &Words) -> Vec<PermissionView> {
    let domain = state.networks.joined.get(&id).map(|network| text::one_line(&network.dns.domain));
    let domain = domain.as_deref().filter(|domain| !domain.is_empty());
    Permission::ALL
        .into_iter()
        .map(|permission| {
            let (on, busy) = state.networks.permission(id, permission);
            let help = match (permission, domain) {
                (Permission::Managed, _) if state.networks.holds_managed(id) => words.say("allow-managed-waits", &[]),
                (Permission::Default, _) if offers_no_way_out(state, id) => words.say("allow-default-help-none", &[]),
                (Permission::Dns, _) if state.moment.os == Os::Linux => words.say("allow-dns-help-linux", &[]),
                (Permission::Dns, Some(domain)) => words.say("allow-dns-help-domain", &[("domain", domain)]),
                _ => words.say(&format!("allow-{}-help", word(permission)), &[]),
            };
            PermissionView {
                permission,
                label: permission_label(permission, words),
                help,
                technical: technical_name(permission).into(),
                on,
                busy,
                question: question(state, id, permission, words),
            }
        })
        .collect()
}

pub(crate) fn word(permission: Permission) -> &'static str {
    match permission {
        Permission::Managed => "managed",
        Permission::Global => "global",
        Permission::Default => "default",
        Permission::Dns => "dns",
    }
}

/// It is connected, and none of its routes leads to everywhere.
pub(crate) fn offers_no_way_out(state: &State, id: NetworkId) -> bool {
    let connected = state.networks.joined.get(&id).filter(|network| network.status == NetworkStatus::Ok);
    connected.is_some_and(|network| !scope::offers_way_out(network))
}
