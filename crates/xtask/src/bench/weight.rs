//! Memory and idle processor time of the app and its web engine: with its window, and started without one.

use std::{
    process::Child,
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

use super::process_tree::{self, Cost};
use crate::{
    app,
    desktop::Desktop,
    process::{self, Guarded},
};

/// Long enough for the pace of a shown window to repeat several times.
const IDLE: Duration = Duration::from_secs(30);

pub fn measure() -> Result<String> {
    let desktop = Desktop::start()?;
    let start = |words: &[&str]| -> Result<Guarded> {
        Ok(Guarded(process::spawn(desktop.command(app::binary()).args(words))?))
    };
    let mut shown = start(&["--demo"])?;
    desktop.picture(&mut shown.0, &crate::repository::target().join("bench.png"))?;
    let (with_window, busy) = at_rest(&shown.0)?;
    drop(shown);
    let hidden = start(&["--demo", "--hidden"])?;
    let (without, quiet) = at_rest(&hidden.0)?;
    Ok(format!(
        "without a window {:.2} of the memory with one ({} of {} MiB, {} of {} processes); idle {quiet:.2} % and {busy:.2} % \
         of a processor",
        ratio(without.memory_kib, with_window.memory_kib),
        without.memory_kib / 1024,
        with_window.memory_kib / 1024,
        without.processes,
        with_window.processes,
    ))
}

/// Its cost, and the share of one processor it took while nobody did anything.
fn at_rest(app: &Child) -> Result<(Cost, f64)> {
    let (begun, before) = (Instant::now(), process_tree::cost(app.id())?);
    thread::sleep(IDLE);
    let after = process_tree::cost(app.id())?;
    // A tick is a hundredth of a second, so ticks per second are per cent.
    let share = ratio(after.ticks.saturating_sub(before.ticks), 1) / begun.elapsed().as_secs_f64();
    Ok((after, share))
}

#[allow(clippy::cast_precision_loss, reason = "kibibytes and ticks stay far below 2^52")]
fn ratio(part: u64, whole: u64) -> f64 {
    part as f64 / whole as f64
}
