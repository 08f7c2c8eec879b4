//! What came through a door, counted.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::wire::Request;

/// The requests at one door. Clones count together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Traffic(Arc<Mutex<Counts>>);

#[derive(Debug, Default)]
struct Counts {
    requests: Vec<String>,
    in_flight: usize,
    most_in_flight: usize,
}

/// A request on its way; it has ended when this is dropped.
pub(crate) struct Flight(Traffic);

impl Traffic {
    pub(crate) fn begin(&self, request: &Request) -> Flight {
        let mut counts = self.counts();
        counts.requests.push(format!("{} {}", request.method, request.path()));
        counts.in_flight += 1;
        counts.most_in_flight = counts.most_in_flight.max(counts.in_flight);
        Flight(self.clone())
    }

    /// Every request so far, as `GET /status`.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.counts().requests.clone()
    }

    /// As many were on their way at once.
    pub(crate) fn most_in_flight(&self) -> usize {
        self.counts().most_in_flight
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.0.counts().in_flight -= 1;
    }
}
