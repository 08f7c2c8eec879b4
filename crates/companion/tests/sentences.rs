//! Every sentence of the model: there for each problem on each system, and in the catalogue alone.

mod harness;

use std::fmt::Write as _;

use companion::{
    app::{
        problem::advice::notice,
        view::{View, view},
    },
    frame::problem::{Elevated, NetworkDeed, Problem},
    interface::{action::Action, administer::MemberDeed, place::Place},
    kernel::{
        ids::AuthorityId,
        moment::Os,
        words::{PSEUDO, Words},
    },
    ports::{
        fault::AuthorityFault,
        frame::{LoadFault, SaveFault},
        kept::KeptAuthority,
    },
};
use harness::*;
use serde_json::{Value, json};
use zerotier_api::{Stranger, authority::MemberField};

/// One of each kind.
fn all() -> Vec<Problem> {
    let network = home();
    let found = || "GET /status: connection refused".to_owned();
    let path = || std::path::PathBuf::from("/a/b");
    let version = |text: &str| serde_json::from_value(json!(text)).expect("a version");
    let known = vec![
        Problem::NotInstalled,
        Problem::Stopped,
        Problem::NotAllowed { path: path() },
        Problem::StaleToken,
        Problem::Moved { port: 20001 },
        Problem::NoAnswer { port: 9993, found: found() },
        Problem::Stranger { port: 9993, stranger: Some(Stranger::Program("nc".into())) },
        Problem::Stranger { port: 9993, stranger: Some(Stranger::Of("guest".into())) },
        Problem::Stranger { port: 9993, stranger: None },
        Problem::Unproven { port: 9993 },
        Problem::TokenMissing { path: path() },
        Problem::TooOld { found: version("1.4.6") },
        Problem::Garbled { found: found() },
        Problem::Offline,
        Problem::Relayed,
        Problem::Deaf,
        Problem::WaitingForApproval { network },
        Problem::AccessWithdrawn { network },
        Problem::NotFound { network },
        Problem::AdapterNotMade { network, code: 0 },
        Problem::AdapterNotMade { network, code: -3 },
        Problem::ClientTooOld { network },
        Problem::SignInNeeded { network },
        Problem::RoutesOverlap { one: network, other: network, route: "10.0.0.0/8".into() },
        Problem::RouteIsLan { network, route: "192.168.1.0/24".into(), adapter: "wlan0".into() },
        Problem::ClockOff { minutes: -20 },
        Problem::Unlocated { port: 9993 },
        Problem::Odd { by: None, places: vec!["network[1].mtu".into()] },
        Problem::Odd { by: Some(AuthorityId::account(1)), places: vec!["member[1]".into()] },
        Problem::NotJoined { network, again: false, silent: false, found: found() },
        Problem::NotJoined { network, again: false, silent: true, found: found() },
        Problem::NotLeft { network, found: found() },
        Problem::NotConfigured { network, what: "allowDNS", found: found() },
        Problem::GoneWhileJoining { network, again: true },
        Problem::NoSignInAddress { network },
        Problem::Declined,
        Problem::NoWayToAsk { deed: Elevated::ReadToken },
        Problem::NoWayToAsk { deed: Elevated::StartService },
        Problem::Unguarded { deed: Elevated::ReadToken, program: path() },
        Problem::Unguarded { deed: Elevated::StartService, program: path() },
        Problem::NotElevated { deed: Elevated::ReadToken, said: found() },
        Problem::NotElevated { deed: Elevated::StartService, said: found() },
        Problem::NotOpened { address: "https://example.com/".into() },
        Problem::NotCopied { text: None },
        Problem::NotCopied { text: Some("10.147.17.24".into()) },
        Problem::LinkMisread { text: "perigee://leave".into() },
        Problem::AutostartNotChanged { said: found() },
        Problem::NotForgotten,
        Problem::SecretNotForgotten,
        Problem::NotElevated { deed: Elevated::RenewToken, said: found() },
        Problem::CopiesNotRepaired { said: found() },
        Problem::NotTaken { source: "ZT_TOKEN".into() },
        Problem::NoDemo { said: found() },
        Problem::MemberNotTaken {
            network,
            member: "0123456789".parse().expect("an address"),
            name: "nas".into(),
            fields: vec![
                MemberField::Access,
                MemberField::Name,
                MemberField::Description,
                MemberField::Hidden,
                MemberField::Bridge,
                MemberField::NoAutoAssign,
                MemberField::SignInExempt,
                MemberField::Addresses,
            ],
        },
        Problem::NetworkNotDone { network: None, deed: NetworkDeed::Create, fault: AuthorityFault::Refused },
        Problem::NetworkNotDone { network: Some(network), deed: NetworkDeed::Delete, fault: AuthorityFault::NotDone },
        Problem::LogFolderNotOpened,
        Problem::NoWindow { said: found() },
        Problem::NoTray,
        Problem::SettingsNotRead { fault: LoadFault::SetAside { kept_as: path() } },
        Problem::SettingsNotRead { fault: LoadFault::Newer { version: 7 } },
        Problem::SettingsNotRead { fault: LoadFault::Unreadable { path: path() } },
        Problem::SettingsNotSaved { fault: SaveFault::ReadOnly { path: path() } },
        Problem::SettingsNotSaved { fault: SaveFault::DiskFull { path: path() } },
        Problem::SettingsNotSaved { fault: SaveFault::Newer },
        Problem::SettingsNotSaved { fault: SaveFault::Other { path: path(), said: found() } },
        Problem::KeychainMissing,
        Problem::KeychainLocked,
        Problem::KeychainFailed,
    ];
    let faults = || {
        [
            AuthorityFault::Refused,
            AuthorityFault::NoToken,
            AuthorityFault::Elsewhere,
            AuthorityFault::Locked,
            AuthorityFault::NoKeychain,
            AuthorityFault::NoController,
            AuthorityFault::Forbidden { said: found() },
            AuthorityFault::NotThere,
            AuthorityFault::Busy { until: std::time::Duration::ZERO },
            AuthorityFault::Declined { said: found() },
            AuthorityFault::Unreachable { said: found() },
            AuthorityFault::Garbled { said: found() },
            AuthorityFault::NotDone,
        ]
    };
    let deeds =
        [Some(MemberDeed::Allow), Some(MemberDeed::Withdraw), Some(MemberDeed::Reject), Some(MemberDeed::Remove), None];
    let authority = AuthorityId::account(1);
    let unread = faults().map(|fault| Problem::Authority { authority: authority.clone(), fault });
    let unchanged = faults().into_iter().zip((1..).zip(deeds.into_iter().cycle()));
    let unchanged = unchanged.map(|(fault, (count, deed))| Problem::MembersNotChanged { network, count, deed, fault });
    known.into_iter().chain(unread).chain(unchanged).collect()
}

