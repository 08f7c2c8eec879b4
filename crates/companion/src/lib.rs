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

pub mod desktop;
pub mod driver;
pub mod model;
pub mod words;
mod world;
