//! The clipboard. On Linux whoever copied must be there when it is pasted, so the connection is kept.

use std::sync::{Arc, Mutex, PoisonError};

use arboard::Error;

/// Nobody copies a network's id with a book around it.
const LONGEST: usize = 4096;

#[derive(Default)]
pub(crate) struct Clipboard {
    open: Arc<Mutex<Option<arboard::Clipboard>>>,
}

impl Clipboard {
    pub(crate) async fn copy(&self, text: String) -> Result<(), Error> {
        let copied = self.with_open(move |clipboard| clipboard.set_text(text)).await;
        if let Err(error) = &copied {
            tracing::warn!(%error, "not copied");
        }
        copied
    }

    /// The text on it, if there is one that a person might have meant.
    pub(crate) async fn read(&self) -> Option<String> {
        match self.with_open(arboard::Clipboard::get_text).await {
            Ok(text) => (text.len() <= LONGEST).then_some(text),
            Err(Error::ContentNotAvailable) => None,
            Err(error) => {
                tracing::warn!(%error, "clipboard not read");
                None
            }
        }
    }

    /// Talking to a display server takes its time, so it has a thread of its own.
    async fn with_open<T: Send + 'static>(
        &self,
        deed: impl FnOnce(&mut arboard::Clipboard) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let open = Arc::clone(&self.open);
        let done = tokio::task::spawn_blocking(move || {
            let mut open = open.lock().unwrap_or_else(PoisonError::into_inner);
            // One that fails is not used again: the display may be another one by now.
            let mut clipboard = open.take().map_or_else(arboard::Clipboard::new, Ok)?;
            let done = deed(&mut clipboard);
            if matches!(done, Ok(_) | Err(Error::ContentNotAvailable)) {
                *open = Some(clipboard);
            }
            done
        });
        done.await.unwrap_or_else(|stopped| Err(Error::Unknown { description: stopped.to_string() }))
    }

    /// Hands what was copied to the desktop's clipboard manager, if there is one.
    pub(crate) fn close(&self) {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}
