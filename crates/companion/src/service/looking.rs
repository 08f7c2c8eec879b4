//! Finding the service, telling the look-alike troubles apart, and reading what is so.

use std::{path::Path, time::Duration};

use zerotier_api::{Error, Fault, service::Status};

use super::{
    door,
    pace::{knocks, pace, retry},
    problem::OLDEST,
    state::{Link, Node, Reading, Traces},
};
use crate::{
    app::{problem::Problem, state::State, telling::service, troubles},
    authorities,
    networks::{
        doubt,
        noting::{lasting, note_networks},
        pace::waits_for_approval,
    },
    ports::{
        effect::{Deed, Effect, Question},
        service::{Contact, Door, Finding, FoundToken, Generation, Looked, Origin},
    },
};

/// Healthy roots are heard at least once a minute.
const LISTEN_AFTER: Duration = Duration::from_secs(75);

const SILENCE_MS: i64 = 70_000;

/// After its start the service needs five seconds to hear a root.
const LONG_OFFLINE: Duration = Duration::from_secs(10);

/// Somebody wants to know now.
pub(crate) fn look_now(state: &mut State, now: Duration) -> Vec<Effect> {
    if matches!(state.reading, Some(Reading::Seek | Reading::Look)) || state.looked_at.is_none() {
        return Vec::new();
    }
    // Whoever waits for it does not wait for the next try.
    state.attempts = 0;
    read(state, now)
}

/// The machine slept, or its network is another one: look now, and listen for the roots a while later.
pub(crate) fn woke(state: &mut State, now: Duration) -> Vec<Effect> {
    state.listens = Some(now + LISTEN_AFTER);
    look_now(state, now)
}

pub(crate) fn listen_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.link != Link::Live || state.listens.is_none_or(|at| at > now) {
        return Vec::new();
    }
    state.listens = None;
    vec![Effect::Ask(Question::Heard)]
}

/// The node's own word, "online", is up to eight minutes old; a root that was heard is proof.
pub(crate) fn heard(state: &mut State, heard: &Result<Option<i64>, Error>) -> Vec<Effect> {
    let online = state.node.as_ref().is_some_and(|node| node.online);
    if let Ok(at) = *heard {
        let silent = at.is_none_or(|at| state.now.unix_ms.saturating_sub(at) > SILENCE_MS);
        state.deaf = online && silent;
    }
    // Until it is heard again, or nobody could be asked.
    if state.deaf || heard.is_err() {
        state.listens = Some(state.now.since_start + LISTEN_AFTER);
    }
    Vec::new()
}

pub(crate) fn look_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    match (state.reading, state.looked_at) {
        (None, Some(at)) if at + pace(state) > now => Vec::new(),
        (None, Some(_)) if knocks(state) && state.sought_at + retry(state) > now => {
            state.looked_at = Some(now);
            state.reading = Some(Reading::Knock);
            vec![Effect::Ask(Question::Knock { port: state.port })]
        }
        (None, Some(_)) => read(state, now),
        _ => Vec::new(),
    }
}

/// Somebody takes connections again, or still nobody does.
pub(crate) fn knocked(state: &mut State, taken: bool, now: Duration) -> Vec<Effect> {
    if state.reading != Some(Reading::Knock) {
        return Vec::new();
    }
    state.reading = None;
    if taken { seek(state, now) } else { Vec::new() }
}

fn read(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.link != Link::Live {
        return seek(state, now);
    }
    state.looked_at = Some(now);
    state.reading = Some(Reading::Look);
    // While something is awaited, the node itself is not asked: only networks change.
    let status = state.wishes.is_empty() && (state.window_open || !waits_for_approval(state));
    vec![Effect::Ask(Question::Look { status, generation: state.generation })]
}

/// Looks for the service from the beginning: folder, port, tokens.
pub(crate) fn seek(state: &mut State, now: Duration) -> Vec<Effect> {
    (state.looked_at, state.sought_at) = (Some(now), now);
    if state.reading == Some(Reading::Seek) {
        // Two at once would answer each other's questions.
        state.seek_again = true;
        return Vec::new();
    }
    search(state)
}

fn search(state: &mut State) -> Vec<Effect> {
    state.seek_again = false;
    state.reading = Some(Reading::Seek);
    vec![Effect::Do(Deed::FindService { home: state.settings.service_home.clone() })]
}

