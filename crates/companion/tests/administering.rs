//! What an administrator does, in the model alone: what is asked of whom, when, and what is said of what came of it.

mod harness;

use companion::{
    app::event::Event,
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit},
        menu::Item,
        news::News,
        place::Place,
        tokens::Entrusted,
    },
    kernel::{
        ids::{AuthorityKind, Slot},
        words::Words,
    },
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
        secrets::KeychainFault,
        settings::Settings,
        tokens::Recognised,
    },
};
use harness::{administrator::*, *};
use serde_json::json;
use zerotier_api::{
    Fault, Secret,
    authority::{Access, Account, MemberField, Written},
};

#[test]
fn nobody_is_asked_while_nobody_looks() {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Legacy, false))].into();
    let effects = glass.start(Settings { authorities, ..Settings::default() });
    assert!(!deeds(&effects).contains(&fetch(&glass, account(), Slot::Current)));
    assert!(asks(&glass.after(3_600_000)).is_empty());
}

#[test]
fn a_watched_network_is_read_once_a_minute_with_the_window_closed() {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Legacy, true))].into();
    let effects = glass.start(Settings { authorities, ..Settings::default() });
    assert!(deeds(&effects).contains(&fetch(&glass, account(), Slot::Current)));
    let token = Ok(Some(Secret::new("canary")));
    let effects =
        glass.tell(Answer::Secret { credential: account().into(), slot: Slot::Current, secret: token }.into());
    assert!(asks(&effects).contains(&Ask::Networks));
    let effects =
        told(&mut glass, Ask::Networks, Ok(Told::Networks { networks: vec![summary(home())], groups: Vec::new() }));
    assert_eq!(asks(&effects), [Ask::Members { network: home() }]);
    let effects = told(
        &mut glass,
        Ask::Members { network: home() },
        Ok(Told::Members(vec![member(1, Access::Waiting), member(2, Access::Allowed)])),
    );
    assert_eq!(news(&effects), [News::DeviceWaits { authority: account(), network: home(), member: node(1) }]);
    assert!(asks(&glass.after(59_000)).is_empty());
    assert_eq!(asks(&glass.after(1_000)), [Ask::Members { network: home() }]);
    let effects =
        told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(vec![member(1, Access::Waiting)])));
    assert_eq!(news(&effects), [], "told once");
}

#[test]
fn many_who_wait_are_told_by_their_number() {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Legacy, true))].into();
    glass.start(Settings { authorities, ..Settings::default() });
    glass.tell(
        Answer::Secret { credential: account().into(), slot: Slot::Current, secret: Ok(Some(Secret::new("canary"))) }
            .into(),
    );
    told(&mut glass, Ask::Networks, Ok(Told::Networks { networks: vec![summary(home())], groups: Vec::new() }));
    let many = (1..=5).map(|number| member(number, Access::Waiting)).collect();
    let effects = told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(many)));
    assert_eq!(news(&effects), [News::DevicesWait { authority: account(), network: home(), count: 5 }]);
}

#[test]
fn four_writes_are_on_their_way_at_once_and_the_others_follow() {
    let mut glass = showing(AuthorityKind::Legacy, (1..=6).map(|number| member(number, Access::Waiting)).collect());
    let effects = glass.act(do_with((1..=6).map(node).collect(), MemberDeed::Allow));
    assert_eq!(asks(&effects), [allow(node(1)), allow(node(2)), allow(node(3)), allow(node(4))]);
    let written = Written { now: member(1, Access::Allowed), not_taken: Vec::new() };
    let effects = told(&mut glass, allow(node(1)), Ok(Told::Member(Box::new(written))));
    assert_eq!(asks(&effects), [allow(node(5))]);
}

/// Who is shown, in their order: the address' last digit, and whether it waits.
fn shown(glass: &Glass) -> Vec<(String, bool)> {
    let list = glass.view().administer.network.and_then(|network| network.members).expect("members");
    list.rows.iter().map(|row| (row.node.to_string().split_off(9), row.waits)).collect()
}

#[test]
fn a_row_does_not_go_from_under_the_pointer_that_allowed_it() {
    let members = vec![member(3, Access::Waiting), member(4, Access::Waiting), member(1, Access::Allowed)];
    let mut glass = showing(AuthorityKind::Legacy, members);
    let row = |digit: &str, waits| (digit.to_owned(), waits);
    glass.act(Action::HoldRows { on: true });
    glass.act(do_with(vec![node(3)], MemberDeed::Allow));
    let written = Written { now: member(3, Access::Allowed), not_taken: Vec::new() };
    told(&mut glass, allow(node(3)), Ok(Told::Member(Box::new(written))));
    assert_eq!(shown(&glass), [row("3", false), row("4", true), row("1", false)]);
    // Nor is it moved by a name, by what is read, or when it is done with once more.
    let members = vec![member(3, Access::Allowed), member(4, Access::Waiting), member(1, Access::Allowed)];
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(members)));
    glass.act(do_with(vec![node(3)], MemberDeed::Withdraw));
    assert_eq!(shown(&glass), [row("3", false), row("4", true), row("1", false)]);
    let list = glass.view().administer.network.and_then(|network| network.members).expect("members");
    assert_eq!(list.waiting, 2, "it stands among those who wait");
    // The pointer has left.
    glass.act(Action::HoldRows { on: false });
    assert_eq!(shown(&glass), [row("4", true), row("1", false), row("3", false)]);
}

