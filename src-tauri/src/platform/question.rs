//! A question in a window of its own, as macOS and Windows ask.

use std::sync::atomic::{AtomicBool, Ordering};

use companion::interface::offer::Question;
use rfd::{AsyncMessageDialog, MessageButtons, MessageDialogResult, MessageLevel};
use tauri::{AppHandle, async_runtime};

/// One question at a time: a second press on what asks it is no second question.
static OPEN: AtomicBool = AtomicBool::new(false);

pub(crate) fn ask(app: &AppHandle, question: Question, agreed: impl FnOnce() + Send + 'static) {
    if OPEN.swap(true, Ordering::SeqCst) {
        return;
    }
    let asked = app.run_on_main_thread(move || {
        let Question { title, text, yes, no } = question;
        let dialog = AsyncMessageDialog::new()
            .set_level(MessageLevel::Warning)
            .set_title(title)
            .set_description(text)
            // Both systems take the first button for the one that Return presses.
            .set_buttons(MessageButtons::OkCancelCustom(no, yes.clone()))
            .show();
        async_runtime::spawn(async move {
            // Closed without a press it is none of the two.
            let answer = dialog.await;
            OPEN.store(false, Ordering::SeqCst);
            if answer == MessageDialogResult::Custom(yes) {
                agreed();
            }
        });
    });
    if let Err(error) = asked {
        OPEN.store(false, Ordering::SeqCst);
        tracing::error!(%error, "nobody can be asked");
    }
}
