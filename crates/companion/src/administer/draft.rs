//! The settings of a network while somebody edits them: texts as typed, what they come to, and what is wrong with them.
//! Nothing typed is ever lost; nothing is sent before it is asked for.

pub mod check;
pub mod flaw;
pub mod ranges;

use zerotier_api::authority::{Network, NetworkField};

use crate::{interface::form::NetworkForm, ports::fault::AuthorityFault};

/// Longer names break every list there is.
pub const LONGEST_NAME: usize = 127;

/// An edit under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub form: NetworkForm,
    /// The settings it began from: what differs from these was typed.
    pub base: Box<Network>,
    /// As it was last sent.
    pub sent: Option<NetworkForm>,
    /// Sent, and not answered yet.
    pub sending: bool,
    /// What came of the last sending.
    pub answer: Option<DraftAnswer>,
    /// Counts up when the form was changed by somebody else than the person typing.
    pub turn: u32,
}

/// What came of sending a draft, where it was not all taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftAnswer {
    NotTaken(Vec<NetworkField>),
    Fault(AuthorityFault),
}

impl Draft {
    /// An edit of these settings in which nothing was typed yet.
    pub fn of(network: &Network) -> Self {
        Self {
            form: NetworkForm::of(network),
            base: Box::new(network.clone()),
            sent: None,
            sending: false,
            answer: None,
            turn: 0,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use zerotier_api::authority::{Dns, NetworkChange, Pool, Route, V6Modes};

    use super::ranges::Range;
    use crate::interface::form::{PoolForm, RouteForm};

    pub(crate) fn network() -> Network {
        Network {
            id: "17d395d8cb43a800".parse().unwrap(),
            name: "home".into(),
            description: String::new(),
            private: true,
            broadcast: true,
            mtu: 2800,
            multicast_limit: 32,
            routes: vec![Route { target: "10.147.17.0/24".into(), via: None }],
            pools: vec![Pool { first: "10.147.17.20".into(), last: "10.147.17.199".into() }],
            v4_assign: true,
            v6: V6Modes::default(),
            dns: None,
            rules: Some("accept;".into()),
            sign_in: false,
            created: None,
            modified: None,
            may_write: true,
        }
    }

    #[test]
    fn a_form_that_nobody_touched_changes_nothing() {
        assert!(NetworkForm::of(&network()).change(&network()).is_empty());
    }

    #[test]
    fn only_what_was_changed_is_sent() {
        let mut form = NetworkForm::of(&network());
        form.mtu = " 1400 ".into();
        form.routes.push(RouteForm { target: "192.168.1.0/24 ".into(), via: "10.147.17.1".into() });
        form.routes.push(RouteForm::default());
        let change = form.change(&network());
        assert_eq!(change.mtu, Some(1400));
        assert_eq!(change.routes.as_ref().map(Vec::len), Some(2), "an empty line is no route");
        assert_eq!(NetworkChange { mtu: None, routes: None, ..change }, NetworkChange::default());
    }

    #[test]
    fn name_servers_somebody_else_has_set_oddly_do_not_go_with_another_change() {
        let dns = Dns { domain: " home ".into(), servers: vec!["10.147.17.1 10.147.17.2".into(), String::new()] };
        let network = Network { dns: Some(dns), ..network() };
        let form = NetworkForm { description: "changed".into(), ..NetworkForm::of(&network) };
        let change = NetworkChange { description: Some("changed".into()), ..NetworkChange::default() };
        assert_eq!(form.change(&network), change);
    }

    #[test]
    fn an_easy_range_takes_the_place_of_the_old_one() {
        let mut form = NetworkForm::of(&network());
        form.routes.push(RouteForm { target: "192.168.1.0/24".into(), via: "10.147.17.1".into() });
        let range = Range { target: "10.241.0.0/16".into(), first: "10.241.0.1".into(), last: "10.241.255.254".into() };
        form.take(&range);
        let targets: Vec<&str> = form.routes.iter().map(|route| route.target.as_str()).collect();
        assert_eq!(targets, ["10.241.0.0/16", "192.168.1.0/24"]);
        assert_eq!(form.pools, [PoolForm { first: "10.241.0.1".into(), last: "10.241.255.254".into() }]);
    }
}
