//! What can be wrong, what hides what, and which sentences and remedies belong to it. The words themselves stand in the
//! catalogue; here they are chosen.

pub mod advice;

use std::{collections::HashSet, path::PathBuf};

use zerotier_api::{NetworkId, NodeAddress, Stranger, authority::MemberField, service::Version};

use super::state::State;
use crate::{
    app::problem::advice::notice,
    authorities::fault::AuthorityFault,
    interface::{administer::MemberDeed, notice::Notice},
    kernel::{ids::AuthorityId, words::Words},
    networks::{overlap, standing},
    ports::frame::{LoadFault, SaveFault},
    service::{problem::Elevated, state::Link},
};

/// Something that is wrong, as data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    // The service: the five look-alikes, told apart, and rarer ones.
    NotInstalled,
    Stopped,
    NotAllowed {
        path: PathBuf,
    },
    StaleToken,
    NoAnswer {
        port: u16,
        found: String,
    },
    /// Nobody answers on the port an administrator let be read, which nobody else here may.
    Moved {
        port: u16,
    },
    /// Somebody else answers where the service should.
    Stranger {
        port: u16,
        /// None if the system can't say who, and only that it is not the service it starts.
        stranger: Option<Stranger>,
    },
    /// Who answers there can't be seen.
    Unproven {
        port: u16,
    },
    /// The service runs and its key file is gone; it makes a new one when it starts.
    TokenMissing {
        path: PathBuf,
    },
    /// A service answers, and nobody knows where its folder is.
    Unlocated {
        port: u16,
    },
    TooOld {
        found: Version,
    },
    Garbled {
        found: String,
    },

    /// Parts of the answers of an authority, or of the service, could not be read.
    Odd {
        by: Option<AuthorityId>,
        places: Vec<String>,
    },

    // The node.
    Offline,
    Relayed,
    /// Online by its own word, but no root was heard since the machine woke up.
    Deaf,

    // A network.
    WaitingForApproval {
        network: NetworkId,
    },
    AccessWithdrawn {
        network: NetworkId,
    },
    NotFound {
        network: NetworkId,
    },
    AdapterNotMade {
        network: NetworkId,
        code: i64,
    },
    ClientTooOld {
        network: NetworkId,
    },
    SignInNeeded {
        network: NetworkId,
    },
    RoutesOverlap {
        one: NetworkId,
        other: NetworkId,
        route: String,
    },
    /// A route of the network leads to the range of another adapter of this machine.
    RouteIsLan {
        network: NetworkId,
        route: String,
        adapter: String,
    },

    // Wishes that were not granted.
    NotJoined {
        network: NetworkId,
        again: bool,
        /// Nobody answered, and it isn't there.
        silent: bool,
        found: String,
    },
    NotLeft {
        network: NetworkId,
        found: String,
    },
    NotConfigured {
        network: NetworkId,
        what: &'static str,
        found: String,
    },
    /// The service went away while joining: without a network adapter it can crash.
    GoneWhileJoining {
        network: NetworkId,
        again: bool,
    },
    NoSignInAddress {
        network: NetworkId,
    },
    Declined,
    NoWayToAsk {
        deed: Elevated,
    },
    /// The app's own program could be replaced by another one.
    Unguarded {
        deed: Elevated,
        program: PathBuf,
    },
    NotElevated {
        deed: Elevated,
        said: String,
    },
    NotOpened {
        address: String,
    },
    NotCopied {
        text: Option<String>,
    },
    LinkMisread {
        text: String,
    },
    AutostartNotChanged {
        said: String,
    },
    NotForgotten,
    SecretNotForgotten,
    NoDemo {
        said: String,
    },
    LogFolderNotOpened,
    /// The desktop has no place for tray icons.
    NoTray,
    /// It could not be made.
    NoWindow {
        said: String,
    },

    // What somebody administers.
    /// An authority's clock is so far ahead of this machine's; behind is less than 0.
    ClockOff {
        minutes: i64,
    },
    /// It can't be read.
    Authority {
        authority: AuthorityId,
        fault: AuthorityFault,
    },
    MembersNotChanged {
        network: NetworkId,
        count: usize,
        /// None is a change of something else than access.
        deed: Option<MemberDeed>,
        fault: AuthorityFault,
    },
    /// Sent, answered, and not so afterwards.
    MemberNotTaken {
        network: NetworkId,
        member: NodeAddress,
        name: String,
        fields: Vec<MemberField>,
    },
    TokenNotDone {
        authority: AuthorityId,
        deed: IssuedDeed,
        name: String,
        fault: AuthorityFault,
    },
    /// A token that was found is not there any more.
    NotTaken {
        source: String,
    },
    /// The person's own copies of the service's token have another one still.
    CopiesNotRepaired {
        said: String,
    },
    NetworkNotDone {
        /// None is one that is not there yet.
        network: Option<NetworkId>,
        deed: NetworkDeed,
        fault: AuthorityFault,
    },

    // What is kept.
    SettingsNotRead {
        fault: LoadFault,
    },
    SettingsNotSaved {
        fault: SaveFault,
    },
    KeychainMissing,
    KeychainLocked,
    KeychainFailed,
}

/// A deed with a whole network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetworkDeed {
    Create,
    Delete,
}

/// A deed with a token at an authority, or with an account that holds some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IssuedDeed {
    Revoke,
    Rename,
    DeleteAccount,
}

