//! What is said before there is a window, in a box: there is no console.

use windows::{
    Win32::UI::WindowsAndMessaging::{
        MB_ICONERROR, MB_ICONINFORMATION, MB_OK, MB_SETFOREGROUND, MESSAGEBOX_STYLE, MessageBoxW,
    },
    core::{HSTRING, w},
};

pub(crate) fn say_why_not(text: &str) {
    say(text, MB_ICONERROR);
}

/// What there is to say about the words it was started with.
pub(crate) fn say_about_words(told: &clap::Error) {
    say(&told.to_string(), if told.use_stderr() { MB_ICONERROR } else { MB_ICONINFORMATION });
}

/// Ends when it was read.
#[allow(unsafe_code, reason = "nothing else of the app's is there yet that could draw")]
fn say(text: &str, icon: MESSAGEBOX_STYLE) {
    // SAFETY: the text lives until the call is over.
    unsafe { MessageBoxW(None, &HSTRING::from(text), w!("Perigee"), MB_OK | MB_SETFOREGROUND | icon) };
}
