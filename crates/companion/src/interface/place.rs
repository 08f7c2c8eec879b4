//! What the window is showing: the only thing besides what is typed that says which part of the state a view tells.

use serde::{Deserialize, Serialize};
use zerotier_api::{NetworkId, NodeAddress};

use super::administer::{MemberFilter, MemberSort};
use crate::kernel::ids::{AuthorityId, CredentialId};

/// What the window is showing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum Place {
    Networks {
        /// Rows whose name, id, address or state holds this.
        search: String,
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        selected: Option<NetworkId>,
        /// The first row wanted; the view gives a window of rows from there.
        from: usize,
    },
    /// The networks somebody administers here.
    Administer {
        /// Rows whose name or id holds this.
        search: String,
    },
    /// The members of one of them.
    Members {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
        filter: MemberFilter,
        search: String,
        sort: MemberSort,
        /// The first row wanted.
        from: usize,
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        selected: Option<NodeAddress>,
    },
    /// The settings of one of them.
    NetworkSettings {
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        authority: AuthorityId,
        #[cfg_attr(feature = "typescript", ts(type = "string"))]
        network: NetworkId,
    },
    /// Every credential.
    Tokens {
        search: String,
        #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
        selected: Option<CredentialId>,
    },
    Settings {
        page: SettingsPage,
    },
}

impl Place {
    /// The members of a network, from the beginning.
    pub fn members(authority: AuthorityId, network: NetworkId) -> Self {
        Self::Members {
            authority,
            network,
            filter: MemberFilter::default(),
            search: String::new(),
            sort: MemberSort::default(),
            from: 0,
            selected: None,
        }
    }

    /// It shows what somebody administers.
    pub fn is_administer(&self) -> bool {
        matches!(self, Self::Administer { .. } | Self::Members { .. } | Self::NetworkSettings { .. })
    }

    /// Which members it shows, in which order.
    pub fn rows(&self) -> Option<(NetworkId, MemberFilter, &str, MemberSort)> {
        match self {
            Self::Members { network, filter, search, sort, .. } => Some((*network, *filter, search, *sort)),
            _ => None,
        }
    }

    /// The administered network it shows.
    pub fn administered(&self) -> Option<(&AuthorityId, NetworkId)> {
        match self {
            Self::Members { authority, network, .. } | Self::NetworkSettings { authority, network } => {
                Some((authority, *network))
            }
            _ => None,
        }
    }
}

impl Default for Place {
    fn default() -> Self {
        Self::Networks { search: String::new(), selected: None, from: 0 }
    }
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum SettingsPage {
    #[default]
    General,
    Access,
    About,
}
