//! What is said of authorities: what they could not tell, and what they did not do.

use zerotier_api::{NetworkId, authority::MemberField};

use super::{Advice, Problem};
use crate::model::{
    action::{Action, MemberDeed},
    authority::{self, AuthorityFault, AuthorityId},
    problem::{IssuedDeed, NetworkDeed},
    rows,
    state::{Link, State},
    view::Remedy,
};

impl Advice<'_> {
    pub(super) fn about_authority(&self) -> (String, String) {
        let why = |fault: &AuthorityFault| self.words.say(&format!("why-{}", word(fault)), &[]);
        match self.problem {
            Problem::Authority { authority, fault } => {
                let name = title(self.state, authority, self.words);
                let host = authority::kept(self.state, authority).and_then(|kept| kept.base.as_ref());
                let host = host.map_or_else(|| name.clone(), |base| base.host().to_owned());
                let word = match fault {
                    AuthorityFault::Forbidden { .. } if is_known(self.state, authority) => "forbidden-known",
                    fault => word(fault),
                };
                let by = match fault {
                    AuthorityFault::Stranger { said } => rows::short(said),
                    _ => String::new(),
                };
                self.pair(&format!("authority-{word}"), &[("name", &name), ("host", &host), ("by", &by)])
            }
            Problem::MembersNotChanged { network, count, deed, fault } => {
                let what = match deed {
                    Some(MemberDeed::Allow) => "not-allowed-members",
                    Some(MemberDeed::Withdraw) => "not-withdrawn-members",
                    Some(MemberDeed::Reject) => "not-rejected-members",
                    Some(MemberDeed::Remove) => "not-removed-members",
                    Some(MemberDeed::Hide | MemberDeed::Unhide) | None => "not-changed-members",
                };
                // Whether it was done, nobody knows.
                let what = if is_silent(fault) { "members-in-doubt" } else { what };
                let name = network_name(self.state, *network);
                (self.words.say_count(what, &[("name", &name)], &[("count", *count)]), why(fault))
            }
            Problem::MemberNotTaken { network, name, fields, .. } => {
                let fields: Vec<String> =
                    fields.iter().map(|field| self.words.say(member_field(*field), &[])).collect();
                let network = network_name(self.state, *network);
                let parts = [("name", name.as_str()), ("network", &network), ("fields", &fields.join(", "))];
                self.pair("member-not-taken", &parts)
            }
            Problem::NetworkNotDone { network, deed, fault } => {
                let name = network.map(|network| network_name(self.state, network)).unwrap_or_default();
                let what = match deed {
                    NetworkDeed::Create if is_silent(fault) => "network-creation-in-doubt",
                    NetworkDeed::Delete if is_silent(fault) => "network-deletion-in-doubt",
                    NetworkDeed::Create => "network-not-created",
                    NetworkDeed::Delete => "network-not-deleted",
                };
                (self.words.say(what, &[("name", &name)]), why(fault))
            }
            Problem::TokenNotDone { deed, name, fault, .. } => {
                let what = match deed {
                    _ if is_silent(fault) => "token-in-doubt",
                    IssuedDeed::Revoke => "token-not-revoked",
                    IssuedDeed::Rename => "token-not-renamed",
                    IssuedDeed::DeleteAccount => "service-account-not-deleted",
                };
                (self.words.say(what, &[("name", name)]), why(fault))
            }
            _ => (String::new(), String::new()),
        }
    }

    /// The remedy of the fault, where there is one.
    pub(super) fn of_authority(&self) -> Vec<Remedy> {
        let (authority, fault) = match self.problem {
            Problem::Authority { authority, fault } => (Some(authority.clone()), fault),
            Problem::MembersNotChanged { network, fault, .. } => (authority::of_network(self.state, *network), fault),
            _ => return Vec::new(),
        };
        let Some(authority) = authority else { return Vec::new() };
        match fault {
            AuthorityFault::Refused | AuthorityFault::NoToken | AuthorityFault::Elsewhere if !authority.is_own() => {
                vec![self.remedy("remedy-new-token", Action::AskAccount { renew: Some(authority.into()), open: true })]
            }
            // What was not done is not done again by reading: that is said nowhere.
            _ if matches!(self.problem, Problem::MembersNotChanged { .. }) => Vec::new(),
            AuthorityFault::Unreachable { .. }
            | AuthorityFault::Declined { .. }
            | AuthorityFault::Stranger { .. }
            | AuthorityFault::Garbled { .. }
            | AuthorityFault::Locked
            | AuthorityFault::NoKeychain => {
                vec![self.remedy("remedy-try-again", Action::ReadAuthority { authority })]
            }
            _ => Vec::new(),
        }
    }

    /// Letting this device in, where somebody here can.
    pub(super) fn allow_this_device(&self, network: NetworkId) -> Option<Remedy> {
        allowable(self.state, network).then(|| self.remedy("remedy-allow-this", Action::AllowThisDevice { network }))
    }
}

