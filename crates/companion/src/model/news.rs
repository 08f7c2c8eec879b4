//! What is worth a notification: what changed without the person having done it. Each kind can be switched off.

mod many;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use zerotier_api::{NetworkId, NodeAddress};

use super::{
    action::{Action, MemberDeed, Place},
    authority::{self, AuthorityId},
    credential::{self, CredentialId},
    problem, rows,
    state::{Link, State},
    view::{self, Remedy},
};
use crate::words::Words;

/// Something that happened by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Somebody no longer allows this device.
    Withdrawn {
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
        authority: AuthorityId,
        network: NetworkId,
        member: NodeAddress,
    },
    /// Several do.
    DevicesWait {
        authority: AuthorityId,
        network: NetworkId,
        count: usize,
    },
    /// A token ends in so many days; less than none is past.
    TokenEnds {
        credential: CredentialId,
        days: i64,
    },
    /// Several do, or have ended.
    TokensEnd {
        count: usize,
    },
    /// Several networks changed alike, at once or one soon after the other.
    Several {
        change: Change,
        networks: BTreeSet<NetworkId>,
        /// The notification's: a higher number takes the place of the lower.
        key: String,
    },
    /// The service was there and can't be reached any more.
    ServiceLost,
    ServiceBack,
}

/// How a network changed, where several may have at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    Connected,
    Dropped,
    Approved,
    Withdrawn,
    SignInEnds,
    SignInEnded,
    Waits,
}

/// The kinds a person switches on and off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The service stopped, or is back.
    Service,
    /// A network connects or drops, or this device was allowed or is no longer.
    Networks,
    /// A sign-in is about to end, or has ended.
    SignIn,
    /// A device waits to be allowed: this one, or another on a watched network.
    Waiting,
    /// A token is about to end, or has ended.
    Tokens,
}

impl Change {
    fn kind(self) -> Kind {
        match self {
            Self::Connected | Self::Dropped | Self::Approved | Self::Withdrawn => Kind::Networks,
            Self::SignInEnds | Self::SignInEnded => Kind::SignIn,
            Self::Waits => Kind::Waiting,
        }
    }

    /// The news that this network has changed so.
    pub fn of(self, network: NetworkId) -> News {
        match self {
            Self::Connected => News::Connected { network },
            Self::Dropped => News::Dropped { network },
            Self::Approved => News::Approved { network },
            Self::Withdrawn => News::Withdrawn { network },
            Self::SignInEnds => News::SignInEnds { network },
            Self::SignInEnded => News::SignInEnded { network },
            Self::Waits => News::Waits { network },
        }
    }
}

impl News {
    pub fn kind(&self) -> Kind {
        match self {
            Self::DeviceWaits { .. } | Self::DevicesWait { .. } => Kind::Waiting,
            Self::TokenEnds { .. } | Self::TokensEnd { .. } => Kind::Tokens,
            Self::ServiceLost | Self::ServiceBack => Kind::Service,
            Self::Several { change, .. } => change.kind(),
            other => other.change().map_or(Kind::Networks, |(change, _)| change.kind()),
        }
    }

