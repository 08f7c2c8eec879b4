//! What is worth a notification: what changed without the person having done it. Each kind can be switched off.

pub mod many;

use zerotier_api::{NetworkId, NodeAddress};

use super::{problem::advice, state::State, view};
use crate::{
    administer::{self, homes, known},
    interface::{
        action::{self, Action},
        administer::MemberDeed,
        news::News,
        notice::{Notification, Remedy},
        place::Place,
    },
    kernel::{
        ids::{AuthorityId, CredentialId},
        text,
        words::Words,
    },
    networks::{standing, view::detail},
    service::state::Link,
    tokens::{self, credential},
};

/// The notification of this news, in these words.
pub fn notification(news: News, state: &State, words: &Words) -> Notification {
    let sign_in = |network| vec![standing::sign_in(state, network, words)];
    let (network, title, text, remedies) = match news {
        News::Connected { network } => (network, "news-connected", address(state, network), Vec::new()),
        News::Approved { network } => (network, "news-approved", address(state, network), Vec::new()),
        News::Withdrawn { network } => {
            let text = words.say("withdrawn-text", &[("address", &view::own_address(state))]);
            (network, "news-withdrawn", text, standing::allow(state, network, words).into_iter().collect())
        }
        News::Dropped { network } => {
            let again = Remedy { label: words.say("tray-connect", &[]), action: Action::Connect { network } };
            let joined = state.networks.joined.contains_key(&network);
            (network, "news-dropped", String::new(), if joined { Vec::new() } else { vec![again] })
        }
        News::SignInEnds { network } => {
            let ends = detail::sign_in_ends(state, network, words).unwrap_or_default();
            (network, "news-sign-in-ends", ends, sign_in(network))
        }
        News::SignInEnded { network } => (network, "news-sign-in-ended", String::new(), sign_in(network)),
        News::Waits { network } => {
            (network, "news-waits", String::new(), standing::allow(state, network, words).into_iter().collect())
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
        title: words.say(title, &[("name", &text::short(&standing::name(state, network)))]),
        text,
        remedies,
        click: action::open(network),
    }
}

/// How the service is now: the newer sentence takes the place of the older.
fn service(state: &State, words: &Words) -> Notification {
    let (title, text, remedies) = match &state.service.link {
        Link::Broken(problem) => {
            let notice = advice::notice(problem, state, words);
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
    let name = credential::facts(state, &id).map(|facts| text::short(facts.name)).unwrap_or_default();
    let key = format!("token {id}");
    let click = Action::Show { place: Place::Tokens { search: String::new(), selected: Some(id) } };
    Notification {
        key,
        title: words.say(
            if days < 0 { "news-token-ended" } else { "news-token-ends" },
            &[("name", &name), ("ends", &tokens::view::days_left(days, words))],
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
    let known = known::administered(&state.authorities, &authority, network).and_then(|known| known.members.as_ref());
    let name = known.and_then(|members| members.get(member)).map(|member| text::short(&member.name));
    let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| member.to_string());
    let parts = [("name", name.as_str()), ("network", &text::short(&homes::network_name(state, network)))];
    Notification {
        key: format!("{network} {member}"),
        title: words.say("news-device-waits", &parts),
        text: if name == member.to_string() { String::new() } else { member.to_string() },
        // Who may only look on is told, and has nothing to press.
        remedies: homes::may_admit(state, &authority, network)
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
        click: administer::view::open(authority, network),
    }
}

fn devices_wait(
    authority: AuthorityId,
    network: NetworkId,
    count: usize,
    state: &State,
    words: &Words,
) -> Notification {
    let click = administer::view::open(authority, network);
    let name = text::short(&homes::network_name(state, network));
    Notification {
        key: format!("{network} waiting"),
        title: words.say_count("news-devices-wait", &[("network", &name)], &[("count", count)]),
        text: String::new(),
        remedies: vec![Remedy { label: words.say("remedy-show", &[]), action: click.clone() }],
        click,
    }
}

fn address(state: &State, network: NetworkId) -> String {
    standing::addresses(state, network).first().map(|address| text::bare(address)).unwrap_or_default()
}