pub(crate) fn found(state: &mut State, finding: Finding) -> Vec<Effect> {
    if state.seek_again {
        return search(state);
    }
    let Finding { installed, running, home, elsewhere, port, port_unreadable, tokens, unreadable, copies } = finding;
    let handed = state.settings.handed_port.as_ref().filter(|(of, _)| port_unreadable && Some(of) == home.as_ref());
    (state.port, state.home) = (handed.map_or(port, |(_, port)| *port), home);
    state.traces = Traces { installed, running, elsewhere, port_unreadable, unreadable, copies };
    // Where nothing of a service is to be found, one may answer all the same: out of a container, or from a folder of its
    // own.
    knock(state, tokens)
}

/// Asks whether somebody is there and which token fits.
pub(crate) fn knock(state: &mut State, tokens: Vec<FoundToken>) -> Vec<Effect> {
    state.contacts = state.contacts.wrapping_add(1);
    state.reading = Some(Reading::Seek);
    let tokens = if door::is_strangers(state) { Vec::new() } else { tokens };
    vec![Effect::Ask(Question::Contact { number: state.contacts, door: Door::of(state), tokens })]
}

pub(crate) fn contact(state: &mut State, contact: Contact, now: Duration) -> Vec<Effect> {
    if contact.number != state.contacts {
        return Vec::new();
    }
    if state.seek_again {
        return search(state);
    }
    state.refused = matches!(&contact.health, Err(error) if error.fault == Fault::Refused);
    let unknown = |fault: &Fault| matches!(fault, Fault::Stranger(_) | Fault::Unproven);
    let is_unknown = matches!(&contact.reached, Some(Err(error)) if unknown(&error.fault));
    let version = contact.health.as_ref().ok().map(|health| health.version.clone());
    state.service_version = version.filter(|_| !is_unknown && !door::is_strangers(state));
    match contact.reached {
        Some(Ok((status, origin))) => reached(state, &status, origin, now),
        Some(Err(Error { fault: Fault::Unauthorized, .. })) if !state.reread => {
            // The service may just have started with a new key: the sources are read once more.
            state.reread = true;
            search(state)
        }
        _ => {
            let problem = diagnose(state, &contact);
            broken(state, problem, now)
        }
    }
}

fn reached(state: &mut State, status: &Status, origin: Origin, now: Duration) -> Vec<Effect> {
    if status.version.parts().is_some_and(|version| version < OLDEST) {
        return broken(state, Problem::TooOld { found: status.version.clone() }, now);
    }
    if let Origin::ServiceHome(file) = &origin {
        // Of several folders it is that one.
        state.home = file.parent().map(Path::to_owned).or(state.home.take());
    }
    state.kept = match origin {
        Origin::Keychain => true,
        Origin::Consent => state.kept,
        Origin::ServiceHome(_) | Origin::UserCopy(_) => false,
    };
    state.origin = Some(origin);
    state.attempts = 0;
    state.reread = false;
    troubles::clear(state, |trouble| {
        matches!(
            trouble,
            Problem::Declined
                | Problem::NoWayToAsk { .. }
                | Problem::Unguarded { .. }
                | Problem::NotElevated { .. }
                | Problem::TokenMissing { .. }
                | Problem::NotForgotten
        )
    });
    // Whoever has just started needs a while to hear its roots.
    state.deaf = false;
    let another = state.node.as_ref().is_some_and(|node| node.address != status.address);
    authorities::door::own_answers(state, another);
    service::back(state, status.online);
    note_node(state, status, now);
    state.link = Link::Live;
    state.reading = None;
    read(state, now)
}

fn broken(state: &mut State, problem: Problem, now: Duration) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.link, Link::Broken(problem));
    service::lost(state, &before);
    state.reading = None;
    state.reread = false;
    state.attempts = state.attempts.saturating_add(1);
    state.looked_at = Some(now);
    doubt::lost(state);
    Vec::new()
}

