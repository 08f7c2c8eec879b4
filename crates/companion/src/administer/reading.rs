//! Networks, settings and members as authorities tell them.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error, NetworkId,
    authority::{Access, Dialect, Group, Member, NetworkSummary},
    service::NetworkStatus,
};

use super::{doubts, known::administered_mut, marks, members::Members, news, state::Administered};
use crate::{
    app::state::State,
    authorities::reading::{fault, fault_of, finished},
    frame::{problem::Problem, troubles::trouble},
    interface::{administer::MemberDeed, place::Place},
    kernel::{ids::AuthorityId, text},
    ports::{authorities::Read, fault::AuthorityFault, kept::KeptNetwork},
    service::state::Link,
};

/// A place is gone to: what is read once is read once more.
pub(crate) fn arrived(state: &mut State) {
    if matches!(state.frame.place, Place::Tokens { .. }) {
        for authority in state.authorities.lines.values_mut() {
            authority.issued_asked = None;
        }
    }
    let Some((id, network)) = state.frame.place.administered().map(|(id, network)| (id.clone(), network)) else {
        return;
    };
    let members = matches!(state.frame.place, Place::Members { .. });
    if let Some(known) = administered_mut(&mut state.authorities, &id, network) {
        if members {
            known.members_asked = None;
        }
        known.settings_asked = None;
    }
}

/// What came of a read.
pub(crate) fn told_networks(
    state: &mut State,
    id: &AuthorityId,
    told: Result<(Vec<NetworkSummary>, Vec<Group>), Error>,
    now: Duration,
) {
    let read_at = state.moment.now;
    if !finished(state, id, Read::Networks, told.is_ok()) {
        return;
    }
    let is_controller = state.authorities.dialect(id) == Dialect::Controller;
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
    match told {
        Ok((networks, groups)) => {
            authority.fault = None;
            authority.failures = 0;
            authority.read_at = Some(read_at);
            authority.groups = groups;
            authority.arriving.clear();
            let mut before = authority.networks.take().unwrap_or_default();
            let now: BTreeMap<NetworkId, Administered> = networks
                .into_iter()
                .map(|summary| match before.remove(&summary.id) {
                    Some(known) => (summary.id, Administered { summary, ..known }),
                    None => (summary.id, Administered::new(summary)),
                })
                .collect();
            authority.networks = Some(now);
            keep(state, id);
            doubts::resolve(state, id, Read::Networks, None);
        }
        // A controller's list is not there where there is no controller, a Central's where there is no Central.
        Err(error) => {
            let found = match fault_of(id, &error, now) {
                AuthorityFault::NotThere if is_controller => AuthorityFault::NoController,
                AuthorityFault::NotThere => AuthorityFault::Garbled { said: error.to_string() },
                found => found,
            };
            fault(authority, found.clone());
            doubts::resolve(state, id, Read::Networks, Some(&found));
        }
    }
}

/// Remembers which networks are administered here.
fn keep(state: &mut State, id: &AuthorityId) {
    let Some(networks) = state.authorities.lines.get(id).and_then(|authority| authority.networks.as_ref()) else {
        return;
    };
    if id.is_own() && !networks.is_empty() {
        state.authorities.kept.entry(id.clone()).or_default();
    }
    let Some(kept) = state.authorities.kept.get_mut(id) else { return };
    let watched = |network: &NetworkId| kept.networks.get(network).is_some_and(|kept| kept.watched);
    kept.networks = networks
        .iter()
        .map(|(network, known)| {
            (*network, KeptNetwork { name: text::one_line(&known.summary.name), watched: watched(network) })
        })
        .collect();
}

