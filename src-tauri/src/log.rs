//! The log: one file a day, some days kept. What must not be in it can't be: secrets have no text to log.

use std::{fs, io, panic, path::Path};

use tracing::level_filters::LevelFilter;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::{
    Layer as _,
    filter::Targets,
    fmt::{self, writer::BoxMakeWriter},
    layer::SubscriberExt as _,
    util::SubscriberInitExt as _,
};

const PREFIX: &str = "perigee";
const DAYS: usize = 7;
/// What is written in more detail on request: Perigee's own crates. Others may log what they are sent.
const OWN: [&str; 3] = ["perigee", "companion", "zerotier_api"];

/// Logs into this folder from now on; to the standard error stream if that can't be written to. `PERIGEE_LOG` says how
/// much: error, warn, info (as without it), debug or trace.
pub(crate) fn start(folder: &Path) {
    let file = fs::create_dir_all(folder).and_then(|()| {
        clear(folder)?;
        RollingFileAppender::builder()
            .rotation(Rotation::DAILY)
            .filename_prefix(PREFIX)
            .filename_suffix("log")
            .max_log_files(DAYS)
            .build(folder)
            .map_err(io::Error::other)
    });
    let (writer, fault) = match file {
        Ok(file) => (BoxMakeWriter::new(file), None),
        Err(error) => (BoxMakeWriter::new(io::stderr), Some(error)),
    };
    let level = level(std::env::var("PERIGEE_LOG").ok().as_deref());
    let targets = Targets::new().with_default(LevelFilter::WARN.min(level)).with_targets(OWN.map(|own| (own, level)));
    let lines = fmt::layer().with_ansi(false).with_writer(writer);
    if tracing_subscriber::registry().with(lines.with_filter(targets)).try_init().is_err() {
        // Somebody else logs already, which happens in no run of the app.
        return;
    }
    if let Some(error) = fault {
        tracing::warn!(%error, folder = %folder.display(), "no log file");
    }
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |what| {
        tracing::error!(%what, "panic");
        before(what);
    }));
}

/// What bears a log's name and is none goes: a link leads elsewhere, and a pipe would be waited for.
fn clear(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)?.flatten() {
        let is_named = entry.file_name().to_string_lossy().starts_with(PREFIX);
        if is_named && entry.file_type().is_ok_and(|kind| !kind.is_file() && !kind.is_dir()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn level(asked: Option<&str>) -> LevelFilter {
    asked.and_then(|asked| asked.trim().parse().ok()).unwrap_or(LevelFilter::INFO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_level_is_the_usual_one() {
        assert_eq!(level(Some("debug")), LevelFilter::DEBUG);
        assert_eq!(level(Some("chatty")), LevelFilter::INFO);
        assert_eq!(level(None), LevelFilter::INFO);
    }
}
