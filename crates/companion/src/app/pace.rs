//! How long until we look again: the whole table in one place, because each line of it costs somebody's battery.

use std::time::Duration;

use super::{state::State, telling::next_token_end};
use crate::{
    authorities::{sending, wants},
    networks::pace::sign_in,
    service::{pace::pace, state::Link},
};

/// When the next [`crate::app::event::Event::Tick`] is wanted, counted from the start; none while an answer is awaited and nothing
/// else can happen.
pub fn due(state: &State) -> Option<Duration> {
    let look = match (state.reading, state.looked_at) {
        (None, Some(at)) => Some(at + pace(state)),
        _ => None,
    };
    // While the service is silent nothing is sent: a wish that waits for it is no reason to wake up.
    let live = state.link == Link::Live;
    let wishes = state.wishes.values().filter(|wish| live && !wish.sent).map(|wish| wish.not_before);
    let toast = state.toast.as_ref().map(|toast| toast.until);
    let copied = state.copied.as_ref().map(|copied| copied.until);
    let authorities = [wants::due(state), sending::due(state)];
    let token = next_token_end(state).map(|at| {
        let ms = u64::try_from(at - state.now.unix_ms).unwrap_or_default();
        state.now.since_start + Duration::from_millis(ms)
    });
    let others = [state.listens.filter(|_| live), state.quits, sign_in(state), state.unreachable_at];
    look.into_iter()
        .chain(others.into_iter().chain(authorities).chain([token]).flatten())
        .chain(wishes)
        .chain(toast)
        .chain(copied)
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        app::problem::Problem,
        interface::place::{Place, SettingsPage},
        kernel::moment::Os,
        networks::wish::{Aim, Wish},
        service::state::{self, Waiting},
    };

    fn live() -> State {
        State { link: Link::Live, known: true, ..State::new(Os::Linux) }
    }

    fn id() -> zerotier_api::NetworkId {
        "17d395d8cb43a800".parse().unwrap()
    }

    fn with_status(status: &str) -> State {
        let json = serde_json::json!({ "id": id(), "status": status });
        State { networks: [(id(), serde_json::from_value(json).unwrap())].into(), ..live() }
    }

    #[test]
    fn the_table() {
        let broken = |attempts| State { link: Link::Broken(Problem::Stopped), attempts, ..live() };
        let shown = |state: State| State { window_open: true, ..state };
        let settings = State { place: Place::Settings { page: SettingsPage::default() }, ..live() };
        let wish = Wish::new(Aim::Leave { forget: false });
        let mut missing = live();
        missing.belief.missing.insert(id(), Duration::ZERO);
        let asked = |long| Waiting { since: Duration::ZERO, long };
        let table = vec![
            ("hidden, all well", live(), 30),
            ("hidden, waiting for approval", with_status("ACCESS_DENIED"), 15),
            ("hidden, and one is missing from the list", missing, 5),
            ("shown", shown(live()), 2),
            ("shown, waiting for approval", shown(with_status("ACCESS_DENIED")), 2),
            ("shown on another place", shown(settings), 5),
            ("a wish is pending", State { wishes: [(id(), wish)].into(), ..live() }, 1),
            ("joining", State { requesting: [(id(), asked(false))].into(), ..live() }, 1),
            ("joining for long", State { requesting: [(id(), asked(true))].into(), ..live() }, 30),
            ("broken, first time", broken(1), 2),
            ("broken, second time", broken(2), 4),
            ("broken, fifth time", broken(5), 32),
            ("broken, sixth time", broken(6), 60),
            ("broken, for days", broken(5000), 60),
            ("broken and shown, for days", shown(broken(5000)), 10),
            ("shown, and connections are refused", shown(State { refused: true, ..broken(5000) }), 1),
            ("hidden, and connections are refused", State { refused: true, ..broken(5000) }, 60),
        ];
        for (situation, state, seconds) in table {
            assert_eq!(pace(&state), Duration::from_secs(seconds), "{situation}");
        }
    }

    #[test]
    fn a_wish_that_waits_for_a_silent_service_wakes_nobody() {
        let wish = Wish::new(Aim::Leave { forget: false });
        let broken = State {
            link: Link::Broken(Problem::Stopped),
            attempts: 6,
            looked_at: Some(Duration::from_secs(100)),
            wishes: [(id(), wish)].into(),
            ..live()
        };
        assert_eq!(due(&broken), Some(Duration::from_secs(160)));
    }

    #[test]
    fn nothing_is_due_while_an_answer_is_awaited() {
        let mut state = State { looked_at: Some(Duration::from_secs(5)), ..live() };
        assert_eq!(due(&state), Some(Duration::from_secs(35)));
        state.reading = Some(state::Reading::Look);
        assert_eq!(due(&state), None);
    }
}
