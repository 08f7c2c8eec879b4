//! The clipboard. On Linux whoever copied must be there when it is pasted, so the connection is kept. A secret does not
//! stay on it for long.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use arboard::Error;
use zeroize::Zeroizing;
use zerotier_api::Secret;

use crate::platform;

/// Nobody copies a network's id with a book around it.
const LONGEST: usize = 4096;
/// Long enough to paste a secret, and too short to forget about it.
const SECRET_STAYS: Duration = Duration::from_secs(60);

#[derive(Clone, Default)]
pub(crate) struct Clipboard {
    board: Arc<Mutex<Board>>,
}

#[derive(Default)]
struct Board {
    open: Option<arboard::Clipboard>,
    lent: Lent,
}

/// The secret that was put on the clipboard last, for as long as it may still stand there.
#[derive(Default)]
struct Lent {
    /// Counts them: the end of an earlier one's time is none of a later one's business.
    number: u32,
    secret: Option<Secret>,
}

/// When a secret is looked for, to be taken off the clipboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moment {
    /// The time of the one of this number is over.
    Over(u32),
    /// The app ends.
    End,
}

impl Lent {
    /// A secret was put there.
    fn lend(&mut self, secret: Secret) -> u32 {
        *self = Self { number: self.number.wrapping_add(1), secret: Some(secret) };
        self.number
    }

    /// Something else was put there.
    fn replace(&mut self) {
        self.secret = None;
    }

    /// What is to be taken off at this moment, if it still stands there.
    fn due(&self, moment: Moment) -> Option<&Secret> {
        let is_due = moment == Moment::End || moment == Moment::Over(self.number);
        self.secret.as_ref().filter(|_| is_due)
    }

    /// Whether the clipboard is to be cleared: nothing but the secret itself stands there.
    fn clears(&self, moment: Moment, text: &str) -> bool {
        self.due(moment).is_some_and(|secret| secret.expose_secret() == text)
    }
}

impl Board {
    /// One that fails is not used again: the display may be another one by now.
    fn with_open<T>(&mut self, deed: impl FnOnce(&mut arboard::Clipboard) -> Result<T, Error>) -> Result<T, Error> {
        let mut clipboard = self.open.take().map_or_else(arboard::Clipboard::new, Ok)?;
        let done = deed(&mut clipboard);
        if matches!(done, Ok(_) | Err(Error::ContentNotAvailable)) {
            self.open = Some(clipboard);
        }
        done
    }

    /// Takes the secret off if it is due and still there.
    fn take_off(&mut self, moment: Moment) -> Result<(), Error> {
        if self.lent.due(moment).is_none() {
            return Ok(());
        }
        match self.with_open(|clipboard| clipboard.get_text().map(Zeroizing::new)) {
            Ok(text) if self.lent.clears(moment, &text) => self.with_open(arboard::Clipboard::clear)?,
            Ok(_) | Err(Error::ContentNotAvailable) => {}
            Err(error) => return Err(error),
        }
        self.lent.replace();
        Ok(())
    }
}

impl Clipboard {
    pub(crate) async fn copy(&self, text: String) -> Result<(), Error> {
        let copied = self.apart(move |board| {
            board.with_open(|clipboard| clipboard.set_text(text))?;
            board.lent.replace();
            Ok(())
        });
        let copied = copied.await;
        if let Err(error) = &copied {
            tracing::warn!(%error, "not copied");
        }
        copied
    }

    /// Puts a secret there, out of the histories of clipboards, and takes it off again after a while.
    pub(crate) async fn lend(&self, secret: Secret) -> Result<(), Error> {
        let lent = self.apart(move |board| {
            board.with_open(|clipboard| platform::unrecorded(clipboard.set()).text(secret.expose_secret()))?;
            Ok(board.lent.lend(secret))
        });
        let number = lent.await.inspect_err(|error| tracing::warn!(%error, "a secret was not copied"))?;
        let later = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(SECRET_STAYS).await;
            let taken = later.apart(move |board| board.take_off(Moment::Over(number))).await;
            if let Err(error) = taken {
                tracing::warn!(%error, "a secret may still be on the clipboard");
            }
        });
        Ok(())
    }

    /// The text on it, if there is one that a person might have meant.
    pub(crate) async fn read(&self) -> Option<String> {
        match self.apart(|board| board.with_open(arboard::Clipboard::get_text)).await {
            Ok(text) => (text.len() <= LONGEST).then_some(text),
            Err(Error::ContentNotAvailable) => None,
            Err(error) => {
                tracing::warn!(%error, "clipboard not read");
                None
            }
        }
    }

    /// Talking to a display server takes its time, so it has a thread of its own.
    async fn apart<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut Board) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let clipboard = self.clone();
        let done = tokio::task::spawn_blocking(move || deed(&mut clipboard.board()));
        done.await.unwrap_or_else(|stopped| Err(Error::Unknown { description: stopped.to_string() }))
    }

    /// Hands what was copied to the desktop's clipboard manager, if there is one; a secret is no part of that.
    pub(crate) fn close(&self) {
        let mut board = self.board();
        if let Err(error) = board.take_off(Moment::End) {
            tracing::warn!(%error, "a secret may still be on the clipboard");
        }
        board.open.take();
    }

    fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_taken_off_when_its_time_is_over_and_when_the_app_ends() {
        let mut lent = Lent::default();
        let number = lent.lend(Secret::new("abc"));
        assert!(lent.clears(Moment::Over(number), "abc"));
        assert!(lent.clears(Moment::End, "abc"));
    }

    #[test]
    fn what_somebody_else_copied_stays() {
        let mut lent = Lent::default();
        let number = lent.lend(Secret::new("abc"));
        for text in ["", "ab", "abc ", "abcd", "something else"] {
            assert!(!lent.clears(Moment::Over(number), text) && !lent.clears(Moment::End, text), "{text}");
        }
    }

    #[test]
    fn what_the_app_copied_afterwards_stays() {
        let mut lent = Lent::default();
        let number = lent.lend(Secret::new("abc"));
        lent.replace();
        assert!(!lent.clears(Moment::Over(number), "abc") && !lent.clears(Moment::End, "abc"));
        assert!(!Lent::default().clears(Moment::End, ""));
    }

    #[test]
    fn a_secret_copied_again_has_its_whole_time() {
        let mut lent = Lent::default();
        let first = lent.lend(Secret::new("abc"));
        let second = lent.lend(Secret::new("abc"));
        assert!(!lent.clears(Moment::Over(first), "abc"));
        assert!(lent.clears(Moment::Over(second), "abc"));
    }
}
