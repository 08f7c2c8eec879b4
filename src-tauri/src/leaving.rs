//! The end of the app: all that *Quit* leaves is left before it, whoever ends it.

use std::{
    sync::{Condvar, Mutex, PoisonError},
    time::Duration,
};

#[derive(Default)]
pub(crate) struct Leaving {
    over: Mutex<bool>,
    told: Condvar,
}

impl Leaving {
    /// All is left, or nothing is to be.
    pub(crate) fn over(&self) {
        *self.over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.told.notify_all();
    }

    /// Unless it is over, has it begin and waits for its end. False if there was none in that time.
    pub(crate) fn see_through(&self, begin: impl FnOnce(), within: Duration) -> bool {
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        if *over {
            return true;
        }
        drop(over);
        begin();
        let over = self.over.lock().unwrap_or_else(PoisonError::into_inner);
        let (over, _) =
            self.told.wait_timeout_while(over, within, |over| !*over).unwrap_or_else(PoisonError::into_inner);
        *over
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, thread};

    use super::*;

    #[test]
    fn an_end_by_the_system_waits_until_all_is_left() {
        let leaving = Arc::new(Leaving::default());
        let leaves = Arc::clone(&leaving);
        let begin = move || drop(thread::spawn(move || leaves.over()));
        assert!(leaving.see_through(begin, Duration::from_secs(3600)));
    }

    #[test]
    fn what_was_left_is_not_left_again() {
        let leaving = Leaving::default();
        leaving.over();
        assert!(leaving.see_through(|| unreachable!(), Duration::ZERO));
    }

    #[test]
    fn a_leaving_without_an_end_holds_up_no_logout() {
        let mut begun = false;
        assert!(!Leaving::default().see_through(|| begun = true, Duration::ZERO));
        assert!(begun);
    }
}