#[test]
fn a_row_keeps_its_place_only_in_the_choice_it_was_pressed_in() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(3, Access::Waiting), member(1, Access::Allowed)]);
    glass.act(Action::HoldRows { on: true });
    glass.act(do_with(vec![node(3)], MemberDeed::Allow));
    let written = Written { now: member(3, Access::Allowed), not_taken: Vec::new() };
    told(&mut glass, allow(node(3)), Ok(Told::Member(Box::new(written))));
    let mut place = Place::members(account(), home());
    if let Place::Members { sort, .. } = &mut place {
        *sort = companion::interface::administer::MemberSort::Address;
    }
    glass.act(Action::Go { place });
    assert_eq!(shown(&glass).first().map(|(digit, _)| digit.as_str()), Some("1"), "sorted anew");
}

#[test]
fn a_token_that_is_refused_takes_everything_back_that_has_not_gone_out() {
    let mut glass = showing(AuthorityKind::Legacy, (1..=6).map(|number| member(number, Access::Waiting)).collect());
    glass.act(do_with((1..=6).map(node).collect(), MemberDeed::Allow));
    for number in 1..=4 {
        assert!(asks(&told(&mut glass, allow(node(number)), Err(refused()))).is_empty());
    }
    assert_eq!(titles(&glass), ["6 devices on “home” couldn’t be allowed"]);
    assert_eq!(notice_of_network(&glass).as_deref(), Some("127.0.0.1:1 doesn’t accept the token of “at home”"));
    let members = glass.view().administer.network.and_then(|network| network.members).expect("members");
    assert!(members.rows.iter().all(|row| !row.allowed && !row.busy), "nothing looks allowed");
    assert!(asks(&glass.after(3_600_000)).is_empty(), "the token is not sent again");
}

#[test]
fn an_authority_that_asks_to_slow_down_is_obeyed_and_nothing_is_lost() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    let wait = Some(std::time::Duration::from_secs(20));
    assert!(asks(&told(&mut glass, allow(node(1)), Err(error(Fault::Limited { wait })))).is_empty());
    assert!(titles(&glass).is_empty(), "it goes on by itself");
    assert!(asks(&glass.after(19_000)).is_empty());
    assert!(asks(&glass.after(1_000)).contains(&allow(node(1))));
}

#[test]
fn many_at_new_central_are_one_call() {
    let mut glass = showing(AuthorityKind::New, vec![member(1, Access::Waiting), member(2, Access::Waiting)]);
    let effects = glass.act(do_with(vec![node(1), node(2)], MemberDeed::Allow));
    let all = Ask::SetAccessOfAll { network: home(), members: vec![node(1), node(2)], access: Access::Allowed };
    assert_eq!(asks(&effects), std::slice::from_ref(&all));
    let effects = told(&mut glass, all, Ok(Told::Done));
    assert_eq!(asks(&effects), [Ask::Members { network: home() }], "who is in is read, not believed");
}

#[test]
fn whom_one_call_for_many_did_not_reach_is_said() {
    let mut glass = showing(AuthorityKind::New, vec![member(1, Access::Waiting), member(2, Access::Waiting)]);
    glass.act(do_with(vec![node(1), node(2)], MemberDeed::Allow));
    let all = Ask::SetAccessOfAll { network: home(), members: vec![node(1), node(2)], access: Access::Allowed };
    told(&mut glass, all, Ok(Told::Done));
    let rows = |glass: &Glass| glass.view().administer.network.and_then(|it| it.members).expect("members").rows;
    assert!(rows(&glass).iter().all(|row| row.busy), "it is not so before it is seen");
    let now = vec![member(1, Access::Allowed), member(2, Access::Waiting)];
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(now)));
    assert!(rows(&glass).iter().all(|row| !row.busy));
    assert_eq!(titles(&glass), ["A device on “home” couldn’t be allowed"]);
}

