//! Networks and members at authorities.

pub mod arriving;
pub mod deeds;
pub mod doubts;
pub mod draft;
pub mod homes;
pub mod known;
pub mod marks;
pub mod members;
pub mod news;
pub mod outcome;
pub mod reading;
pub mod state;
pub mod steady;
pub mod undone;
pub mod view;