impl Problem {
    /// The same as long as it is the same problem.
    pub fn key(&self) -> String {
        let name: String = format!("{self:?}").chars().take_while(|c| c.is_alphanumeric()).collect();
        match self {
            Self::WaitingForApproval { network }
            | Self::AccessWithdrawn { network }
            | Self::NotFound { network }
            | Self::AdapterNotMade { network, .. }
            | Self::ClientTooOld { network }
            | Self::SignInNeeded { network }
            | Self::NotJoined { network, .. }
            | Self::NotLeft { network, .. }
            | Self::NotConfigured { network, .. }
            | Self::GoneWhileJoining { network, .. }
            | Self::RouteIsLan { network, .. }
            | Self::NoSignInAddress { network } => format!("{name} {network}"),
            Self::RoutesOverlap { one, other, .. } => format!("{name} {one} {other}"),
            Self::Authority { authority, .. } | Self::Odd { by: Some(authority), .. } => {
                format!("{name} {}", authority.as_str())
            }
            Self::MembersNotChanged { network, deed, .. } => format!("{name} {network} {deed:?}"),
            Self::MemberNotTaken { network, member, .. } => format!("{name} {network} {member}"),
            Self::TokenNotDone { authority, deed, name: about, .. } => {
                format!("{name} {} {deed:?} {about}", authority.as_str())
            }
            Self::NetworkNotDone { network, deed, .. } => format!("{name} {network:?} {deed:?}"),
            _ => name,
        }
    }

    /// It tells what came of something the person has just asked for.
    fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::NotJoined { .. }
                | Self::NotLeft { .. }
                | Self::NotConfigured { .. }
                | Self::GoneWhileJoining { .. }
                | Self::NoSignInAddress { .. }
                | Self::Declined
                | Self::NoWayToAsk { .. }
                | Self::Unguarded { .. }
                | Self::NotElevated { .. }
                | Self::NotOpened { .. }
                | Self::NotCopied { .. }
                | Self::LinkMisread { .. }
                | Self::AutostartNotChanged { .. }
                | Self::NotForgotten
                | Self::SecretNotForgotten
                | Self::NoDemo { .. }
                | Self::LogFolderNotOpened
                | Self::NoWindow { .. }
                | Self::MembersNotChanged { .. }
                | Self::MemberNotTaken { .. }
                | Self::NetworkNotDone { .. }
                | Self::TokenNotDone { .. }
                | Self::CopiesNotRepaired { .. }
                | Self::NotTaken { .. }
        )
    }

    /// The network it is about, if it is about one.
    pub fn network(&self) -> Option<NetworkId> {
        match self {
            Self::WaitingForApproval { network }
            | Self::AccessWithdrawn { network }
            | Self::NotFound { network }
            | Self::AdapterNotMade { network, .. }
            | Self::ClientTooOld { network }
            | Self::SignInNeeded { network }
            | Self::RoutesOverlap { one: network, .. }
            | Self::RouteIsLan { network, .. }
            | Self::NotJoined { network, .. }
            | Self::NotLeft { network, .. }
            | Self::NotConfigured { network, .. }
            | Self::GoneWhileJoining { network, .. }
            | Self::NoSignInAddress { network } => Some(*network),
            _ => None,
        }
    }
}

/// Everything wrong now, the most important first. A cause hides its symptoms: while the service is silent, nothing
/// about the node or its networks is known to be wrong.
pub fn problems(state: &State) -> Vec<Problem> {
    if let Link::Broken(cause) = &state.service.link {
        return std::iter::once(cause.clone()).chain(beside_service(state)).collect();
    }
    let mut problems = beside_service(state);
    if state.service.deaf {
        problems.push(Problem::Deaf);
    }
    if state.networks.known && state.service.offline.is_some_and(|offline| offline.long) {
        problems.push(Problem::Offline);
    } else if state.service.node.as_ref().is_some_and(|node| node.relayed) {
        problems.push(Problem::Relayed);
    }
    problems.extend(standing::ids(state).into_iter().filter_map(|id| of_network(state, id)));
    problems.extend(overlap::overlaps(state));
    problems
}

/// What a person puts away, newest first.
pub(crate) fn beside_service(state: &State) -> Vec<Problem> {
    state.troubles.iter().rev().cloned().collect()
}

/// What is wrong with a network.
pub(crate) fn of_network(state: &State, id: NetworkId) -> Option<Problem> {
    standing::trouble(state, id)
}

/// All notices, most important first: what hides everything else, then what answers the person's own press, then by tone.
pub fn notices(state: &State, words: &Words) -> Vec<Notice> {
    let cause = match &state.service.link {
        Link::Broken(cause) => Some(cause),
        Link::Looking | Link::Live => None,
    };
    let rank = |problem: &Problem| (Some(problem) != cause, !problem.is_answer());
    let mut known = HashSet::new();
    let mut ranked: Vec<_> = problems(state)
        .iter()
        // What a wish came to may be how its network stands as well: said once.
        .filter(|problem| known.insert(problem.key()))
        .map(|problem| (rank(problem), notice(problem, state, words)))
        .collect();
    ranked.sort_by_key(|(rank, notice)| (*rank, notice.tone));
    ranked.into_iter().map(|(_, notice)| notice).collect()
}
