//! The last deed is taken back whole, whatever it was.

mod harness;

use companion::{
    app::event::Event,
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit},
        networks::Permission,
        place::Place,
        preference::{Appearance, Preference},
    },
    kernel::ids::{AuthorityKind, CredentialId},
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
    },
    service::state::Node,
};
use harness::{administrator::*, *};
use serde_json::json;
use zerotier_api::authority::{Access, Member, Written};

fn said(glass: &Glass) -> Option<String> {
    glass.view().toast.map(|toast| plain(&toast.text))
}

#[test]
fn what_is_kept_here_is_as_it_was() {
    let authority = || AuthorityKind::Legacy;
    let credential = || CredentialId::from(account());
    let prefer = |value| Action::Prefer { preference: Preference::Appearance { value } };
    let table = [
        (Action::Rename { network: home(), name: "house".into() }, "Rename home"),
        (Action::LeaveOnQuit { network: home(), on: true }, "Disconnect home on quit"),
        (prefer(Appearance::Dark), "Change a setting"),
        (Action::SaveProfile { name: "Work".into() }, "Keep the profile Work"),
        (Action::SaveProfile { name: "Home".into() }, "Keep the profile Home"),
        (Action::RemoveProfile { name: "Home".into() }, "Remove the profile Home"),
        (Action::Watch { authority: account(), network: home(), on: true }, "Tell when a device waits on home"),
        (Action::RenameAuthority { authority: account(), name: "work".into() }, "Rename at home"),
        (Action::RenameCredential { credential: credential(), name: "work".into() }, "Rename at home"),
        (Action::NoteCredential { credential: credential(), text: "borrowed".into() }, "Write a note on at home"),
        (Action::EndCredential { credential: credential(), day: "2999-12-31".into() }, "Change the end of at home"),
    ];
    for (action, deed) in table {
        let mut glass = showing(authority(), vec![member(1, Access::Allowed)]);
        glass.state.networks.remembered.entry(home()).or_default().name = "home".into();
        glass.state.networks.profiles.insert("Home".into(), [(home(), zerotier_api::service::Allow::default())].into());
        let before = companion::app::kept::settings(&glass.state);
        glass.act(action.clone());
        assert_ne!(companion::app::kept::settings(&glass.state), before, "{action:?}");
        // Looking about is no deed.
        glass.act(Action::Go { place: Place::default() });
        glass.act(Action::Undo);
        assert_eq!(companion::app::kept::settings(&glass.state), before, "{action:?}");
        assert_eq!(said(&glass), Some(format!("Taken back: {deed}")));
        glass.after(3000);
        assert_eq!(said(&glass), None, "it is not said for ever");
        glass.act(Action::Undo);
        assert_eq!(companion::app::kept::settings(&glass.state), before, "once is enough");
    }
}

#[test]
fn a_network_is_left_and_joined_again_with_its_permissions() {
    let mut glass = Glass::live(&[with(home_network(), &json!({ "allowDNS": true }))]);
    glass.act(Action::Disconnect { network: home() });
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    glass.look(&[]);
    glass.after(3000);
    let effects = glass.act(Action::Undo);
    assert!(questions(&effects).contains(&format!(r#"join {} {{"allowDNS":true}}"#, home())), "{effects:?}");
    assert_eq!(said(&glass).as_deref(), Some("Taken back: Disconnect home"));
}

#[test]
fn a_network_that_was_joined_by_mistake_is_forgotten() {
    let mut glass = Glass::live(&[]);
    glass.act(Action::Join { network: home() });
    glass.tell(Event::from(Answer::Joined { network: home(), joined: Ok(network(&home_network())) }));
    assert_eq!(questions(&glass.act(Action::Undo)), [format!("leave {}", home())]);
    assert!(glass.rows().is_empty());
}

#[test]
fn a_permission_is_taken_again() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Configure { network: home(), permission: Permission::Dns, on: true });
    let now = network(&with(home_network(), &json!({ "allowDNS": true })));
    glass.tell(Event::from(Answer::Configured { network: home(), configured: Ok(now) }));
    glass.act(Action::Undo);
    assert_eq!(glass.state.networks.permission(home(), Permission::Dns), (false, true));
}

#[test]
fn a_forgotten_network_is_back_long_after_its_toast() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Forget { network: home() });
    glass.tell(Event::from(Answer::Left { network: home(), left: Ok(true) }));
    glass.look(&[]);
    glass.after(60_000);
    glass.act(Action::Undo);
    assert_eq!(glass.rows(), ["home: Connecting…"]);
    assert_eq!(said(&glass).as_deref(), Some("Taken back: Forget home"));
}

