//! The simulator takes the place of the service, or leaves it again.

use super::{event::Event, state::State};
use crate::{
    authorities::state,
    interface::action::Action,
    ports::{
        answer::Answer,
        effect::{Deed, Effect},
        frame::Undone,
        service,
    },
    tokens::issuing,
};

pub(crate) fn stage(state: &mut State, demo: bool) -> Vec<Effect> {
    if state.service.demo == demo {
        return Vec::new();
    }
    state.staging = true;
    let mut effects = issuing::drop_dialog(state);
    effects.push(Effect::Do(Deed::Stage { demo }));
    effects
}

/// It did not come: what was asked meanwhile has had no answer.
pub(crate) fn unstaged(state: &mut State) {
    state.staging = false;
    // Whether what was being written was written, nobody has heard.
    state.saving = false;
    state.saved = None;
    state.service.reading = None;
    state.service.seek_again = false;
    state.service.asking = false;
    state.tokens.adding = None;
    state.tokens.issuing = None;
    state.tokens.rotating.clear();
    state.tokens.verifying.clear();
    for authority in state.authorities.lines.values_mut() {
        authority.reading.clear();
        if authority.door == state::Door::Opening {
            authority.door = state::Door::Closed;
        }
    }
}

/// What is let through while another world is on its way: its arrival, that it can't come, and what the desktop tells.
pub(crate) fn ends_staging(event: &Event) -> bool {
    match event {
        Event::Window { .. } | Event::Tray { .. } | Event::Action(Action::Quit) => true,
        Event::Answer(answer) => matches!(**answer, Answer::Staged { .. } | Answer::Undone(Undone::Demo { .. })),
        _ => false,
    }
}

/// Another world: what is kept there is read again, and nothing of the old one stays.
pub(crate) fn staged(state: &mut State, demo: bool) -> Vec<Effect> {
    let before = std::mem::replace(state, State::new(state.moment.os));
    state.frame.window_open = before.frame.window_open;
    state.frame.tray = before.frame.tray;
    state.service.demo = demo;
    state.service.contacts = before.service.contacts;
    state.service.generation = service::Generation(before.service.generation.0 + 1);
    state.networks.announced = (before.networks.announced.0, None);
    vec![Effect::Do(Deed::Load), Effect::Do(Deed::Autostart { on: None })]
}
