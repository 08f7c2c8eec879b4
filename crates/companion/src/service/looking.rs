//! Finding the service, telling the look-alike troubles apart, and reading what is so.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use zerotier_api::{Error, Fault, service::Status};

use super::{
    access::OLDEST,
    odd,
    pace::{knocks, pace, retry},
    state::{Link, Node, Reading, Traces},
    telling,
};
use crate::{
    app::state::State,
    authorities::door,
    frame::{problem::Problem, troubles},
    networks::{
        doubt,
        noting::{lasting, note_networks},
        pace::waits_for_approval,
    },
    ports::{
        effect::{Deed, Effect, Question},
        service::{Contact, Finding, FoundToken, Generation, Looked, Origin},
    },
};

/// Healthy roots are heard at least once a minute.
const LISTEN_AFTER: Duration = Duration::from_secs(75);

const SILENCE_MS: i64 = 70_000;

/// After its start the service needs five seconds to hear a root.
const LONG_OFFLINE: Duration = Duration::from_secs(10);

/// Somebody wants to know now.
pub(crate) fn look_now(state: &mut State, now: Duration) -> Vec<Effect> {
    if matches!(state.service.reading, Some(Reading::Seek | Reading::Look)) || state.service.looked_at.is_none() {
        return Vec::new();
    }
    // Whoever waits for it does not wait for the next try.
    state.service.attempts = 0;
    read(state, now)
}

/// The machine slept, or its network is another one: look now, and listen for the roots a while later.
pub(crate) fn woke(state: &mut State, now: Duration) -> Vec<Effect> {
    state.service.listens = Some(now + LISTEN_AFTER);
    look_now(state, now)
}

pub(crate) fn listen_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.service.link != Link::Live || state.service.listens.is_none_or(|at| at > now) {
        return Vec::new();
    }
    state.service.listens = None;
    vec![Effect::Ask(Question::Heard)]
}

/// The node's own word, "online", is up to eight minutes old; a root that was heard is proof.
pub(crate) fn heard(state: &mut State, heard: &Result<Option<i64>, Error>) -> Vec<Effect> {
    let online = state.service.node.as_ref().is_some_and(|node| node.online);
    if let Ok(at) = *heard {
        let silent = at.is_none_or(|at| state.moment.now.unix_ms.saturating_sub(at) > SILENCE_MS);
        state.service.deaf = online && silent;
    }
    // Until it is heard again, or nobody could be asked.
    if state.service.deaf || heard.is_err() {
        state.service.listens = Some(state.moment.now.since_start + LISTEN_AFTER);
    }
    Vec::new()
}

pub(crate) fn look_if_due(state: &mut State, now: Duration) -> Vec<Effect> {
    match (state.service.reading, state.service.looked_at) {
        (None, Some(at)) if at + pace(state) > now => Vec::new(),
        (None, Some(_)) if knocks(state) && state.service.sought_at + retry(state) > now => {
            state.service.looked_at = Some(now);
            state.service.reading = Some(Reading::Knock);
            vec![Effect::Ask(Question::Knock { port: state.service.port })]
        }
        (None, Some(_)) => read(state, now),
        _ => Vec::new(),
    }
}

/// Somebody takes connections again, or still nobody does.
pub(crate) fn knocked(state: &mut State, taken: bool, now: Duration) -> Vec<Effect> {
    if state.service.reading != Some(Reading::Knock) {
        return Vec::new();
    }
    state.service.reading = None;
    if taken { seek(state, now) } else { Vec::new() }
}

fn read(state: &mut State, now: Duration) -> Vec<Effect> {
    if state.service.link != Link::Live {
        return seek(state, now);
    }
    state.service.looked_at = Some(now);
    state.service.reading = Some(Reading::Look);
    // While something is awaited, the node itself is not asked: only networks change.
    let status = state.networks.wishes.is_empty() && (state.frame.window_open || !waits_for_approval(state));
    vec![Effect::Ask(Question::Look { status, generation: state.service.generation })]
}

/// Looks for the service from the beginning: folder, port, tokens.
pub(crate) fn seek(state: &mut State, now: Duration) -> Vec<Effect> {
    (state.service.looked_at, state.service.sought_at) = (Some(now), now);
    if state.service.reading == Some(Reading::Seek) {
        // Two at once would answer each other's questions.
        state.service.seek_again = true;
        return Vec::new();
    }
    search(state)
}

fn search(state: &mut State) -> Vec<Effect> {
    state.service.seek_again = false;
    state.service.reading = Some(Reading::Seek);
    vec![Effect::Do(Deed::FindService { home: state.service.chosen_home.clone() })]
}

pub(crate) fn found(state: &mut State, finding: Finding) -> Vec<Effect> {
    if state.service.seek_again {
        return search(state);
    }
    let Finding { installed, running, home, elsewhere, port, port_unreadable, tokens, unreadable, copies } = finding;
    (state.service.port, state.service.home) =
        (handed_port(state, port_unreadable, home.as_ref()).unwrap_or(port), home);
    state.service.traces = Traces { installed, running, elsewhere, port_unreadable, unreadable, copies };
    // Where nothing of a service is to be found, one may answer all the same: out of a container, or from a folder of its
    // own.
    knock(state, tokens)
}

/// Asks whether somebody is there and which token fits.
pub(crate) fn knock(state: &mut State, tokens: Vec<FoundToken>) -> Vec<Effect> {
    state.service.contacts = state.service.contacts.wrapping_add(1);
    state.service.reading = Some(Reading::Seek);
    let tokens = if state.service.is_strangers() { Vec::new() } else { tokens };
    vec![Effect::Ask(Question::Contact { number: state.service.contacts, door: state.service.door(), tokens })]
}

