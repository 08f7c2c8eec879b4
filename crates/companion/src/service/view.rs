//! Settings → Access: where the service's token comes from.

use serde::Serialize;

use super::{
    state::Link,
    typed_key::{KeyFault, TypedKey},
};
use crate::{
    app::state::State,
    frame::problem::{Elevated, Problem},
    interface::glyph::Glyph,
    kernel::{moment::Os, words::Words},
    ports::service::Origin,
};

/// This device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Me {
    pub glyph: Glyph,
    /// Online or not, in a word.
    pub state: String,
    pub address: String,
    /// The version of the service; empty while it can't be reached.
    pub version: String,
}

pub(crate) fn me(state: &State, words: &Words) -> Option<Me> {
    let node = state.service.node.as_ref()?;
    let lost = matches!(state.service.link, Link::Broken(_));
    let (glyph, word) = match (&state.service.link, node.online) {
        (Link::Broken(_), _) => (Glyph::Trouble, "me-unreachable"),
        (_, true) if node.relayed => (Glyph::Attention, "me-relayed"),
        (_, true) => (Glyph::Connected, "me-online"),
        (_, false) => (Glyph::Off, "me-offline"),
    };
    Some(Me {
        glyph,
        state: words.say(word, &[]),
        address: node.address.to_string(),
        version: if lost { String::new() } else { node.version.to_string() },
    })
}

/// Where the service's token comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct AccessView {
    /// One sentence.
    pub sentence: String,
    /// There is a kept token to forget, or that somebody vouched for whoever answers.
    pub kept: bool,
    /// The folder looked in; empty if none is known.
    pub home: String,
    /// The folder was chosen by the person.
    pub chosen: bool,
    /// As "Answers on port 9993".
    pub service: String,
    /// The key can be pasted; none where none is needed.
    pub paste: Option<PasteView>,
}

/// The way on where the desktop can't ask for a password: the key is read in a terminal and pasted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct PasteView {
    /// What to type in a terminal.
    pub line: String,
    /// It is shown without being asked for: the other way did not lead on.
    pub open: bool,
    /// The service is being asked.
    pub busy: bool,
    /// What is wrong with what was pasted.
    pub fault: Option<String>,
}

pub(crate) fn paste(state: &State, words: &Words) -> Option<PasteView> {
    let in_home = || state.service.home.as_ref().map(|home| home.join("authtoken.secret"));
    let file = match &state.service.link {
        Link::Broken(Problem::NotAllowed { path } | Problem::TokenMissing { path }) => path.clone(),
        Link::Broken(Problem::StaleToken) => in_home()?,
        _ => return None,
    };
    let fault = match state.service.typed_key {
        Some(TypedKey::Refused(fault)) => Some(fault),
        Some(TypedKey::Tried) | None => None,
    };
    let word = |fault| match fault {
        KeyFault::Empty => "key-empty",
        KeyFault::NotAKey => "key-not-a-key",
        KeyFault::AnotherKey => "key-another",
        KeyFault::NotTheService => "key-not-the-service",
        KeyFault::NoAnswer => "key-no-answer",
    };
    let asked_in_vain = state.frame.troubles.iter().any(|trouble| {
        matches!(
            trouble,
            Problem::NoWayToAsk { deed: Elevated::ReadToken }
                | Problem::Unguarded { deed: Elevated::ReadToken, .. }
                | Problem::NotElevated { deed: Elevated::ReadToken, .. }
        )
    });
    Some(PasteView {
        line: reading(state.moment.os, &file.display().to_string()),
        open: asked_in_vain || state.service.typed_key.is_some(),
        busy: state.service.typed_key == Some(TypedKey::Tried),
        fault: fault.map(|fault| words.say(word(fault), &[])),
    })
}

/// The line that shows this file to an administrator.
fn reading(os: Os, file: &str) -> String {
    match os {
        // Names can't have a quotation mark there.
        Os::Windows => format!("type \"{file}\""),
        Os::Linux | Os::MacOs => {
            let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
            if file.chars().all(plain) {
                format!("sudo cat {file}")
            } else {
                format!("sudo cat '{}'", file.replace('\'', "'\\''"))
            }
        }
    }
}

/// The service answers, and nothing is wrong but its key.
fn lacks_key(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::NotAllowed { .. } | Problem::StaleToken | Problem::TokenMissing { .. } | Problem::Unlocated { .. }
    )
}

pub(crate) fn access(state: &State, words: &Words) -> AccessView {
    let path = |path: &std::path::Path| path.display().to_string();
    let sentence = match &state.service.origin {
        _ if state.service.demo => words.say("access-demo", &[]),
        Some(Origin::ServiceHome(file)) => words.say("access-service-home", &[("path", &path(file))]),
        Some(Origin::UserCopy(file)) => words.say("access-user-copy", &[("path", &path(file))]),
        Some(Origin::Keychain | Origin::Consent) if state.service.kept => words.say("access-keychain", &[]),
        Some(Origin::Keychain | Origin::Consent) => words.say("access-memory", &[]),
        None => words.say("access-none", &[]),
    };
    let port = state.service.port.to_string();
    let service = match &state.service.link {
        Link::Live if state.service.door().trusted => words.say("access-answers-trusted", &[("port", &port)]),
        Link::Live => words.say("access-answers", &[("port", &port)]),
        Link::Looking => words.say("access-looking", &[]),
        Link::Broken(problem) if state.service.version.is_some() && lacks_key(problem) => {
            words.say("access-keyless", &[("port", &port)])
        }
        Link::Broken(_) => words.say("access-silent", &[("port", &port)]),
    };
    AccessView {
        sentence,
        kept: state.service.kept || state.service.door().trusted,
        home: state.service.home.as_deref().map(path).unwrap_or_default(),
        chosen: state.service.chosen_home.is_some(),
        service,
        paste: paste(state, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_for_the_terminal_reads_that_file_and_does_nothing_else() {
        assert_eq!(
            reading(Os::Linux, "/var/lib/zerotier-one/authtoken.secret"),
            "sudo cat /var/lib/zerotier-one/authtoken.secret"
        );
        assert_eq!(reading(Os::MacOs, "/a b; rm/x"), "sudo cat '/a b; rm/x'");
        assert_eq!(reading(Os::Linux, "/it's/x"), r"sudo cat '/it'\''s/x'");
        assert_eq!(reading(Os::Windows, r"C:\ProgramData\ZeroTier\One\x"), r#"type "C:\ProgramData\ZeroTier\One\x""#);
    }
}