/// Right as long as each reads like UI.md §8: what is so, then what to press; no "error", no blame.
#[test]
fn what_a_person_reads_of_each_problem() {
    let mut glass = Glass::live(&[home_network()]);
    let base = "https://api.example/v1".parse().ok();
    let kept = KeptAuthority { name: "at home".into(), base, ..KeptAuthority::default() };
    glass.state.authorities.kept.insert(AuthorityId::account(1), kept);
    let words = Words::in_language(None);
    let mut text = String::new();
    for os in [Os::Linux, Os::MacOs, Os::Windows] {
        glass.state.moment.os = os;
        for problem in all() {
            let notice = notice(&problem, &glass.state, &words);
            let buttons: Vec<String> = notice.remedies.iter().map(|remedy| format!("[{}]", remedy.label)).collect();
            let said = plain(&format!("{:?}: {} / {} {}", notice.tone, notice.title, notice.text, buttons.join(" ")));
            if os == Os::Linux || !text.contains(&said) {
                writeln!(text, "{os:?} {said}").expect("writing to memory");
            }
        }
    }
    assert!(!text.contains('⟨'), "a sentence is missing: {text}");
    for word in ["error", "failed", "invalid", "oops", "unable", "please", "!"] {
        assert!(!text.to_lowercase().contains(word), "“{word}” is not how we say it");
    }
    insta::assert_snapshot!(text);
}

#[test]
fn no_sentence_stands_outside_the_catalogue() {
    for view in pictures(&Words::in_language(Some(PSEUDO))) {
        let mut plain_letters = Vec::new();
        let mut view = serde_json::to_value(&view).expect("a view");
        view["join"]["text"].take(); // the person's own text
        sentences(&view, "", &mut plain_letters);
        assert_eq!(plain_letters, Vec::<String>::new());
    }
}

/// Texts that are data or machine words, not sentences.
const DATA: &[&str] = &[
    "id",
    "address",
    "short",
    "line",
    "bits",
    "target",
    "via",
    "domain",
    "servers",
    "technical",
    "key",
    "language",
    "path",
    "appearance",
    "trayIcon",
    "density",
    "glyph",
    "tone",
    "icon",
    "permission",
    "action",
    "place",
    "version",
    "home",
    "type",
    "details",
    "value",
    "network",
    "joinable",
];

/// Every text of the view that is read as a sentence and has a word in plain letters.
fn sentences(value: &Value, key: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) if !DATA.contains(&key) => {
            // What stands between the marks is a name or a number, not the sentence.
            let own: String =
                text.split('\u{2068}').map(|part| part.rsplit('\u{2069}').next().unwrap_or_default()).collect();
            if own.contains(|c: char| c.is_ascii_alphabetic()) {
                found.push(format!("{key}: {text}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| sentences(item, key, found)),
        Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !DATA.contains(&name.as_str())) {
                sentences(field, name, found);
            }
        }
        _ => {}
    }
}

/// Views with as many sentences in them as can be.
fn pictures(words: &Words) -> Vec<View> {
    let statuses = [
        "OK",
        "ACCESS_DENIED",
        "REQUESTING_CONFIGURATION",
        "NOT_FOUND",
        "PORT_ERROR",
        "CLIENT_TOO_OLD",
        "AUTHENTICATION_REQUIRED",
    ];
    let networks: Vec<Value> = statuses
        .iter()
        .enumerate()
        .map(|(n, status)| {
            with(home_network(), &json!({ "id": format!("17d395d8cb43a80{n}"), "name": "家", "status": status }))
        })
        .collect();
    let mut glass = Glass::live(&networks);
    glass.state.frame.troubles = all();
    glass.act(Action::Understand { text: "8f2c1a9b3d".into() });
    glass.act(Action::Go { place: Place::Networks { search: String::new(), selected: Some(home()), from: 0 } });
    let mut views = vec![view(&glass.state, words)];
    glass.act(Action::Forget { network: home() });
    glass.act(Action::Understand { text: "ff00160016000000".into() });
    views.push(view(&glass.state, words));
    for problem in all() {
        glass.state.service.link = companion::service::state::Link::Broken(problem);
        glass.state.networks.known = false;
        views.push(view(&glass.state, words));
    }
    views
}
