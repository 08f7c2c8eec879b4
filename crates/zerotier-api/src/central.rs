//! The two hosted authorities. They share a name and little else: one nests values and counts milliseconds, the other
//! is flat and writes times as text.

pub mod legacy;
pub mod new;

pub use self::{legacy::Legacy, new::New};
