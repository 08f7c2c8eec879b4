//! The settings of a network as a form: what is typed, what is wrong with it, what would be sent.

use serde::Serialize;
use zerotier_api::{
    NetworkId,
    authority::{NetworkChange, NetworkField},
};

use crate::{
    administer::{
        draft::{
            self, DraftAnswer, check,
            flaw::{Flaw, Weight},
            ranges,
        },
        homes,
        state::Administered,
    },
    app::state::State,
    authorities::notice,
    interface::{form::NetworkForm, networks::Permission, offer::Question},
    kernel::{ids::AuthorityId, text, words::Words},
    networks::view::detail::permission_label,
};

/// The settings as a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    /// As typed.
    pub form: NetworkForm,
    /// As it is at the authority.
    pub now: NetworkForm,
    /// Counts up when the form was changed by somebody else than the person typing: the page takes it over then.
    pub turn: u32,
    pub complaints: Vec<Complaint>,
    /// What would be sent, a line each.
    pub changes: Vec<String>,
    /// As "2 changes".
    pub summary: String,
    /// It can be sent now.
    pub ready: bool,
    pub sending: bool,
    /// What came of the last sending, where it was not all taken.
    pub answer: Option<String>,
    pub answer_details: Option<String>,
    pub may_write: bool,
    /// Networks have a description here.
    pub describes: bool,
    /// The beginning of the RFC 4193 address each member would have.
    pub rfc4193: String,
    /// The beginning of each member's 6PLANE subnet.
    pub six_plane: String,
    pub ranges: Vec<RangeView>,
    /// Asked before it is sent.
    pub question: Option<Question>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Complaint {
    /// `name`, `mtu`, `multicastLimit`, `dnsDomain`, `dnsServers`, `route-0-target`, `route-0-via`, `pool-0-first`,
    /// `pool-0-last`.
    pub field: String,
    pub text: String,
    /// It can't be sent like this; otherwise it is only to be known.
    pub blocks: bool,
}

/// A range that is easy to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RangeView {
    pub target: String,
    /// "10.147.20.1 to 10.147.20.254".
    pub label: String,
}

pub(crate) fn form(
    state: &State,
    id: &AuthorityId,
    known: &Administered,
    may_write: bool,
    words: &Words,
) -> Option<FormView> {
    let settings = known.settings.as_ref()?;
    let draft = known.draft.as_ref();
    let base = draft.map_or(settings, |draft| &draft.base);
    let now = NetworkForm::of(base);
    let form = draft.map_or_else(|| now.clone(), |draft| draft.form.clone());
    let network = known.summary.id;
    let flaws = check::flaws(&form, &now, state, network);
    let change = form.change(base);
    let changes = changes(&form, &now, &change, words);
    let blocked = flaws.iter().any(|found| found.weight == Weight::Blocks);
    let sending = draft.is_some_and(|draft| draft.sending);
    let (answer, answer_details) = match draft.and_then(|draft| draft.answer.as_ref()) {
        Some(DraftAnswer::NotTaken(fields)) => {
            let fields: Vec<String> = fields.iter().map(|field| words.say(network_field(*field), &[])).collect();
            (Some(words.say("form-not-taken", &[("fields", &fields.join(", "))])), None)
        }
        Some(DraftAnswer::Fault(fault)) => {
            let why = words.say(&format!("why-{}", notice::word(fault)), &[]);
            (Some(words.say("form-not-sent", &[("why", &why)])), fault.said().map(text::one_line))
        }
        None => (None, None),
    };
    let number = network.to_string();
    Some(FormView {
        ready: may_write && !blocked && !sending && !change.is_empty(),
        summary: if changes.is_empty() {
            String::new()
        } else {
            words.count("form-changes", &[("count", changes.len())])
        },
        complaints: flaws
            .into_iter()
            .map(|found| Complaint {
                field: found.spot.key(),
                blocks: found.weight == Weight::Blocks,
                text: complaint(&found.flaw, state, words),
            })
            .collect(),
        changes,
        turn: draft.map_or(0, |draft| draft.turn),
        sending,
        answer,
        answer_details,
        may_write,
        describes: state.authorities.dialect(id).abilities().describes_networks,
        rfc4193: rfc4193(&number),
        six_plane: six_plane(&number),
        ranges: ranges(state, Some(network), words),
        // Whoever is in can be kept out again; who came in meanwhile was in.
        question: (now.private && !form.private).then(|| Question::about("public", &text::one_line(&now.name), words)),
        form,
        now,
    })
}

/// Easy ranges for this network, or for one still to be made.
pub(crate) fn ranges(state: &State, network: Option<NetworkId>, words: &Words) -> Vec<RangeView> {
    let view = |range: ranges::Range| RangeView {
        label: words.say("form-range", &[("first", &range.first), ("last", &range.last)]),
        target: range.target,
    };
    ranges::easy(state, network).into_iter().map(view).collect()
}