/// Tells the look-alikes apart. Pure, and the heart of the matter: every other client shows one sentence for all.
fn diagnose(state: &State, contact: &Contact) -> Problem {
    let traces = &state.traces;
    let likes_service = contact.health.as_ref().is_ok_and(|health| health.version.parts().is_some());
    if !traces.installed && !likes_service {
        return Problem::NotInstalled;
    }
    let silent = |error: &Error| match (&error.fault, traces.running) {
        // It may answer on the port that nobody here may read.
        (Fault::Refused, running) if running != Some(false) && asks_for_port(state) => {
            traces.unreadable.clone().map(|path| Problem::NotAllowed { path })
        }
        (Fault::Refused, Some(true)) => Some(Problem::NoAnswer { port: contact.port, found: error.to_string() }),
        (Fault::Refused, _) => Some(Problem::Stopped),
        (Fault::Stranger(stranger), _) => {
            Some(Problem::Stranger { port: contact.port, stranger: Some(stranger.clone()) })
        }
        (Fault::Unproven, _) => Some(Problem::Unproven { port: contact.port }),
        (Fault::TimedOut | Fault::Broken, _) => {
            Some(Problem::NoAnswer { port: contact.port, found: error.to_string() })
        }
        _ => None,
    };
    let failures = [contact.health.as_ref().err(), contact.reached.as_ref().and_then(|reached| reached.as_ref().err())];
    if let Some(problem) = failures.into_iter().flatten().find_map(silent) {
        return problem;
    }
    if door::is_strangers(state) {
        return Problem::Stranger { port: contact.port, stranger: None };
    }
    match &contact.reached {
        Some(Err(Error { fault: Fault::Unauthorized, .. })) => Problem::StaleToken,
        Some(Err(error)) => Problem::Garbled { found: error.to_string() },
        Some(Ok(_)) | None => match (&contact.health, &traces.unreadable, &state.home) {
            (Err(error), ..) if error.fault != Fault::Unauthorized => Problem::Garbled { found: error.to_string() },
            (_, Some(path), _) => Problem::NotAllowed { path: path.clone() },
            (_, None, Some(home)) => Problem::TokenMissing { path: home.join("authtoken.secret") },
            (_, None, None) => Problem::Unlocated { port: contact.port },
        },
    }
}

/// Its port is not known before an administrator has been asked.
fn asks_for_port(state: &State) -> bool {
    let handed = state.settings.handed_port.as_ref().map(|(home, _)| home);
    state.traces.port_unreadable && (handed.is_none() || handed != state.home.as_ref())
}

pub(crate) fn looked(
    state: &mut State,
    generation: Generation,
    looked: Result<Looked, Error>,
    now: Duration,
) -> Vec<Effect> {
    if state.reading != Some(Reading::Look) {
        return Vec::new();
    }
    state.reading = None;
    match looked {
        Ok(looked) => {
            if let Some(status) = &looked.status {
                note_node(state, status, now);
            }
            note_odd(state, looked.odd);
            state.lans = looked.lans;
            if generation == state.generation {
                note_networks(state, looked.networks, now);
            } else {
                // Asked before the last write: an old list must not undo it.
                state.looked_at = Some(now);
            }
            Vec::new()
        }
        Err(error) => {
            if matches!(error.fault, Fault::Garbled { .. } | Fault::TooLarge { .. } | Fault::Status { .. }) {
                return broken(state, Problem::Garbled { found: error.to_string() }, now);
            }
            seek(state, now)
        }
    }
}

/// What can't be read is left out, and that is said once for each kind of place.
fn note_odd(state: &mut State, places: Vec<String>) {
    let kind = |place: &str| place.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    let places: Vec<String> = places.into_iter().filter(|place| state.odd.insert(kind(place))).collect();
    if !places.is_empty() {
        tracing::warn!(places = places.join(", "), "parts of the service's answers could not be read");
        troubles::trouble(state, Problem::Odd { places });
    }
}

fn note_node(state: &mut State, status: &Status, now: Duration) {
    // Whoever was online and knows no root now may have been started again between two looks.
    if !status.online && state.node.as_ref().is_some_and(|node| node.online) {
        service::settle(state);
    }
    state.node = Some(Node {
        address: status.address,
        version: status.version.clone(),
        online: status.online,
        relayed: status.tcp_fallback_active,
    });
    state.service_version = Some(status.version.clone());
    state.offline = (!status.online).then(|| lasting(state.offline, now, LONG_OFFLINE));
}
