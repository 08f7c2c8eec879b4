//! What legacy Central nests under `config` and a controller keeps flat is the same record: read and written once.

mod membership;
mod settings;

pub(crate) use membership::{Membership, changed_membership, known_version, without_bits};
pub(crate) use settings::{
    Dns, Mode, Range, Route, Settings, V6, changed_settings, ranges, routes, v4_first, v6_modes,
};
