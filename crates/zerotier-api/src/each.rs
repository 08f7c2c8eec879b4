//! Many calls of one kind, a few at once.

use std::sync::{Mutex, PoisonError};

use crate::Error;

/// So many are told at first, and twice as many each time after.
const FIRST_PART: usize = 32;

/// What comes one by one, told in growing parts: a call for each takes seconds where there are thousands.
pub(crate) struct Parts<'a, T> {
    tell: &'a (dyn Fn(Vec<T>) + Sync),
    /// What is not told yet, and how many the next part has.
    next: Mutex<(Vec<T>, usize)>,
}

impl<'a, T> Parts<'a, T> {
    pub(crate) fn new(tell: &'a (dyn Fn(Vec<T>) + Sync)) -> Self {
        Self { tell, next: Mutex::new((Vec::new(), FIRST_PART)) }
    }

    pub(crate) fn add(&self, one: Option<T>) {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        next.0.extend(one);
        if next.0.len() >= next.1 {
            next.1 *= 2;
            (self.tell)(std::mem::take(&mut next.0));
        }
    }
}

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
