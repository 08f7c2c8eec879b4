//! The seam to the desktop: one method. The shell performs deeds for real; tests keep a list of them.

use async_trait::async_trait;

use crate::model::{Answer, Deed};

/// Whoever performs [`Deed`]s.
#[async_trait]
pub trait Desktop: Send + Sync + 'static {
    /// Performs a deed beside the loop, however long it takes. The answer, if there is one, goes back into the loop.
    async fn perform(&self, deed: Deed) -> Option<Answer>;
}
