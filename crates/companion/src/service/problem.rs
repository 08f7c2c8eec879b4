//! What can be wrong with the service.

/// The oldest service whose answers this app knows.
pub const OLDEST: (u32, u32, u32) = (1, 6, 0);

/// A deed that only an administrator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elevated {
    ReadToken,
    RenewToken,
    StartService,
}
