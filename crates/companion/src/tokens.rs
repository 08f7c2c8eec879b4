//! Credentials, issued tokens, rotation.

pub mod care;
pub mod commands;
pub mod credential;
pub mod curl;
pub mod ending;
pub mod ends;
pub mod found;
pub mod incoming;
pub mod issued;
pub mod issuing;
pub mod outcome;
pub mod rotating;
pub mod rotation;
pub mod state;
pub mod view;
pub mod zero_path;