/// Its token opened an account when that was last asked: a refusal alone shows nothing of it.
fn is_known(state: &State, id: &AuthorityId) -> bool {
    state.authorities.get(id).is_some_and(|authority| authority.account.is_some())
}

/// What was asked may have been done, also by whoever listened there at an earlier attempt.
fn is_silent(fault: &AuthorityFault) -> bool {
    use AuthorityFault::{Garbled, Stranger, Unreachable};
    matches!(fault, Unreachable { .. } | Stranger { .. } | Garbled { .. })
}

/// This device can be let in from here.
pub(super) fn allowable(state: &State, network: NetworkId) -> bool {
    state.link == Link::Live
        && authority::of_network(state, network).is_some_and(|id| authority::may_admit(state, &id, network))
}

/// As the heading of an authority says.
pub(in crate::model) fn title(state: &State, id: &AuthorityId, words: &crate::words::Words) -> String {
    if id.is_own() {
        return words.say("own-controller", &[]);
    }
    authority::kept(state, id).map(|kept| rows::one_line(&kept.name)).unwrap_or_default()
}

/// A network's name wherever it is known from.
pub(in crate::model) fn network_name(state: &State, network: NetworkId) -> String {
    let local = rows::name(state, network);
    if local != network.to_string() {
        return local;
    }
    let kept = state.settings.authorities.values().filter_map(|kept| kept.networks.get(&network));
    kept.map(|kept| kept.name.clone()).find(|name| !name.is_empty()).unwrap_or(local)
}

/// The word of a fault in the catalogue.
pub(in crate::model) fn word(fault: &AuthorityFault) -> &'static str {
    match fault {
        AuthorityFault::Refused => "refused",
        AuthorityFault::NoToken => "no-token",
        AuthorityFault::Elsewhere => "elsewhere",
        AuthorityFault::Locked => "locked",
        AuthorityFault::NoKeychain => "no-keychain",
        AuthorityFault::NoController => "no-controller",
        AuthorityFault::Forbidden { .. } => "forbidden",
        AuthorityFault::NotThere => "not-there",
        AuthorityFault::Busy { .. } => "busy",
        AuthorityFault::Declined { .. } => "declined",
        AuthorityFault::Unreachable { .. } => "unreachable",
        AuthorityFault::Stranger { .. } => "stranger",
        AuthorityFault::Garbled { .. } => "garbled",
        AuthorityFault::NotDone => "not-done",
    }
}

fn member_field(field: MemberField) -> &'static str {
    match field {
        MemberField::Access => "field-access",
        MemberField::Name => "field-name",
        MemberField::Description => "field-note",
        MemberField::Hidden => "field-hidden",
        MemberField::Bridge => "field-bridge",
        MemberField::NoAutoAssign => "field-no-auto-assign",
        MemberField::SignInExempt => "field-sign-in-exempt",
        MemberField::Addresses => "field-addresses",
    }
}