    /// The network that changed, and how; none if it is about something else or about several.
    pub fn change(&self) -> Option<(Change, NetworkId)> {
        Some(match self {
            Self::Connected { network } => (Change::Connected, *network),
            Self::Dropped { network } => (Change::Dropped, *network),
            Self::Approved { network } => (Change::Approved, *network),
            Self::Withdrawn { network } => (Change::Withdrawn, *network),
            Self::SignInEnds { network } => (Change::SignInEnds, *network),
            Self::SignInEnded { network } => (Change::SignInEnded, *network),
            Self::Waits { network } => (Change::Waits, *network),
            _ => return None,
        })
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
    let sign_in = |network| vec![rows::sign_in(state, network, words)];
    let (network, title, text, remedies) = match news {
        News::Connected { network } => (network, "news-connected", address(state, network), Vec::new()),
        News::Approved { network } => (network, "news-approved", address(state, network), Vec::new()),
        News::Withdrawn { network } => {
            let text = words.say("withdrawn-text", &[("address", &view::own_address(state))]);
            (network, "news-withdrawn", text, rows::allow(state, network, words).into_iter().collect())
        }
        News::Dropped { network } => {
            let again = Remedy { label: words.say("tray-connect", &[]), action: Action::Connect { network } };
            let joined = state.networks.contains_key(&network);
            (network, "news-dropped", String::new(), if joined { Vec::new() } else { vec![again] })
        }
        News::SignInEnds { network } => {
            let ends = view::sign_in_ends(state, network, words).unwrap_or_default();
            (network, "news-sign-in-ends", ends, sign_in(network))
        }
        News::SignInEnded { network } => (network, "news-sign-in-ended", String::new(), sign_in(network)),
        News::Waits { network } => {
            (network, "news-waits", String::new(), rows::allow(state, network, words).into_iter().collect())
        }
        News::DeviceWaits { authority, network, member } => {
            return device_waits(authority, network, member, state, words);
        }
        News::DevicesWait { authority, network, count } => {
            return devices_wait(authority, network, count, state, words);
        }
        News::TokenEnds { credential, days } => return token_ends(credential, days, state, words),
        News::TokensEnd { count } => return many::tokens_end(count, words),
        News::Several { change, networks, key } => return many::networks(change, &networks, key, state, words),
        News::ServiceLost | News::ServiceBack => return service(state, words),
    };
    Notification {
        key: network.to_string(),
        title: words.say(title, &[("name", &rows::short(&rows::name(state, network)))]),
        text,
        remedies,
        click: view::open(network),
    }
}

/// How the service is now: the newer sentence takes the place of the older.
fn service(state: &State, words: &Words) -> Notification {
    let (title, text, remedies) = match &state.link {
        Link::Broken(problem) => {
            let notice = problem::notice(problem, state, words);
            // To vouch for a stranger takes the whole story, which is in the window.
            let helps = |remedy: &Remedy| remedy.action != Action::TrustListener;
            (notice.title, notice.text, notice.remedies.into_iter().filter(helps).collect())
        }
        Link::Live | Link::Looking => (words.say("news-service-back", &[]), String::new(), Vec::new()),
    };
    Notification { key: "service".into(), title, text, remedies, click: Action::OpenWindow }
}

/// A token ends soon, or has ended.
fn token_ends(id: CredentialId, days: i64, state: &State, words: &Words) -> Notification {
    let name = credential::facts(state, &id).map(|facts| rows::short(facts.name)).unwrap_or_default();
    let key = format!("token {id}");
    let click = Action::Show { place: Place::Tokens { search: String::new(), selected: Some(id) } };
    Notification {
        key,
        title: words.say(
            if days < 0 { "news-token-ended" } else { "news-token-ends" },
            &[("name", &name), ("ends", &view::days_left(days, words))],
        ),
        text: String::new(),
        remedies: vec![Remedy { label: words.say("remedy-show", &[]), action: click.clone() }],
        click,
    }
}

/// A device waits on a network administered here: allowed by one press.
fn device_waits(
    authority: AuthorityId,
    network: NetworkId,
    member: NodeAddress,
    state: &State,
    words: &Words,
) -> Notification {
    let known = authority::administered(state, &authority, network).and_then(|known| known.members.as_ref());
    let name = known.and_then(|members| members.get(member)).map(|member| rows::short(&member.name));
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| member.to_string());
    let parts = [("name", name.as_str()), ("network", &rows::short(&problem::network_name(state, network)))];
    Notification {
        key: format!("{network} {member}"),
        title: words.say("news-device-waits", &parts),
        text: if name == member.to_string() { String::new() } else { member.to_string() },
        // Who may only look on is told, and has nothing to press.
        remedies: authority::may_admit(state, &authority, network)
            .then(|| Remedy {
                label: words.say("allow-member", &[]),
                action: Action::DoWith {
                    authority: authority.clone(),
                    network,
                    members: vec![member],
                    deed: MemberDeed::Allow,
                },
            })
            .into_iter()
            .collect(),
        click: view::open_members(authority, network),
    }
}

fn devices_wait(
    authority: AuthorityId,
    network: NetworkId,
    count: usize,
    state: &State,
    words: &Words,
) -> Notification {
    let click = view::open_members(authority, network);
    let name = rows::short(&problem::network_name(state, network));
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
