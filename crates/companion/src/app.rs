//! The composition: one state, one update, one view, made of the capabilities below.

pub mod answers;
pub mod done;
pub mod event;
pub mod go;
pub mod keeping;
pub mod kept;
pub mod leaving;
pub mod menu;
pub mod news;
pub mod pace;
pub mod palette;
pub mod problem;
pub mod staging;
pub mod state;
pub mod undo;
pub mod undoing;
pub mod update;
pub mod view;
