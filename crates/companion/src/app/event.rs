//! Everything that can happen.

use crate::{
    interface::{action::Action, tokens::Entrusted},
    ports::answer::Answer,
};

#[derive(Debug)]
pub enum Event {
    /// The app starts: read what is kept, then look for the service.
    Start,
    Action(Action),
    /// Somebody typed a token for an account.
    Entrusted(Box<Entrusted>),
    Answer(Box<Answer>),
    /// A window was opened or closed.
    Window {
        open: bool,
    },
    /// The machine woke up or its network changed: nothing known still holds.
    Woke,
    /// A link of ours was opened somewhere: `perigee://join/<id>`, or a join link handed over.
    Link {
        text: String,
    },
    /// The desktop has a place for tray icons, or no longer has one.
    Tray {
        present: bool,
    },
    /// The moment came that `due` of pace named.
    Tick,
}

impl From<Answer> for Event {
    fn from(answer: Answer) -> Self {
        Self::Answer(Box::new(answer))
    }
}
