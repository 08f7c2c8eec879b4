//! The order of an administrator's writes: the last word counts, nothing is stranded, nothing is sent that should not be.

mod harness;

use companion::{
    interface::{
        action::Action,
        administer::{MemberDeed, MemberEdit},
    },
    kernel::ids::AuthorityKind,
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
    },
};
use harness::{administrator::*, *};
use zerotier_api::{
    Fault,
    authority::{Access, Member, Written},
};

#[test]
fn the_last_word_on_a_member_counts() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    let effects = glass.act(do_with(vec![node(1)], MemberDeed::Withdraw));
    assert!(asks(&effects).is_empty(), "one write for a member at a time");
    let rows =
        |glass: &Glass| glass.view().administer.network.and_then(|network| network.members).expect("members").rows;
    assert!(!rows(&glass)[0].allowed && rows(&glass)[0].busy);
    let written = Written { now: member(1, Access::Allowed), not_taken: Vec::new() };
    let effects = told(&mut glass, allow(node(1)), Ok(Told::Member(Box::new(written))));
    let withdraw = Ask::SetAccess { network: home(), member: node(1), access: Access::Withdrawn };
    assert_eq!(asks(&effects), std::slice::from_ref(&withdraw));
    let written = Written { now: member(1, Access::Withdrawn), not_taken: Vec::new() };
    told(&mut glass, withdraw, Ok(Told::Member(Box::new(written))));
    assert!(!rows(&glass)[0].allowed && !rows(&glass)[0].busy);
}

#[test]
fn two_addresses_taken_away_one_after_the_other_are_both_gone() {
    let with = |addresses: &[&str]| Member {
        addresses: addresses.iter().map(|&address| address.to_owned()).collect(),
        ..member(1, Access::Allowed)
    };
    let mut glass = showing(AuthorityKind::Legacy, vec![with(&["10.0.0.1", "10.0.0.2", "10.0.0.3"])]);
    let remove = |address: &str| Action::ChangeMember {
        authority: account(),
        network: home(),
        member: node(1),
        edit: MemberEdit::RemoveAddress { address: address.into() },
    };
    let first = asks(&glass.act(remove("10.0.0.1"))).remove(0);
    assert!(asks(&glass.act(remove("10.0.0.2"))).is_empty());
    let written = Written { now: with(&["10.0.0.2", "10.0.0.3"]), not_taken: Vec::new() };
    let second = asks(&told(&mut glass, first, Ok(Told::Member(Box::new(written))))).remove(0);
    let Ask::ChangeMember { change, .. } = second else { panic!("{second:?}") };
    assert_eq!(change.addresses, Some(vec!["10.0.0.3".to_owned()]));
}

#[test]
fn reading_again_while_told_to_slow_down_does_not_strand_what_waits() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    let wait = Some(std::time::Duration::from_secs(20));
    told(&mut glass, allow(node(1)), Err(error(Fault::Limited { wait })));
    assert!(asks(&glass.act(Action::ReadAuthority { authority: account() })).is_empty(), "nor is it read");
    assert!(asks(&glass.after(20_000)).contains(&allow(node(1))));
}

#[test]
fn a_wait_beyond_all_clocks_stops_nothing() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    told(&mut glass, allow(node(1)), Err(error(Fault::Limited { wait: Some(std::time::Duration::MAX) })));
    assert!(asks(&glass.after(24 * 60 * 60 * 1000)).contains(&allow(node(1))));
}

#[test]
fn what_was_asked_with_an_older_token_says_nothing_about_the_new_one() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting)]);
    let late = Answer::OfAuthority {
        authority: account(),
        epoch: 7,
        ask: Ask::Members { network: home() },
        told: Err(refused()),
        time: None,
        odd: Vec::new(),
    };
    glass.tell(late.into());
    assert_eq!(notice_of_network(&glass), None);
}

#[test]
fn turning_away_many_spares_those_who_are_in() {
    let mut glass = showing(AuthorityKind::New, vec![member(1, Access::Waiting), member(2, Access::Allowed)]);
    glass.act(Action::MarkAll { on: true });
    let effects = glass.act(Action::DoWithMarked { deed: MemberDeed::Reject });
    let away = Ask::SetAccess { network: home(), member: node(1), access: Access::Rejected };
    assert_eq!(asks(&effects), [away]);
}

#[test]
fn a_token_that_was_refused_is_not_sent_on_a_press_either() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Waiting), member(2, Access::Waiting)]);
    glass.act(do_with(vec![node(1)], MemberDeed::Allow));
    told(&mut glass, allow(node(1)), Err(refused()));
    assert!(asks(&glass.act(do_with(vec![node(2)], MemberDeed::Allow))).is_empty());
    assert_eq!(titles(&glass), ["A device on “home” couldn’t be allowed"]);
}
