//! How long until we look again: the whole table in one place, because each line of it costs somebody's battery.

use std::time::Duration;

use super::state::State;
use crate::{
    authorities::{sending, wants},
    networks::pace::sign_in,
    service::{pace::pace, state::Link},
    tokens::ends::next_token_end,
};

/// When the next [`crate::app::event::Event::Tick`] is wanted, counted from the start; none while an answer is awaited and nothing
/// else can happen.
pub fn due(state: &State) -> Option<Duration> {
    let look = match (state.service.reading, state.service.looked_at) {
        (None, Some(at)) => Some(at + pace(state)),
        _ => None,
    };
    // While the service is silent nothing is sent: a wish that waits for it is no reason to wake up.
    let live = state.service.link == Link::Live;
    let wishes = state.networks.wishes.values().filter(|wish| live && !wish.sent).map(|wish| wish.not_before);
    let toast = state.networks.toast.as_ref().map(|toast| toast.until);
    let copied = state.frame.copied.as_ref().map(|copied| copied.until);
    let authorities = [wants::due(state), sending::due(state)];
    let token = next_token_end(state).map(|at| {
        let ms = u64::try_from(at - state.moment.now.unix_ms).unwrap_or_default();
        state.moment.now.since_start + Duration::from_millis(ms)
    });
    let others = [state.service.listens.filter(|_| live), state.quits, sign_in(state), state.frame.unreachable_at];
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
        frame::problem::Problem,
        interface::place::{Place, SettingsPage},
        kernel::moment::Os,
        networks::wish::{Aim, Wish},
        service::state::{self, Waiting},
    };

    fn live() -> State {
        let mut state = State::new(Os::Linux);
        state.service.link = Link::Live;
        state.networks.known = true;
        state
    }

    fn with(change: impl FnOnce(&mut State)) -> State {
        let mut state = live();
        change(&mut state);
        state
    }

    fn broken(attempts: u32) -> State {
        with(|state| {
            state.service.link = Link::Broken(Problem::Stopped);
            state.service.attempts = attempts;
        })
    }

    fn refused() -> State {
        State { service: state::State { refused: true, ..broken(5000).service }, ..live() }
    }

    fn id() -> zerotier_api::NetworkId {
        "17d395d8cb43a800".parse().unwrap()
    }

    fn with_status(status: &str) -> State {
        let json = serde_json::json!({ "id": id(), "status": status });
        with(|state| state.networks.joined = [(id(), serde_json::from_value(json).unwrap())].into())
    }

    #[test]
    fn the_table() {
        let shown = |mut state: State| {
            state.frame.window_open = true;
            state
        };
        let settings = with(|state| state.frame.place = Place::Settings { page: SettingsPage::default() });
        let wish = Wish::new(Aim::Leave { forget: false });
        let mut missing = live();
        missing.frame.belief.missing.insert(id(), Duration::ZERO);
        let asked = |long| Waiting { since: Duration::ZERO, long };
        let table = vec![
            ("hidden, all well", live(), 30),
            ("hidden, waiting for approval", with_status("ACCESS_DENIED"), 15),
            ("hidden, and one is missing from the list", missing, 5),
            ("shown", shown(live()), 2),
            ("shown, waiting for approval", shown(with_status("ACCESS_DENIED")), 2),
            ("shown on another place", shown(settings), 5),
            ("a wish is pending", with(|state| state.networks.wishes = [(id(), wish)].into()), 1),
            ("joining", with(|state| state.networks.requesting = [(id(), asked(false))].into()), 1),
            ("joining for long", with(|state| state.networks.requesting = [(id(), asked(true))].into()), 30),
            ("broken, first time", broken(1), 2),
            ("broken, second time", broken(2), 4),
            ("broken, fifth time", broken(5), 32),
            ("broken, sixth time", broken(6), 60),
            ("broken, for days", broken(5000), 60),
            ("broken and shown, for days", shown(broken(5000)), 10),
            ("shown, and connections are refused", shown(refused()), 1),
            ("hidden, and connections are refused", refused(), 60),
        ];
        for (situation, state, seconds) in table {
            assert_eq!(pace(&state), Duration::from_secs(seconds), "{situation}");
        }
    }

    #[test]
    fn a_wish_that_waits_for_a_silent_service_wakes_nobody() {
        let wish = Wish::new(Aim::Leave { forget: false });
        let mut broken = broken(6);
        broken.service.looked_at = Some(Duration::from_secs(100));
        broken.networks.wishes = [(id(), wish)].into();
        assert_eq!(due(&broken), Some(Duration::from_secs(160)));
    }

    #[test]
    fn nothing_is_due_while_an_answer_is_awaited() {
        let mut state = with(|state| state.service.looked_at = Some(Duration::from_secs(5)));
        assert_eq!(due(&state), Some(Duration::from_secs(35)));
        state.service.reading = Some(state::Reading::Look);
        assert_eq!(due(&state), None);
    }
}
