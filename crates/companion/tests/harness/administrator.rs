//! A model in a glass with an account, for tests of what an administrator does.
#![allow(dead_code, reason = "each test file uses its part")]

use companion::{
    app::event::Event,
    interface::{action::Action, administer::MemberDeed, place::Place},
    kernel::ids::{AuthorityId, AuthorityKind, Slot},
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        effect::{Deed, Effect, Question},
        kept::{KeptAuthority, KeptNetwork},
        settings::Settings,
    },
};
use zerotier_api::{
    Error, Fault, NetworkId, NodeAddress, Secret,
    authority::{Access, Member, Network, NetworkSummary, V6Modes},
};

use super::{Glass, deeds, error, home, plain};

pub(crate) fn account() -> AuthorityId {
    AuthorityId::account(1)
}

pub(crate) fn node(number: u64) -> NodeAddress {
    format!("{number:010x}").parse().expect("an address")
}

pub(crate) fn member(number: u64, access: Access) -> Member {
    Member {
        node: node(number),
        name: format!("device-{number}"),
        description: String::new(),
        access,
        hidden: false,
        bridge: false,
        no_auto_assign: false,
        sign_in_exempt: None,
        addresses: Vec::new(),
        last_seen: None,
        physical: None,
        version: None,
        system: None,
        created: None,
        allowed_at: None,
        withdrawn_at: None,
    }
}

/// The settings of the network at home under this name.
pub(crate) fn settings(name: &str) -> Network {
    Network {
        id: home(),
        name: name.into(),
        description: String::new(),
        private: true,
        broadcast: true,
        mtu: 2800,
        multicast_limit: 32,
        routes: Vec::new(),
        pools: Vec::new(),
        v4_assign: false,
        v6: V6Modes::default(),
        dns: None,
        rules: None,
        sign_in: false,
        created: None,
        modified: None,
        may_write: true,
    }
}

pub(crate) fn summary(network: NetworkId) -> NetworkSummary {
    NetworkSummary { id: network, name: "home".into(), organisation: None, group: None, counts: None, may_write: true }
}

pub(crate) fn kept(kind: AuthorityKind, watched: bool) -> KeptAuthority {
    KeptAuthority {
        kind,
        name: "at home".into(),
        base: Some("http://127.0.0.1:1/api/v1".parse().expect("an address")),
        networks: [(home(), KeptNetwork { name: "home".into(), watched })].into(),
        ..KeptAuthority::default()
    }
}

pub(crate) fn refused() -> Error {
    error(Fault::Unauthorized)
}

/// An app with an account whose members are shown.
pub(crate) fn showing(kind: AuthorityKind, members: Vec<Member>) -> Glass {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(kind, false))].into();
    glass.start(Settings { authorities, ..Settings::default() });
    glass.tell(Event::Window { open: true });
    let effects = glass.act(Action::Go { place: Place::members(account(), home()) });
    let base = kept(kind, false).base;
    assert_eq!(deeds(&effects), [Deed::FetchSecret { credential: account().into(), slot: Slot::Current, base }]);
    let token = Ok(Some(Secret::new("canary")));
    glass.tell(Answer::Secret { credential: account().into(), slot: Slot::Current, secret: token }.into());
    told(&mut glass, Ask::Networks, Ok(Told::Networks { networks: vec![summary(home())], groups: Vec::new() }));
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(members)));
    glass
}

pub(crate) fn told(glass: &mut Glass, ask: Ask, told: Result<Told, Error>) -> Vec<Effect> {
    let epoch = glass.state.authorities.lines.get(&account()).map_or(0, |authority| authority.epoch);
    glass.tell(Answer::OfAuthority { authority: account(), epoch, ask, told, time: None, odd: Vec::new() }.into())
}

pub(crate) fn asks(effects: &[Effect]) -> Vec<Ask> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Ask(Question::OfAuthority { ask, .. }) => Some(ask.clone()),
            _ => None,
        })
        .collect()
}

pub(crate) fn allow(member: NodeAddress) -> Ask {
    Ask::SetAccess { network: home(), member, access: Access::Allowed }
}

pub(crate) fn do_with(members: Vec<NodeAddress>, deed: MemberDeed) -> Action {
    Action::DoWith { authority: account(), network: home(), members, deed }
}

pub(crate) fn titles(glass: &Glass) -> Vec<String> {
    glass.view().notices.iter().map(|notice| plain(&notice.title)).collect()
}

pub(crate) fn notice_of_network(glass: &Glass) -> Option<String> {
    glass.view().administer.network?.notice.map(|notice| plain(&notice.title))
}
