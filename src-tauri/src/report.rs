//! The report a person may copy for somebody who helps: versions, states, the end of the log. No names, no addresses.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};

use companion::{app::view::View, kernel::words::plain};

/// As much of the log as is looked into, and as many lines of it as are told.
const LOG_BYTES: u64 = 64 * 1024;
const LOG_LINES: usize = 200;

/// Puts the report together.
pub(crate) fn report(view: &View, logs: &Path) -> String {
    let webview = tauri::webview_version().unwrap_or_else(|error| error.to_string());
    let (os, arch, version) = (std::env::consts::OS, std::env::consts::ARCH, &view.settings.version);
    let mut report = format!("Perigee {version}, {os} {arch}, webview {webview}\n");
    match &view.me {
        Some(me) => line(&mut report, &format!("ZeroTier {}: {}", me.version, me.state)),
        None => line(&mut report, "ZeroTier: -"),
    }
    line(&mut report, &view.settings.access.service);
    line(&mut report, &view.networks.summary);
    for row in &view.networks.rows {
        line(&mut report, &format!("- {}", row.state));
    }
    for notice in &view.notices {
        line(&mut report, &format!("! {}", notice.key));
    }
    match log_end(logs) {
        Ok(log) => report.push_str(&log),
        Err(error) => line(&mut report, &error.to_string()),
    }
    let home = std::env::home_dir().map(|home| home.display().to_string());
    without_addresses(&without_person(&plain(&report), home.as_deref()))
}

/// A home folder is named after its owner. In a log it also stands as a text in quotes does, once or twice over, with
/// its backslashes doubled each time.
fn without_person(text: &str, home: Option<&str>) -> String {
    let Some(home) = home.map(|home| home.trim_end_matches(['/', '\\'])).filter(|home| !home.is_empty()) else {
        return text.to_owned();
    };
    // Between double quotes a single one stays as it is.
    let quoted = |text: &str| text.escape_debug().to_string().replace("\\'", "'");
    let mut forms = vec![home.to_owned(), quoted(home), quoted(&quoted(home)), home.replace('\\', "/")];
    // What is in another one is not taken out of it.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.into_iter().fold(text.to_owned(), |text, form| text.replace(&form, "~"))
}

fn line(report: &mut String, text: &str) {
    // Writing to a text does not fail.
    writeln!(report, "{text}").ok();
}

/// The last lines of the newest log.
fn log_end(folder: &Path) -> io::Result<String> {
    let entries = fs::read_dir(folder)?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    // Their names end in the date.
    let newest: Option<PathBuf> = entries.filter(|path| path.is_file()).max();
    let Some(newest) = newest else { return Ok(String::new()) };
    let mut log = File::open(newest)?;
    let length = log.metadata()?.len();
    log.seek(SeekFrom::Start(length.saturating_sub(LOG_BYTES)))?;
    let mut bytes = Vec::new();
    log.take(LOG_BYTES).read_to_end(&mut bytes)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    Ok(lines[lines.len().saturating_sub(LOG_LINES)..].join("\n"))
}

/// Shortens what tells a device or a network: its address here, its id, its addresses on the internet.
fn without_addresses(text: &str) -> String {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':');
    let mut rest = text;
    let mut told = String::with_capacity(text.len());
    while let Some(start) = rest.find(is_part) {
        let (before, word) = rest.split_at(start);
        let (word, after) = word.split_at(word.find(|c| !is_part(c)).unwrap_or(word.len()));
        told.push_str(before);
        told.push_str(&shortened(word));
        rest = after;
    }
    told + rest
}

fn shortened(word: &str) -> String {
    let bare = word.trim_matches(['.', ':']);
    if matches!(bare.len(), 10 | 16) && bare.bytes().all(|c| c.is_ascii_hexdigit()) {
        return word.replace(bare, &format!("{}…", &bare[..4]));
    }
    let is_address = |text: &str| {
        let with_port = text.parse::<SocketAddr>().map(|address| address.ip());
        text.parse::<IpAddr>().or(with_port).is_ok_and(|address| !address.is_loopback())
    };
    // Colons at an end may belong to an address, or to the sentence.
    let sentence = word.trim_matches('.');
    let colon = sentence.strip_suffix(':').unwrap_or(sentence);
    match [sentence, colon, bare].into_iter().find(|text| is_address(text)) {
        Some(address) => word.replace(address, "…"),
        None => word.to_owned(),
    }
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_shortened_and_addresses_left_out() {
        let text =
            "joined 17d395d8cb43a800: 10.147.17.24/24, fd17:d395:d8cb:43a8::1/88 by 8f2c1a9b3d at 203.0.113.7:9993.";
        assert_eq!(without_addresses(text), "joined 17d3…: …/24, …/88 by 8f2c… at ….");
    }

    #[test]
    fn an_address_that_begins_or_ends_in_colons_is_left_out() {
        let text = "::ffff:203.0.113.7, fd17:d395:d8cb:: and fd17:d395::: it is 2001:db8::.";
        assert_eq!(without_addresses(text), "…, … and …: it is ….");
        assert_eq!(without_addresses("at ::1: no"), "at ::1: no");
    }

    #[test]
    fn nobody_is_named_by_a_folder_with_both_kinds_of_quotes() {
        let home = "/people/o'\"brien";
        assert_eq!(without_person(&format!("{:?}", format!("{home}/x")), Some(home)), "\"~/x\"");
    }

    #[test]
    fn nobody_is_named() {
        let home = Some("/somewhere/alice");
        assert_eq!(without_person("UserCopy(\"/somewhere/alice/.token\")", home), "UserCopy(\"~/.token\")");
        assert_eq!(without_person("/a/b", Some("/")), "/a/b");
        assert_eq!(without_person("/a/b", None), "/a/b");
    }

    #[test]
    fn nobody_is_named_by_a_path_whose_backslashes_are_doubled() {
        let path = r"Q:\People\alice\.token";
        let home = Some(r"Q:\People\alice");
        assert_eq!(without_person(path, home), r"~\.token");
        assert_eq!(without_person(&format!("{path:?}"), home), r#""~\\.token""#);
        let twice = format!("{:?}", format!("{path:?}"));
        assert!(!without_person(&twice, home).contains("alice"), "{twice}");
        assert_eq!(without_person("Q:/People/alice/x", home), "~/x");
        assert_eq!(without_person(path, Some(r"Q:\People\alice\")), r"~\.token");
    }

    #[test]
    fn times_versions_and_this_machines_own_address_stay() {
        let text = "2026-01-02T10:11:12.131415Z WARN companion::world: 127.0.0.1 1.14.2 took 43 ms";
        assert_eq!(without_addresses(text), text);
    }

    #[test]
    fn the_end_of_the_newest_log_is_told() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("perigee.2026-01-01.log"), "old\n").unwrap();
        let lines: Vec<String> = (0..300).map(|n| format!("line {n}")).collect();
        fs::write(folder.path().join("perigee.2026-01-02.log"), lines.join("\n")).unwrap();
        let end = log_end(folder.path()).unwrap();
        assert!(end.starts_with("line 100\n") && end.ends_with("line 299"));
    }
}
