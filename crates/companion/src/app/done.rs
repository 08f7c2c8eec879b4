//! Deeds that can be taken back, as data.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{NetworkId, service::Allow};

use crate::{interface::action::Action, kernel::words::Words, networks::state::Forgotten};

/// What of this can be taken back, and what just was.
#[derive(Debug, Clone, Default)]
pub struct Undoing {
    pub last: Option<Undo>,
    /// What was taken back, for as long as that is said.
    pub said: Option<(Done, Duration)>,
}

/// A deed that can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undo {
    pub done: Done,
    pub back: Back,
}

/// A deed in words: `done-{word}` in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub(crate) word: &'static str,
    /// Whom or what it was done with. Hostile text.
    pub(crate) name: String,
    /// With so many, where there is no one name.
    pub(crate) count: Option<usize>,
}

/// How a deed is taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Back {
    /// These wishes make it as it was.
    Wishes(Vec<Action>),
    /// These networks were forgotten.
    Networks(Box<Forgotten>),
    /// This profile was as it says here, or was not there.
    Profile { name: String, was: Option<BTreeMap<NetworkId, Allow>> },
}

/// What an action means for what can be taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// It does nothing that could be.
    NoDeed,
    /// It can't be, and what was done before it is not the last deed any more.
    None,
    Back(Undo),
}

impl Done {
    pub(crate) fn new(word: &'static str, name: impl Into<String>) -> Self {
        Self { word, name: name.into(), count: None }
    }

    pub fn sentence(&self, words: &Words) -> String {
        match self.count {
            Some(count) => words.count(&format!("done-{}-many", self.word), &[("count", count)]),
            None => words.say(&format!("done-{}", self.word), &[("name", &self.name)]),
        }
    }
}