pub(crate) fn told_settings(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    told: Result<zerotier_api::authority::Network, Error>,
    now: Duration,
) {
    if !finished(state, id, Read::Settings(network), told.is_ok()) {
        return;
    }
    match told {
        Ok(settings) => {
            note_settings(state, id, settings);
            doubts::resolve(state, id, Read::Settings(network), None);
        }
        Err(error) => {
            let found = fault_of(id, &error, now);
            network_fault(state, id, network, found.clone());
            doubts::resolve(state, id, Read::Settings(network), Some(&found));
        }
    }
}

/// Takes the settings of a network over. What somebody has typed stays as it is.
pub(crate) fn note_settings(state: &mut State, id: &AuthorityId, settings: zerotier_api::authority::Network) {
    let Some(known) = administered_mut(&mut state.authorities, id, settings.id) else { return };
    known.fault = None;
    known.summary.name.clone_from(&settings.name);
    known.settings = Some(Box::new(settings));
}

pub(crate) fn told_members(
    state: &mut State,
    id: &AuthorityId,
    network: NetworkId,
    told: Result<Vec<Member>, Error>,
    now: Duration,
) {
    if !finished(state, id, Read::Members(network), told.is_ok()) {
        return;
    }
    let read_at = state.moment.now;
    match told {
        Ok(mut members) => {
            for member in &mut members {
                see_own(state, network, member);
            }
            let Some(known) = administered_mut(&mut state.authorities, id, network) else { return };
            known.fault = None;
            known.members = Some(Members::new(members, read_at));
            if let Some(authority) = state.authorities.lines.get_mut(id) {
                authority.failures = 0;
                authority.fault = None;
            }
            prove(state, id, network);
            doubts::resolve(state, id, Read::Members(network), None);
            marks::forget_lost_marks(state);
            news::devices_wait(state, id, network);
        }
        Err(error) => {
            let found = fault_of(id, &error, now);
            network_fault(state, id, network, found.clone());
            doubts::resolve(state, id, Read::Members(network), Some(&found));
        }
    }
}

/// A controller has no path to itself and never sees its own device, which is there all the same.
pub(crate) fn see_own(state: &State, network: NetworkId, member: &mut Member) {
    let own =
        state.service.link == Link::Live && state.service.node.as_ref().is_some_and(|node| node.address == member.node);
    let connected = state.networks.joined.get(&network).is_some_and(|network| network.status == NetworkStatus::Ok);
    if own && connected {
        member.last_seen = Some(state.moment.now.unix_ms);
    }
}

/// A fault of one network stays with it; one of the whole authority is said once.
pub(crate) fn network_fault(state: &mut State, id: &AuthorityId, network: NetworkId, found: AuthorityFault) {
    if matches!(found, AuthorityFault::Forbidden { .. } | AuthorityFault::NotThere) {
        if let Some(known) = administered_mut(&mut state.authorities, id, network) {
            known.fault = Some(found);
        }
    } else if let Some(authority) = state.authorities.lines.get_mut(id) {
        fault(authority, found);
    }
}

/// The list was read after calls for many: who is not as was asked is counted.
pub(crate) fn prove(state: &mut State, id: &AuthorityId, network: NetworkId) {
    let Some(known) = administered_mut(&mut state.authorities, id, network) else { return };
    let mut failed: BTreeMap<MemberDeed, usize> = BTreeMap::new();
    for (node, asked) in std::mem::take(&mut known.unproven) {
        let is_so = known.members.as_ref().and_then(|members| members.get(node)).is_some_and(|member| match asked {
            MemberDeed::Allow => member.access == Access::Allowed,
            MemberDeed::Reject => member.access == Access::Rejected,
            _ => member.access != Access::Allowed,
        });
        if !is_so {
            *failed.entry(asked).or_default() += 1;
        }
        // A later wish for the same member is still on its way.
        if known.wishes.get(&node) == Some(&asked) {
            known.wishes.remove(&node);
        }
    }
    for (deed, count) in failed {
        let fault = AuthorityFault::NotDone;
        trouble(&mut state.frame, Problem::MembersNotChanged { network, count, deed: Some(deed), fault });
    }
}