fn written(now: Member) -> Told {
    Told::Member(Box::new(Written { now, not_taken: Vec::new() }))
}

#[test]
fn members_are_let_in_and_out_again() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting), member(2, Access::Allowed)]);
    // Who was allowed before stays so.
    glass.act(do_with(vec![node(1), node(2)], MemberDeed::Allow));
    told(&mut glass, allow(node(1)), Ok(written(member(1, Access::Allowed))));
    told(&mut glass, allow(node(2)), Ok(written(member(2, Access::Allowed))));
    let withdraw = Ask::SetAccess { network: home(), member: node(1), access: Access::Withdrawn };
    assert_eq!(asks(&glass.act(Action::Undo)), [withdraw]);
    assert_eq!(said(&glass).as_deref(), Some("Taken back: Allow device-1"));
}

#[test]
fn a_member_is_as_it_was_named() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Allowed)]);
    let (authority, edit) = (account(), MemberEdit::Name { text: "nas".into() });
    let effects = glass.act(Action::ChangeMember { authority, network: home(), member: node(1), edit });
    let ask = asks(&effects).into_iter().next().expect("a write");
    told(&mut glass, ask, Ok(written(Member { name: "nas".into(), ..member(1, Access::Allowed) })));
    let back = asks(&glass.act(Action::Undo)).into_iter().next();
    assert!(
        matches!(&back, Some(Ask::ChangeMember { change, .. }) if change.name.as_deref() == Some("device-1")),
        "{back:?}"
    );
}

#[test]
fn this_very_device_is_not_withdrawn_without_a_question() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    let own = node(1);
    let version = status().version;
    glass.state.service.node = Some(Node { address: own, version, online: true, relayed: false });
    glass.act(do_with(vec![own], MemberDeed::Allow));
    told(&mut glass, allow(own), Ok(written(member(1, Access::Allowed))));
    assert!(asks(&glass.act(Action::Undo)).is_empty(), "nobody asked whether it should be");
    let list = glass.view().administer.network.and_then(|network| network.members).expect("members");
    let question = list.rows.first().and_then(|row| row.question.clone()).expect("a question at its switch");
    assert_eq!(plain(&question.title), "Withdraw the access of “device-1”, this very device?");
}

#[test]
fn many_that_were_forgotten_come_back_together() {
    let mut glass = Glass::live(&[]);
    let off = ["17d395d8cb43a800", "9c41e07f2d18b350"].map(id);
    for network in off {
        glass.state.networks.remembered.insert(network, companion::ports::kept::Remembered::default());
    }
    glass.act(Action::ForgetOff { networks: off.into() });
    assert!(glass.state.networks.remembered.is_empty());
    glass.act(Action::Undo);
    assert_eq!(glass.state.networks.remembered.len(), 2);
    assert_eq!(said(&glass).as_deref(), Some("Taken back: Forget 2 networks"));
}

#[test]
fn what_cannot_be_taken_back_leaves_nothing_older_to_be() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Allowed)]);
    glass.act(Action::Prefer { preference: Preference::StartHidden { on: true } });
    glass.act(do_with(vec![node(1)], MemberDeed::Remove));
    glass.act(Action::Undo);
    assert!(glass.state.frame.preferences.start_hidden, "not what came before it");
    assert_eq!(said(&glass), None);
}

#[test]
fn the_palette_says_what_would_be_taken_back() {
    let mut glass = Glass::live(&[home_network()]);
    glass.act(Action::Disconnect { network: home() });
    glass.act(Action::Find { text: Some("undo".into()) });
    let commands = glass.view().palette.expect("a palette").commands;
    assert_eq!(commands.iter().map(|command| plain(&command.label)).collect::<Vec<_>>(), ["Undo: Disconnect home"]);
    assert_eq!(commands.first().map(|command| &command.action), Some(&Action::Undo));
}
