//! What is worth a notification: what changed without the person having done it. Each kind can be switched off.

use serde::{Deserialize, Serialize};
use zerotier_api::{NetworkId, NodeAddress};

use super::{
    action::{Action, MemberDeed},
    authority::{self, AuthorityId},
    problem, rows,
    state::State,
    view::{self, Remedy},
};
use crate::words::Words;

/// Something that happened by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    Connected {
        network: NetworkId,
    },
    Dropped {
        network: NetworkId,
    },
    /// Somebody allowed this device.
    Approved {
        network: NetworkId,
    },
    /// The sign-in ends soon.
    SignInEnds {
        network: NetworkId,
    },
    SignInEnded {
        network: NetworkId,
    },
    /// This device waits to be allowed there.
    Waits {
        network: NetworkId,
    },
    /// A device waits to be allowed on a network somebody administers here.
    DeviceWaits {
        network: NetworkId,
        member: NodeAddress,
    },
    /// Several do.
    DevicesWait {
        network: NetworkId,
        count: usize,
    },
}

/// The kinds a person switches on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// A network connects or drops, or this device was allowed.
    Networks,
    /// A sign-in is about to end, or has ended.
    SignIn,
    /// A device waits to be allowed: this one, or another on a watched network.
    Waiting,
}

impl News {
    pub fn kind(self) -> Kind {
        match self {
            Self::Connected { .. } | Self::Dropped { .. } | Self::Approved { .. } => Kind::Networks,
            Self::SignInEnds { .. } | Self::SignInEnded { .. } => Kind::SignIn,
            Self::Waits { .. } | Self::DeviceWaits { .. } | Self::DevicesWait { .. } => Kind::Waiting,
        }
    }

    fn network(self) -> NetworkId {
        match self {
            Self::Connected { network }
            | Self::Dropped { network }
            | Self::Approved { network }
            | Self::SignInEnds { network }
            | Self::SignInEnded { network }
            | Self::Waits { network }
            | Self::DeviceWaits { network, .. }
            | Self::DevicesWait { network, .. } => network,
        }
    }
}

/// A notification, ready for the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notification {
    /// A newer one of the same key takes the place of the older.
    pub key: String,
    pub title: String,
    /// May be empty.
    pub text: String,
    /// Buttons, where the desktop has them.
    pub remedies: Vec<Remedy>,
    /// What a click on the notification itself does.
    pub click: Action,
}

/// The notification of this news, in these words.
pub fn notification(news: News, state: &State, words: &Words) -> Notification {
    let network = news.network();
    let name = rows::name(state, network);
    let sign_in = || rows::sign_in(state, network, words);
    let (title, text, remedies) = match news {
        News::Connected { .. } => ("news-connected", address(state, network), Vec::new()),
        News::Approved { .. } => ("news-approved", address(state, network), Vec::new()),
        News::Dropped { .. } => {
            let again = Remedy { label: words.say("tray-connect", &[]), action: Action::Connect { network } };
            let joined = state.networks.contains_key(&network);
            ("news-dropped", String::new(), if joined { Vec::new() } else { vec![again] })
        }
        News::SignInEnds { .. } => {
            ("news-sign-in-ends", view::sign_in_ends(state, network, words).unwrap_or_default(), vec![sign_in()])
        }
        News::SignInEnded { .. } => ("news-sign-in-ended", String::new(), vec![sign_in()]),
        News::Waits { .. } => ("news-waits", String::new(), rows::allow(state, network, words).into_iter().collect()),
        News::DeviceWaits { member, .. } => return device_waits(network, member, state, words),
        News::DevicesWait { count, .. } => return devices_wait(network, count, state, words),
    };
    Notification {
        key: network.to_string(),
        title: words.say(title, &[("name", &name)]),
        text,
        remedies,
        click: view::open(network),
    }
}

/// A device waits on a network administered here: allowed by one press.
fn device_waits(network: NetworkId, member: NodeAddress, state: &State, words: &Words) -> Notification {
    let authority = authority::of_network(state, network).unwrap_or_else(AuthorityId::own);
    let known = authority::administered(state, &authority, network).and_then(|known| known.members.as_ref());
    let name = known.and_then(|members| members.get(member)).map(|member| rows::one_line(&member.name));
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| member.to_string());
    let parts = [("name", name.as_str()), ("network", &problem::network_name(state, network))];
    Notification {
        key: format!("{network} {member}"),
        title: words.say("news-device-waits", &parts),
        text: if name == member.to_string() { String::new() } else { member.to_string() },
        remedies: vec![Remedy {
            label: words.say("allow-member", &[]),
            action: Action::DoWith {
                authority: authority.clone(),
                network,
                members: vec![member],
                deed: MemberDeed::Allow,
            },
        }],
        click: view::open_members(authority, network),
    }
}

fn devices_wait(network: NetworkId, count: usize, state: &State, words: &Words) -> Notification {
    let authority = authority::of_network(state, network).unwrap_or_else(AuthorityId::own);
    let click = view::open_members(authority, network);
    let name = problem::network_name(state, network);
    Notification {
        key: format!("{network} waiting"),
        title: words.say_count("news-devices-wait", &[("network", &name)], &[("count", count)]),
        text: String::new(),
        remedies: vec![Remedy { label: words.say("remedy-show", &[]), action: click.clone() }],
        click,
    }
}

fn address(state: &State, network: NetworkId) -> String {
    rows::addresses(state, network).first().map(|address| rows::bare(address)).unwrap_or_default()
}
