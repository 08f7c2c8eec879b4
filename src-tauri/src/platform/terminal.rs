//! Linux and macOS: what is said where the app was started.

use std::io::{self, Write as _};

/// Whoever closed the terminal can't be told.
pub(crate) fn say_why_not(text: &str) {
    writeln!(io::stderr(), "{text}").ok();
}

/// What there is to say about the words it was started with.
pub(crate) fn say_about_words(told: &clap::Error) {
    told.print().ok();
}
