//! Perigee without a desktop.
//!
//! The world tells the model, the model becomes one view, the window and the tray draw that view, and people's wishes
//! travel back the same road as typed actions:
//!
//! ```text
//!   service ──answers──▶ ┌────────────────────────────────┐ ◀──answers── desktop
//!           ◀─questions─ │ driver: one loop                │ ──deeds────▶
//!                        │   model: update · view · menu   │
//!                        └────────┬───────────────▲────────┘
//!                            View │               │ Action
//!                                 ▼               │
//!                            window and tray ─────┘
//! ```

pub mod administer;
pub mod app;
pub mod authorities;
pub mod desktop;
pub mod driver;
pub mod frame;
pub mod interface;
pub mod kernel;
pub mod networks;
pub mod ports;
#[cfg(test)]
mod properties;
pub mod service;
pub mod tokens;
pub mod world;
