//! Asks around each connection whether a token may go out on it.

use std::{
    error, fmt, mem,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
};

use tower_layer::Layer;
use tower_service::Service;

use crate::{Check, Fault};

/// Stands around a client's connections; with nothing to ask it lets all of them through.
#[derive(Debug, Clone, Default)]
pub(crate) struct Guard(Arc<OnceLock<Check>>);

impl Guard {
    /// From now on this is asked; a second one would be none.
    pub(crate) fn ask(&self, check: Check) {
        self.0.set(check).ok();
    }

    async fn pass(&self) -> Result<(), Refused> {
        match self.0.get() {
            Some(check) => check.pass().await.map_err(Refused),
            None => Ok(()),
        }
    }
}

/// No connection, or none that anything is sent on.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) Fault);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for Refused {}

/// Makes connections that were asked for.
#[derive(Debug, Clone)]
pub(crate) struct Guarded<S> {
    guard: Guard,
    inner: S,
}

impl<S> Layer<S> for Guard {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Self::Service {
        Guarded { guard: self.clone(), inner }
    }
}

impl<S, To> Service<To> for Guarded<S>
where
    S: Service<To, Error = Box<dyn error::Error + Send + Sync>> + Clone + Send + 'static,
    S::Future: Send,
    S::Response: Send,
    To: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, to: To) -> Self::Future {
        let (guard, next) = (self.guard.clone(), self.inner.clone());
        // The one that was said to be ready.
        let mut inner = mem::replace(&mut self.inner, next);
        Box::pin(async move {
            guard.pass().await?;
            let connection = inner.call(to).await?;
            // Between question and connection may lie seconds: one that is not taken at once is tried again, and somebody
            // else may take it then. Once it stands, it stays with whoever took it.
            guard.pass().await?;
            Ok(connection)
        })
    }
}