#[test]
fn what_a_dialect_can_not_do_is_not_asked() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    assert!(asks(&glass.act(do_with(vec![node(1)], MemberDeed::Reject))).is_empty());
    let mut glass = showing(AuthorityKind::New, vec![member(1, Access::Waiting)]);
    assert!(asks(&glass.act(do_with(vec![node(1)], MemberDeed::Hide))).is_empty());
}

#[test]
fn a_change_that_was_not_taken_is_said() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Allowed)]);
    let edit = MemberEdit::Name { text: "nas".into() };
    let action = Action::ChangeMember { authority: account(), network: home(), member: node(1), edit };
    let asked = asks(&glass.act(action)).remove(0);
    let written = Written { now: member(1, Access::Allowed), not_taken: vec![MemberField::Name] };
    told(&mut glass, asked, Ok(Told::Member(Box::new(written))));
    assert_eq!(titles(&glass), ["“device-1” on “home” isn’t all as asked"]);
}

#[test]
fn a_list_asked_for_before_a_write_does_not_take_it_back() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.after(30_000);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    told(&mut glass, Ask::Members { network: home() }, Ok(Told::Members(vec![member(1, Access::Waiting)])));
    let written = Written { now: member(1, Access::Allowed), not_taken: Vec::new() };
    told(&mut glass, allow(node(1)), Ok(Told::Member(Box::new(written))));
    let rows = glass.view().administer.network.and_then(|network| network.members).expect("members").rows;
    assert!(rows[0].allowed && !rows[0].waits);
}

#[test]
fn a_settings_form_that_was_refused_keeps_what_was_typed() {
    let mut glass = showing(AuthorityKind::Legacy, Vec::new());
    told(&mut glass, Ask::Settings { network: home() }, Ok(Told::Settings(Box::new(settings("home")))));
    glass.act(Action::Go { place: Place::NetworkSettings { authority: account(), network: home() } });
    let form = |glass: &Glass| glass.view().administer.network.and_then(|network| network.form).expect("a form");
    let mut typed = form(&glass).form;
    typed.name = "hearth".into();
    glass.act(Action::Draft { authority: account(), network: home(), form: Box::new(typed.clone()) });
    assert_eq!(form(&glass).changes, ["Name"]);
    let asked = asks(&glass.act(Action::SendDraft { authority: account(), network: home() })).remove(0);
    assert!(form(&glass).sending);
    told(&mut glass, asked, Err(error(Fault::Forbidden { said: "no".into() })));
    let refused = form(&glass);
    assert_eq!(refused.form, typed);
    assert_eq!(refused.answer.as_deref().map(plain).as_deref(), Some("Not sent. This token has no right to."));
    assert!(refused.ready, "it can be sent again");
}

#[test]
fn a_settings_form_that_was_declined_says_why_in_the_words_of_the_server() {
    let mut glass = showing(AuthorityKind::New, Vec::new());
    told(&mut glass, Ask::Settings { network: home() }, Ok(Told::Settings(Box::new(settings("home")))));
    glass.act(Action::Go { place: Place::NetworkSettings { authority: account(), network: home() } });
    let form = |glass: &Glass| glass.view().administer.network.and_then(|network| network.form).expect("a form");
    let mut typed = form(&glass).form;
    typed.name = "hearth".into();
    glass.act(Action::Draft { authority: account(), network: home(), form: Box::new(typed) });
    let asked = asks(&glass.act(Action::SendDraft { authority: account(), network: home() })).remove(0);
    let said = "Quota exceeded: This plan has no such names.";
    told(&mut glass, asked, Err(error(Fault::Status { code: 400, said: said.into() })));
    let declined = form(&glass);
    let answer = declined.answer.as_deref().map(plain);
    assert_eq!(answer.as_deref(), Some("Not sent. It was declined; the details say why."));
    assert!(declined.answer_details.is_some_and(|details| details.contains(said)));
    assert!(declined.ready, "it can be sent again");
}

#[test]
fn a_token_goes_to_the_keychain_and_nowhere_else() {
    let mut glass = Glass::live(&[home_network()]);
    let effects = glass.tell(Event::Entrusted(Box::new(Entrusted {
        renew: None,
        kind: Some(AuthorityKind::Legacy),
        base: "http://127.0.0.1:1/api/v1".into(),
        name: String::new(),
        token_id: None,
        ends: String::new(),
        keep_unverified: false,
        token: Secret::new("CANARY-legacy"),
    })));
    assert!(questions(&effects).contains(&"recognise".into()));
    let recognised = Recognised {
        kind: AuthorityKind::Legacy,
        base: "http://127.0.0.1:1/api/v1".parse().expect("an address"),
        account: Account { id: "u1".into(), name: "Robin".into(), ..Account::default() },
    };
    let answer = Answer::Recognised { number: 1, token: Secret::new("CANARY-legacy"), recognised: Ok(recognised) };
    let effects = glass.tell(answer.into());
    let keep = keep(&glass, account(), Slot::Current, "CANARY-legacy");
    assert!(deeds(&effects).contains(&keep));
    let seen = format!("{:?} {}", glass.state, serde_json::to_string(&glass.view()).expect("a view is JSON"));
    assert!(!seen.contains("CANARY"));
}

