//! Towards people and page: what can be asked for, and the nouns that notices, menus and news are made of.

pub mod action;
pub mod administer;
pub mod form;
pub mod glyph;
pub mod menu;
pub mod networks;
pub mod news;
pub mod notice;
pub mod offer;
pub mod place;
pub mod preference;
pub mod tokens;
