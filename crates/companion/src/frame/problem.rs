//! What can be wrong, as data. Which sentences and remedies belong to it is chosen above.

use std::path::PathBuf;

use zerotier_api::{NetworkId, NodeAddress, Stranger, authority::MemberField, service::Version};

use crate::{
    interface::administer::MemberDeed,
    kernel::ids::AuthorityId,
    ports::{
        fault::AuthorityFault,
        frame::{LoadFault, SaveFault},
    },
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
    pub(crate) fn is_answer(&self) -> bool {
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

/// A deed that only an administrator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elevated {
    ReadToken,
    RenewToken,
    StartService,
}
