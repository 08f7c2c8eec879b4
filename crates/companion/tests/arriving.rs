//! Networks and members of a controller that has no list of them: rows as they come.

mod harness;

use companion::{
    administer::view::members::MemberList,
    app::event::Event,
    interface::{action::Action, administer::MemberDeed, place::Place},
    kernel::ids::{AuthorityKind, Slot},
    ports::{
        answer::{Answer, Part},
        authorities::{Ask, Told},
        settings::Settings,
    },
};
use harness::{
    administrator::{account, allow, asks, do_with, kept, member, node, summary, told},
    *,
};
use zerotier_api::{
    Fault, Secret,
    authority::{Access, Member, NetworkSummary, Written},
};

/// An app that waits for the networks for the first time.
fn waiting_at(place: Place) -> Glass {
    let mut glass = Glass::new();
    let authorities = [(account(), kept(AuthorityKind::Controller, true))].into();
    glass.start(Settings { authorities, ..Settings::default() });
    glass.tell(Event::Window { open: true });
    glass.act(Action::Go { place });
    let token = Ok(Some(Secret::new("canary")));
    let slot = Slot::Current;
    glass.tell(Answer::Secret { credential: account().into(), slot, secret: token }.into());
    glass
}

/// An app that waits for the members of a network for the first time.
fn waiting() -> Glass {
    let mut glass = waiting_at(Place::members(account(), home()));
    told(&mut glass, Ask::Networks, Ok(Told::Networks { networks: vec![summary(home())], groups: Vec::new() }));
    glass
}

fn some(glass: &mut Glass, members: Vec<Member>) {
    let epoch = glass.state.authorities.lines[&account()].epoch;
    glass.tell(Answer::Part { authority: account(), epoch, part: Part::Members { network: home(), members } }.into());
}

fn all(glass: &mut Glass, members: Vec<Member>) {
    told(glass, Ask::Members { network: home() }, Ok(Told::Members(members)));
}

fn list(glass: &Glass) -> Option<MemberList> {
    glass.view().administer.network?.members
}

/// How many are shown, and what is said of those on their way.
fn shown(glass: &Glass) -> Option<(usize, String)> {
    list(glass).map(|list| (list.total, plain(&list.pending)))
}

fn waits(numbers: std::ops::Range<u64>) -> Vec<Member> {
    numbers.map(|number| member(number, Access::Waiting)).collect()
}

#[test]
fn members_that_are_asked_for_one_by_one_are_shown_before_all_are_there() {
    let mut glass = waiting();
    assert_eq!(shown(&glass), None);
    some(&mut glass, waits(1..33));
    assert_eq!(shown(&glass), Some((32, "32 so far; more are being asked for".into())));
    some(&mut glass, waits(30..97));
    assert_eq!(shown(&glass).map(|(count, _)| count), Some(96), "each once");
    assert!(glass.state.frame.news.is_empty(), "who waits is told of the whole list");
    all(&mut glass, waits(1..101));
    assert_eq!(shown(&glass), Some((100, String::new())));
}

#[test]
fn a_list_that_was_whole_stays_until_the_next_one_is() {
    let mut glass = waiting();
    all(&mut glass, waits(1..101));
    glass.after(31_000);
    some(&mut glass, waits(1..33));
    assert_eq!(shown(&glass), Some((100, String::new())));
    all(&mut glass, waits(1..91));
    assert_eq!(shown(&glass), Some((90, String::new())));
}

#[test]
fn a_part_that_is_older_than_a_write_does_not_take_it_back() {
    let mut glass = waiting();
    some(&mut glass, waits(1..33));
    let wish = do_with(vec![node(1)], MemberDeed::Allow);
    let asked = asks(&glass.act(wish));
    assert_eq!(asked, [allow(node(1))]);
    let now = member(1, Access::Allowed);
    told(&mut glass, allow(node(1)), Ok(Told::Member(Box::new(Written { now, not_taken: Vec::new() }))));
    some(&mut glass, waits(1..33));
    let allowed = |glass: &Glass| list(glass).is_some_and(|list| list.rows.iter().any(|row| row.allowed));
    assert!(allowed(&glass));
    // Read across a write, the whole list is asked for again.
    let ask = Ask::Members { network: home() };
    let effects = told(&mut glass, ask.clone(), Ok(Told::Members(waits(1..101))));
    assert!(allowed(&glass));
    assert!(asks(&effects).contains(&ask));
}

