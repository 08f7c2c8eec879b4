//! A test's hand in the pretend world.

mod central;
mod machine;

pub use central::CentralHand;
pub use machine::Hand;
