//! The composition: one state, one update, one view, made of the capabilities below.

pub mod belief;
pub mod event;
pub mod go;
pub mod keeping;
pub mod leaving;
pub mod menu;
pub mod news;
pub mod pace;
pub mod palette;
pub mod problem;
pub mod staging;
pub mod state;
pub mod telling;
pub mod troubles;
pub mod undo;
pub mod undoing;
pub mod update;
pub mod view;