#[test]
fn members_that_stop_coming_are_asked_for_again() {
    let mut glass = waiting();
    some(&mut glass, waits(1..33));
    told(&mut glass, Ask::Members { network: home() }, Err(error(Fault::TimedOut)));
    assert_eq!(shown(&glass).map(|(count, _)| count), Some(32));
    assert!(asks(&glass.after(16_000)).contains(&Ask::Members { network: home() }));
}

fn network(number: u64) -> NetworkSummary {
    NetworkSummary { counts: None, ..summary(format!("17d395d8cb{number:06x}").parse().expect("an id")) }
}

fn some_networks(glass: &mut Glass, numbers: std::ops::Range<u64>) {
    let epoch = glass.state.authorities.lines[&account()].epoch;
    let part = Part::Networks(numbers.map(network).collect());
    glass.tell(Answer::Part { authority: account(), epoch, part }.into());
}

fn all_networks(glass: &mut Glass, numbers: std::ops::Range<u64>) {
    let networks = numbers.map(network).collect();
    told(glass, Ask::Networks, Ok(Told::Networks { networks, groups: Vec::new() }));
}

/// Whether nothing is shown yet, how many are, and what is said of those on their way.
fn section(glass: &Glass) -> (bool, usize, String) {
    let section = glass.view().administer.sections.remove(0);
    assert_eq!(section.rows.len(), section.total);
    (section.loading, section.total, plain(&section.pending))
}

#[test]
fn networks_that_are_asked_for_one_by_one_are_shown_before_all_are_there() {
    let mut glass = waiting_at(Place::Administer { search: String::new() });
    assert_eq!(section(&glass), (true, 0, String::new()));
    some_networks(&mut glass, 1..33);
    assert_eq!(section(&glass), (false, 32, "32 so far; more are being asked for".into()));
    some_networks(&mut glass, 30..97);
    assert_eq!(section(&glass).1, 96, "each once");
    let kept = &glass.state.authorities.kept[&account()].networks;
    assert_eq!(kept.len(), 1, "what is kept goes by whole lists: {kept:?}");
    all_networks(&mut glass, 1..101);
    assert_eq!(section(&glass), (false, 100, String::new()));
    // Once all are known, the next list is shown when it is whole.
    glass.after(61_000);
    some_networks(&mut glass, 200..232);
    assert_eq!(section(&glass), (false, 100, String::new()));
    all_networks(&mut glass, 1..91);
    assert_eq!(section(&glass), (false, 90, String::new()));
}

#[test]
fn a_network_that_has_come_has_its_name_before_all_have() {
    let mut glass = waiting_at(Place::Administer { search: String::new() });
    some_networks(&mut glass, 1..33);
    glass.act(Action::Go { place: Place::members(account(), network(1).id) });
    let shown = glass.view().administer.network.expect("it is shown");
    assert_eq!((shown.name, shown.gone), (network(1).name, false));
}

#[test]
fn networks_that_stop_coming_stay_and_are_asked_for_again() {
    let mut glass = waiting_at(Place::Administer { search: String::new() });
    some_networks(&mut glass, 1..33);
    told(&mut glass, Ask::Networks, Err(error(Fault::TimedOut)));
    assert_eq!(section(&glass), (false, 32, String::new()), "nothing is on its way");
    assert!(asks(&glass.after(16_000)).contains(&Ask::Networks));
    all_networks(&mut glass, 1..3);
    assert_eq!(section(&glass), (false, 2, String::new()));
}
