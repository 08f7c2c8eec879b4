//! Many calls of one kind, a few at once.

use std::sync::{Mutex, PoisonError};

use crate::Error;

/// What `call` answers for each item, in no particular order; four run at once. The first failure is the whole one.
pub(crate) async fn each<I, T, F>(items: Vec<I>, call: impl Fn(I) -> F) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<T, Error>>,
{
    let queue = Mutex::new(items.into_iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = async || {
        let mut done = Vec::new();
        while let Some(item) = next() {
            done.push(call(item).await?);
        }
        Ok::<_, Error>(done)
    };
    let (a, b, c, d) = tokio::try_join!(worker(), worker(), worker(), worker())?;
    Ok([a, b, c, d].into_iter().flatten().collect())
}
