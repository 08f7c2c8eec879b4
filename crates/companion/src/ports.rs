//! Towards the world, the desktop and the disk: what is asked of them, and what they answer.

pub mod answer;
pub mod authorities;
pub mod effect;
pub mod fault;
pub mod frame;
pub mod kept;
pub mod secrets;
pub mod service;
pub mod settings;
pub mod tokens;