fn complaint(flaw: &Flaw, state: &State, words: &Words) -> String {
    let plain = |word: &str| words.say(word, &[]);
    match flaw {
        Flaw::NameTooLong => words.say("flaw-name", &[("most", &draft::LONGEST_NAME.to_string())]),
        Flaw::NotARange => plain("flaw-range"),
        Flaw::HostBits { meant } => words.say("flaw-host-bits", &[("meant", meant)]),
        Flaw::RouteTwice => plain("flaw-route-twice"),
        Flaw::RouteTwoWays => plain("flaw-route-two-ways"),
        Flaw::Public => words.say("flaw-public", &[("permission", &permission_label(Permission::Global, words))]),
        Flaw::NotAnAddress => plain("flaw-address"),
        Flaw::OtherFamily => plain("flaw-family"),
        Flaw::PoolReversed => plain("flaw-pool-reversed"),
        Flaw::PoolsMeet => plain("flaw-pools-meet"),
        Flaw::PoolWithoutRoute => plain("flaw-pool-route"),
        Flaw::PoolsUnused => plain("flaw-pools-unused"),
        Flaw::MtuOutOfBounds => plain("flaw-mtu"),
        Flaw::LimitOutOfBounds => plain("flaw-limit"),
        Flaw::LimitCutsIpv4 => plain("flaw-limit-zero"),
        Flaw::DnsServerUnreadable { text } => words.say("flaw-server", &[("text", &text::one_line(text))]),
        Flaw::DomainMissing => plain("flaw-domain"),
        Flaw::Meets { network } => words.say("flaw-meets", &[("name", &homes::network_name(state, *network))]),
    }
}

/// A line for each thing that would be sent.
fn changes(form: &NetworkForm, now: &NetworkForm, change: &NetworkChange, words: &Words) -> Vec<String> {
    let mut lines = Vec::new();
    let mut field = |asked: bool, field: NetworkField| {
        if asked {
            lines.push(words.say(network_field(field), &[]));
        }
    };
    field(change.name.is_some(), NetworkField::Name);
    field(change.description.is_some(), NetworkField::Description);
    field(change.private.is_some(), NetworkField::Private);
    field(change.broadcast.is_some(), NetworkField::Broadcast);
    if let Some(routes) = &change.routes {
        let told = |target: &str, via: &str| {
            let (target, via) = (text::one_line(target), text::one_line(via));
            if via.is_empty() {
                words.say("change-route", &[("target", &target)])
            } else {
                words.say("change-route-via", &[("target", &target), ("via", &via)])
            }
        };
        let new = routes.iter().map(|route| (route.target.as_str(), route.via.as_deref().unwrap_or_default()));
        let old: Vec<(&str, &str)> =
            now.routes.iter().map(|route| (route.target.as_str(), route.via.as_str())).collect();
        let new: Vec<(&str, &str)> = new.collect();
        lines.extend(new.iter().filter(|route| !old.contains(route)).map(|(target, via)| told(target, via)));
        lines.extend(
            old.iter()
                .filter(|route| !new.contains(route))
                .map(|(target, via)| words.say("change-gone", &[("what", &told(target, via))])),
        );
        if lines.is_empty() {
            lines.push(words.say(network_field(NetworkField::Routes), &[]));
        }
    }
    let mut field = |asked: bool, field: NetworkField| {
        if asked {
            lines.push(words.say(network_field(field), &[]));
        }
    };
    field(change.v4_assign.is_some(), NetworkField::V4Assign);
    field(change.pools.is_some(), NetworkField::Pools);
    field(change.v6.is_some(), NetworkField::V6);
    field(change.dns.is_some(), NetworkField::Dns);
    field(change.mtu.is_some(), NetworkField::Mtu);
    field(change.multicast_limit.is_some(), NetworkField::MulticastLimit);
    field(change.rules.is_some() && form.rules != now.rules, NetworkField::Rules);
    lines
}

fn network_field(field: NetworkField) -> &'static str {
    match field {
        NetworkField::Name => "field-name",
        NetworkField::Description => "field-description",
        NetworkField::Private => "field-private",
        NetworkField::Broadcast => "field-broadcast",
        NetworkField::Mtu => "field-mtu",
        NetworkField::MulticastLimit => "field-multicast",
        NetworkField::Routes => "field-routes",
        NetworkField::Pools => "field-pools",
        NetworkField::V4Assign => "field-v4-assign",
        NetworkField::V6 => "field-v6",
        NetworkField::Dns => "field-dns",
        NetworkField::Rules => "field-rules",
    }
}

/// `fd`, the network's id, and 9993: what the members' addresses begin with.
fn rfc4193(network: &str) -> String {
    let digits: Vec<char> = format!("fd{network}9993").chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    format!("{}…", groups.join(":"))
}

/// `fc` and both halves of the network's id over each other: what the members' subnets begin with.
fn six_plane(network: &str) -> String {
    let number = u64::from_str_radix(network, 16).unwrap_or_default();
    let folded = (number >> 32) ^ (number & 0xffff_ffff);
    let digits: Vec<char> = format!("fc{folded:08x}").chars().collect();
    let groups: Vec<String> = digits.chunks(4).map(|group| group.iter().collect()).collect();
    format!("{}…", groups.join(":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_addresses_begin_with_the_network() {
        assert_eq!(rfc4193("17d395d8cb43a800"), "fd17:d395:d8cb:43a8:0099:93…");
        assert_eq!(six_plane("17d395d8cb43a800"), "fcdc:903d:d8…");
    }
}
