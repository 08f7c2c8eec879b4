//! The pure part: plain data and functions of it. No clock, no files, no network, no spawning: what happens comes in as
//! an [`event::Event`], what should happen goes out as an [`effect::Effect`].
#![deny(clippy::disallowed_methods)]

pub mod action;
pub mod ago;
pub mod authority;
pub mod belief;
pub mod credential;
pub mod door;
pub mod draft;
pub mod effect;
pub mod event;
pub mod finding;
pub mod flags;
pub mod foreign;
pub mod invitation;
pub mod issued;
pub mod members;
pub mod menu;
pub mod news;
pub mod pace;
pub mod palette;
pub mod place;
pub mod problem;
pub mod profile;
pub mod rotation;
pub mod rows;
pub mod scope;
pub mod settings;
pub mod state;
pub mod typed_key;
pub mod undo;
pub mod update;
pub mod view;
pub mod wish;

pub use action::{Action, MemberDeed, MemberEdit, Permission, Place, SettingsPage};
pub use authority::{AuthorityId, AuthorityKind};
pub use credential::{CredentialId, Slot};
pub use door::Door;
pub use effect::{Ask, Deed, Effect, Question};
pub use event::{Answer, Entrusted, Event, Now};
pub use issued::{Issue, TokenDeed};
pub use menu::{Menu, menu};
pub use problem::Problem;
pub use settings::Settings;
pub use state::State;
pub use update::update;
pub use view::{View, view};