pub(crate) fn contact(state: &mut State, contact: Contact, now: Duration) -> Vec<Effect> {
    if contact.number != state.service.contacts {
        return Vec::new();
    }
    if state.service.seek_again {
        return search(state);
    }
    state.service.refused = matches!(&contact.health, Err(error) if error.fault == Fault::Refused);
    let unknown = |fault: &Fault| matches!(fault, Fault::Stranger(_) | Fault::Unproven);
    let is_unknown = matches!(&contact.reached, Some(Err(error)) if unknown(&error.fault));
    let version = contact.health.as_ref().ok().map(|health| health.version.clone());
    state.service.version = version.filter(|_| !is_unknown && !state.service.is_strangers());
    match contact.reached {
        Some(Ok((status, origin))) => reached(state, &status, origin, now),
        Some(Err(Error { fault: Fault::Unauthorized, .. })) if !state.service.reread => {
            // The service may just have started with a new key: the sources are read once more.
            state.service.reread = true;
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
        state.service.home = file.parent().map(Path::to_owned).or(state.service.home.take());
    }
    state.service.kept = match origin {
        Origin::Keychain => true,
        Origin::Consent => state.service.kept,
        Origin::ServiceHome(_) | Origin::UserCopy(_) => false,
    };
    state.service.origin = Some(origin);
    state.service.attempts = 0;
    state.service.reread = false;
    state.service.port_handed = false;
    troubles::clear(&mut state.frame, |trouble| {
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
    state.service.deaf = false;
    let another = state.service.node.as_ref().is_some_and(|node| node.address != status.address);
    door::own_answers(state, another);
    telling::back(state, status.online);
    note_node(state, status, now);
    state.service.link = Link::Live;
    state.service.reading = None;
    read(state, now)
}

fn broken(state: &mut State, problem: Problem, now: Duration) -> Vec<Effect> {
    let before = std::mem::replace(&mut state.service.link, Link::Broken(problem));
    telling::lost(state, &before);
    state.service.reading = None;
    state.service.reread = false;
    state.service.attempts = state.service.attempts.saturating_add(1);
    state.service.looked_at = Some(now);
    doubt::lost(state);
    Vec::new()
}

/// Tells the look-alikes apart. Pure, and the heart of the matter: every other client shows one sentence for all.
fn diagnose(state: &State, contact: &Contact) -> Problem {
    let traces = &state.service.traces;
    let likes_service = contact.health.as_ref().is_ok_and(|health| health.version.parts().is_some());
    if !traces.installed && !likes_service {
        return Problem::NotInstalled;
    }
    let silent = |error: &Error| match (&error.fault, traces.running) {
        // It may answer on the port that nobody here may read.
        (Fault::Refused, running) if running != Some(false) && traces.port_unreadable && !state.service.port_handed => {
            match handed_port(state, traces.port_unreadable, state.service.home.as_ref()) {
                Some(port) => Some(Problem::Moved { port }),
                None => traces.unreadable.clone().map(|path| Problem::NotAllowed { path }),
            }
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
    if state.service.is_strangers() {
        return Problem::Stranger { port: contact.port, stranger: None };
    }
    match &contact.reached {
        Some(Err(Error { fault: Fault::Unauthorized, .. })) => Problem::StaleToken,
        Some(Err(error)) => Problem::Garbled { found: error.to_string() },
        Some(Ok(_)) | None => match (&contact.health, &traces.unreadable, &state.service.home) {
            (Err(error), ..) if error.fault != Fault::Unauthorized => Problem::Garbled { found: error.to_string() },
            (_, Some(path), _) => Problem::NotAllowed { path: path.clone() },
            (_, None, Some(home)) => Problem::TokenMissing { path: home.join("authtoken.secret") },
            (_, None, None) => Problem::Unlocated { port: contact.port },
        },
    }
}

/// The port an administrator let be read, where nobody else here may.
fn handed_port(state: &State, unreadable: bool, home: Option<&PathBuf>) -> Option<u16> {
    let handed = state.service.handed_port.as_ref().filter(|(of, _)| unreadable && Some(of) == home);
    handed.map(|(_, port)| *port)
}

pub(crate) fn looked(
    state: &mut State,
    generation: Generation,
    looked: Result<Looked, Error>,
    now: Duration,
) -> Vec<Effect> {
    if state.service.reading != Some(Reading::Look) {
        return Vec::new();
    }
    state.service.reading = None;
    match looked {
        Ok(looked) => {
            if let Some(status) = &looked.status {
                note_node(state, status, now);
            }
            odd::note(state, None, looked.odd);
            state.networks.lans = looked.lans;
            if generation == state.service.generation {
                note_networks(state, looked.networks, now);
            } else {
                // Asked before the last write: an old list must not undo it.
                state.service.looked_at = Some(now);
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

fn note_node(state: &mut State, status: &Status, now: Duration) {
    // Whoever was online and knows no root now may have been started again between two looks.
    if !status.online && state.service.node.as_ref().is_some_and(|node| node.online) {
        telling::settle(state);
    }
    state.service.node = Some(Node {
        address: status.address,
        version: status.version.clone(),
        online: status.online,
        relayed: status.tcp_fallback_active,
    });
    state.service.version = Some(status.version.clone());
    state.service.offline = (!status.online).then(|| lasting(state.service.offline, now, LONG_OFFLINE));
}
