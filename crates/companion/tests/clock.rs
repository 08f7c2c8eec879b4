//! A clock of this computer that is off.

mod harness;

use companion::{
    app::event::Event,
    kernel::ids::AuthorityKind,
    ports::{
        answer::Answer,
        authorities::{Ask, Told},
    },
};
use harness::{administrator::*, *};
use zerotier_api::authority::{Access, Member};

const MINUTE: i64 = 60_000;
/// The members are read after so long.
const READ: i64 = 31_000;

/// The members are read, and it is so late there.
fn read(glass: &mut Glass, members: Vec<Member>, time: i64) {
    let epoch = glass.state.authorities.lines[&account()].epoch;
    let (ask, told) = (Ask::Members { network: home() }, Ok(Told::Members(members)));
    glass.after(READ.unsigned_abs());
    glass.tell(Event::from(Answer::OfAuthority {
        authority: account(),
        epoch,
        ask,
        told,
        time: Some(time),
        odd: Vec::new(),
    }));
}

#[test]
fn a_clock_that_is_ahead_makes_nobody_away_and_is_said_once() {
    let mut glass = showing(AuthorityKind::Legacy, vec![member(1, Access::Allowed)]);
    glass.epoch = 1_800_000_000_000;
    let now = glass.epoch;
    // When it is read; half a second of it is on the way.
    let there = now + READ - 20 * MINUTE + 500;
    let seen = Member { last_seen: Some(there - MINUTE / 2), ..member(1, Access::Allowed) };
    read(&mut glass, vec![seen.clone()], there);
    let list = |glass: &Glass| glass.view().administer.network.and_then(|network| network.members).expect("members");
    let row = &list(&glass).rows[0];
    assert_eq!((row.away, row.seen.as_str()), (false, "now"));
    let said = |glass: &Glass| glass.titles().into_iter().filter(|title| title.contains("clock")).collect::<Vec<_>>();
    assert_eq!(said(&glass), ["The clock of this computer is 20 minutes ahead"]);
    // Set right, nothing is said any more; a little is nothing.
    read(&mut glass, vec![seen], now - 5_000);
    assert_eq!(said(&glass), [""; 0]);
    assert!(list(&glass).rows[0].away, "seen 20 minutes ago by a clock that is right");
}