#[test]
fn what_can_be_no_token_is_sent_to_nobody() {
    for (text, said) in [
        ("", "Paste a token here."),
        ("one\ntwo", "A token is one line of letters and digits."),
        ("tökén", "A token is one line of letters and digits."),
        (&*"x".repeat(10_000), "A token is one line of letters and digits."),
    ] {
        let mut glass = Glass::live(&[home_network()]);
        let effects = glass.tell(Event::Entrusted(Box::new(Entrusted {
            renew: None,
            kind: None,
            base: String::new(),
            name: String::new(),
            token_id: None,
            ends: String::new(),
            keep_unverified: false,
            token: Secret::new(text),
        })));
        assert!(questions(&effects).is_empty());
        let adding = glass.view().administer.adding.expect("the dialog");
        assert_eq!(adding.said.as_deref(), Some(said));
    }
}

#[test]
fn a_locked_keychain_is_said_and_asked_again_on_a_press_only() {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Legacy, false))].into();
    glass.start(Settings { authorities, ..Settings::default() });
    glass.tell(Event::Window { open: true });
    glass.act(Action::Go { place: Place::members(account(), home()) });
    glass.tell(
        Answer::Secret { credential: account().into(), slot: Slot::Current, secret: Err(KeychainFault::Locked) }.into(),
    );
    assert_eq!(notice_of_network(&glass).as_deref(), Some("The keychain is locked"));
    assert!(deeds(&glass.after(600_000)).is_empty());
    let effects = glass.act(Action::ReadAuthority { authority: account() });
    assert_eq!(deeds(&effects), [fetch(&glass, account(), Slot::Current)]);
}

#[test]
fn this_device_is_allowed_where_its_authority_is_known() {
    let waiting = with(home_network(), &json!({ "status": "ACCESS_DENIED" }));
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Legacy, false))].into();
    glass.start(Settings { authorities, ..Settings::default() });
    glass.tell(Answer::Found(harness::finding()).into());
    glass.answer_contact(Ok(()));
    glass.look(&[waiting]);
    let row = glass.view().networks.rows.remove(0);
    let allow_it = row.allow.expect("a press");
    assert_eq!(allow_it.action, Action::AllowThisDevice { network: home() });
    let effects = glass.act(allow_it.action);
    assert_eq!(deeds(&effects), [fetch(&glass, account(), Slot::Current)], "the token comes first");
    let token = Ok(Some(Secret::new("canary")));
    let effects =
        glass.tell(Answer::Secret { credential: account().into(), slot: Slot::Current, secret: token }.into());
    let me = "8f2c1a9b3d".parse().expect("an address");
    assert!(asks(&effects).contains(&allow(me)));
    assert!(glass.state.networks.expected.contains_key(&home()), "its networks are watched closely");
}

#[test]
fn a_network_nobody_here_administers_offers_no_press() {
    let waiting = with(home_network(), &json!({ "id": "a09acf0233e4b070", "status": "ACCESS_DENIED" }));
    let mut glass = Glass::live(&[waiting]);
    assert!(glass.view().networks.rows[0].allow.is_none());
    assert!(questions(&glass.act(Action::AllowThisDevice { network: id("a09acf0233e4b070") })).is_empty());
}

/// Right as long as somebody can be let in without a window.
#[test]
fn those_who_wait_are_in_the_tray_and_in_the_notification_with_their_press() {
    let glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting), member(2, Access::Allowed)]);
    let words = Words::in_language(None);
    let allow = do_with(vec![node(1)], MemberDeed::Allow);
    let menu = companion::app::menu::menu(&glass.state, &words);
    let waiting = menu.items.iter().find_map(|item| match item {
        Item::Submenu { label, items, .. } if plain(label) == "A device waits for approval" => Some(items),
        _ => None,
    });
    let first = waiting.and_then(|items| items.first()).expect("a device in the submenu");
    let Item::Entry { label, action, .. } = first else { panic!("{first:?}") };
    assert_eq!((plain(label).as_str(), action), ("Allow “device-1” on home", &Some(allow.clone())));
    let news = News::DeviceWaits { authority: account(), network: home(), member: node(1) };
    let told = companion::app::news::notification(news, &glass.state, &words);
    assert_eq!(plain(&told.title), "“device-1” waits on home");
    assert_eq!(told.remedies.first().map(|remedy| &remedy.action), Some(&allow));
}
