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
    if state.demo == demo {
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
    state.reading = None;
    state.seek_again = false;
    state.asking = false;
    state.adding = None;
    state.issuing = None;
    state.rotating.clear();
    state.verifying.clear();
    for authority in state.authorities.values_mut() {
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
    *state = State {
        demo,
        window_open: state.window_open,
        tray: state.tray,
        announced: (state.announced.0, None),
        contacts: state.contacts,
        generation: service::Generation(state.generation.0 + 1),
        ..State::new(state.os)
    };
    vec![Effect::Do(Deed::Load), Effect::Do(Deed::Autostart { on: None })]
}
