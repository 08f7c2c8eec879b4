//! What is said of authorities: what they could not tell, and what they did not do.

use zerotier_api::{NetworkId, authority::MemberField};

use super::Advice;
use crate::{
    administer::homes::{self, allowable, network_name},
    app::state::State,
    authorities::notice::{title, word},
    frame::problem::{IssuedDeed, NetworkDeed, Problem},
    interface::{action::Action, administer::MemberDeed, notice::Remedy},
    kernel::{ids::AuthorityId, text},
    ports::fault::AuthorityFault,
};

impl Advice<'_> {
    pub(crate) fn about_authority(&self) -> (String, String) {
        let why = |fault: &AuthorityFault| self.words.say(&format!("why-{}", word(fault)), &[]);
        match self.problem {
            Problem::Authority { authority, fault } => {
                let name = title(self.state, authority, self.words);
                let host = self.state.authorities.kept.get(authority).and_then(|kept| kept.base.as_ref());
                let host = host.map_or_else(|| name.clone(), |base| base.host().to_owned());
                let word = match fault {
                    AuthorityFault::Forbidden { .. } if is_known(self.state, authority) => "forbidden-known",
                    fault => word(fault),
                };
                let by = match fault {
                    AuthorityFault::Stranger { said } => text::short(said),
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
    pub(crate) fn of_authority(&self) -> Vec<Remedy> {
        let (authority, fault) = match self.problem {
            Problem::Authority { authority, fault } => (Some(authority.clone()), fault),
            Problem::MembersNotChanged { network, fault, .. } => (homes::of_network(self.state, *network), fault),
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
    pub(crate) fn allow_this_device(&self, network: NetworkId) -> Option<Remedy> {
        allowable(self.state, network).then(|| self.remedy("remedy-allow-this", Action::AllowThisDevice { network }))
    }
}

/// Its token opened an account when that was last asked: a refusal alone shows nothing of it.
fn is_known(state: &State, id: &AuthorityId) -> bool {
    state.authorities.lines.get(id).is_some_and(|authority| authority.account.is_some())
}

/// What was asked may have been done, also by whoever listened there at an earlier attempt.
fn is_silent(fault: &AuthorityFault) -> bool {
    use AuthorityFault::{Garbled, Stranger, Unreachable};
    matches!(fault, Unreachable { .. } | Stranger { .. } | Garbled { .. })
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
