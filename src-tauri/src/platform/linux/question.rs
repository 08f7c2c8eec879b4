//! A question in a window of its own, as GTK asks.

use std::cell::RefCell;

use companion::interface::offer::Question;
use gtk::prelude::*;
use tauri::AppHandle;

thread_local! {
    /// The question that is open. GTK lives on one thread.
    static OPEN: RefCell<Option<gtk::MessageDialog>> = const { RefCell::new(None) };
}

pub(crate) fn ask(app: &AppHandle, question: Question, agreed: impl FnOnce() + Send + 'static) {
    if let Err(error) = app.run_on_main_thread(move || open(&question, agreed)) {
        tracing::error!(%error, "nobody can be asked");
    }
}

/// Says something, and waits until it is read: for a start that ends with it.
pub(super) fn tell(title: &str, text: &str) {
    let (kind, buttons) = (gtk::MessageType::Info, gtk::ButtonsType::Close);
    let dialog = gtk::MessageDialog::new(None::<&gtk::Window>, gtk::DialogFlags::empty(), kind, buttons, title);
    dialog.set_title(title);
    dialog.set_secondary_text(Some(text));
    dialog.run();
}

fn open(question: &Question, agreed: impl FnOnce() + 'static) {
    // Asked twice, the later one counts.
    if let Some(before) = OPEN.take() {
        before.response(gtk::ResponseType::Cancel);
    }
    let dialog = gtk::MessageDialog::new(
        None::<&gtk::Window>,
        gtk::DialogFlags::empty(),
        gtk::MessageType::Warning,
        gtk::ButtonsType::None,
        &question.title,
    );
    dialog.set_title(&question.title);
    dialog.set_secondary_text(Some(&question.text));
    dialog.add_button(&question.no, gtk::ResponseType::Cancel);
    dialog.add_button(&question.yes, gtk::ResponseType::Accept);
    // Whoever presses Return without having read loses nothing.
    dialog.set_default_response(gtk::ResponseType::Cancel);
    let agreed = RefCell::new(Some(agreed));
    dialog.connect_response(move |dialog, response| {
        let agreed = agreed.take().filter(|_| response == gtk::ResponseType::Accept);
        OPEN.with_borrow_mut(|open| open.take_if(|known| known == dialog));
        // Closing it is an answer as well, and goes on by itself.
        if response != gtk::ResponseType::DeleteEvent {
            dialog.hide();
            dialog.close();
        }
        if let Some(agreed) = agreed {
            agreed();
        }
    });
    OPEN.set(Some(dialog.clone()));
    dialog.show_all();
    dialog.present();
}
