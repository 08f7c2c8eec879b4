//! What a network gives out and this machine does not use, with the reason.

use ipnet::IpNet;
use serde::Serialize;
use zerotier_api::service::{Dns, Network};

use super::detail::permission_label;
use crate::{
    interface::networks::Permission,
    kernel::{moment::Os, words::Words},
    networks::scope::{self, Unused},
};

/// Why something a network gives out is not used here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct UnusedView {
    /// In two words.
    pub text: String,
    pub why: String,
    /// The switch that is off; none if no switch helps.
    pub permission: Option<Permission>,
}

/// Of an address or a route.
pub(crate) fn target(network: &Network, target: &str, words: &Words) -> Option<UnusedView> {
    let target: IpNet = target.parse().ok()?;
    scope::unused(network, &target).map(|unused| view(unused, words))
}

/// Of name servers, which the service sets on some systems only.
pub(crate) fn dns(network: &Network, os: Os, words: &Words) -> Option<UnusedView> {
    let Dns { domain, servers } = &network.dns;
    if servers.is_empty() {
        return None;
    }
    match os {
        Os::Linux => Some(UnusedView {
            text: words.say("unused", &[]),
            why: words.say("unused-dns-linux", &[]),
            permission: None,
        }),
        _ if domain.is_empty() => Some(UnusedView {
            text: words.say("unused", &[]),
            why: words.say("unused-dns-domain", &[]),
            permission: None,
        }),
        _ => (!network.allow().dns).then(|| view(Unused::Off(Permission::Dns), words)),
    }
}

fn view(unused: Unused, words: &Words) -> UnusedView {
    let (why, permission) = match unused {
        Unused::Off(permission) => {
            let label = permission_label(permission, words);
            (words.say("unused-off", &[("permission", &label)]), Some(permission))
        }
        Unused::Never => (words.say("unused-never", &[]), None),
    };
    UnusedView { text: words.say("unused", &[]), why, permission }
}
