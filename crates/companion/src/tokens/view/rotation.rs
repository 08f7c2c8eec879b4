//! How far a rotation has come, where it stopped, and what can be done about it.

use serde::Serialize;

use crate::{
    app::state::State,
    authorities::notice,
    interface::{
        action::Action,
        notice::Tone,
        offer::Offer,
        tokens::{Issue, TokenDeed},
    },
    kernel::{ids::AuthorityId, text, words::Words},
    ports::{fault::AuthorityFault, kept::RotationStep, secrets::KeychainFault},
    tokens::{
        ending::is_new_refused,
        issued::holders,
        rotation::{Rotating, RotationFault},
    },
};

/// A token on its way to being replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RotationView {
    /// What is so now, in a sentence.
    pub text: String,
    pub tone: Option<Tone>,
    pub steps: Vec<RotationStepView>,
    /// Why it stopped, in a sentence.
    pub said: Option<String>,
    pub details: Option<String>,
    pub offers: Vec<Offer>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct RotationStepView {
    pub text: String,
    pub progress: Progress,
    /// The same in a word, for whoever does not see the picture.
    pub word: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub enum Progress {
    Done,
    Running,
    Stopped,
    Ahead,
}

/// The token in use can be replaced from here: its authority lists it, and takes no offence at it.
pub(crate) fn is_offered(state: &State, id: &AuthorityId) -> bool {
    let fault = state.authorities.lines.get(id).and_then(|authority| authority.fault.as_ref());
    let kept = state.authorities.kept.get(id);
    state.authorities.dialect(id).abilities().issues_tokens
        && !fault.is_some_and(AuthorityFault::is_about_token)
        && kept.is_some_and(|kept| kept.rotation.is_none())
        && holders(state, id).iter().any(|holder| !holder.tokens.is_empty())
}

pub(crate) fn offer(id: &AuthorityId, words: &Words) -> Offer {
    Offer::new("token-rotate", Action::AskIssue { authority: id.clone(), issue: Issue::Rotation }, words)
}

/// It waits for somebody: it stopped, or an earlier run ended in its middle.
pub(crate) fn waits(state: &State, id: &AuthorityId) -> bool {
    let kept = state.authorities.kept.get(id).is_some_and(|kept| kept.rotation.is_some());
    kept && !state.tokens.rotating.get(id).is_some_and(Rotating::is_under_way)
}

/// What is so while it waits, in a sentence.
pub(crate) fn waiting_text(state: &State, id: &AuthorityId, words: &Words) -> Option<String> {
    let step = state.authorities.kept.get(id)?.rotation.as_ref()?.step;
    waits(state, id).then(|| words.say("rotation-row", &[("text", &words.say(standstill(step), &[]))]))
}

fn standstill(step: RotationStep) -> &'static str {
    match step {
        RotationStep::Make | RotationStep::Verify => "rotation-stopped-before",
        RotationStep::Switch | RotationStep::Unknown => "rotation-stopped-between",
        RotationStep::Revoke => "rotation-stopped-after",
        RotationStep::Confirm => "rotation-stopped-confirm",
    }
}

pub(crate) fn rotation(state: &State, id: &AuthorityId, words: &Words) -> Option<RotationView> {
    let say = |word: &str| words.say(word, &[]);
    let rotating = state.tokens.rotating.get(id);
    let Some(rotation) = state.authorities.kept.get(id)?.rotation.as_ref() else {
        let done = rotating == Some(&Rotating::Done);
        return done.then(|| RotationView {
            text: say("rotation-done"),
            tone: None,
            steps: Vec::new(),
            said: None,
            details: None,
            offers: Vec::new(),
        });
    };
    let running = rotating.is_some_and(Rotating::is_under_way);
    let steps = RotationStep::ALL.map(|step| {
        let progress = match step.cmp(&rotation.step) {
            std::cmp::Ordering::Less => Progress::Done,
            std::cmp::Ordering::Equal if running => Progress::Running,
            std::cmp::Ordering::Equal => Progress::Stopped,
            std::cmp::Ordering::Greater => Progress::Ahead,
        };
        let text = match step {
            RotationStep::Make => "rotation-make",
            RotationStep::Verify => "rotation-verify",
            RotationStep::Switch => "rotation-switch",
            RotationStep::Revoke => "rotation-revoke",
            RotationStep::Confirm | RotationStep::Unknown => "rotation-confirm",
        };
        let word = match progress {
            Progress::Done => "progress-done",
            Progress::Running => "progress-running",
            Progress::Stopped => "progress-stopped",
            Progress::Ahead => "progress-ahead",
        };
        RotationStepView { text: say(text), progress, word: say(word) }
    });
    let known = rotation.step != RotationStep::Unknown;
    let (said, details) = match rotating {
        Some(Rotating::Stopped(fault)) => why(fault, words),
        Some(Rotating::Running | Rotating::Saving | Rotating::Switching | Rotating::Restoring | Rotating::Done) => {
            (None, None)
        }
        None => (Some(say("rotation-interrupted")), None),
    };
    let do_with =
        |label: &str, deed: TokenDeed| Offer::new(label, Action::DoWithTokens { authority: id.clone(), deed }, words);
    let new_refused = is_new_refused(state, id);
    let stop = match rotation.step {
        RotationStep::Make | RotationStep::Verify => "rotation-take-back",
        RotationStep::Revoke if new_refused => "rotation-take-back",
        RotationStep::Confirm => "rotation-end",
        _ => "rotation-leave",
    };
    let offers = [known.then(|| do_with("rotation-go-on", TokenDeed::GoOn)), Some(do_with(stop, TokenDeed::Stop))];
    Some(RotationView {
        text: match (running, new_refused) {
            (true, _) => say("rotation-running"),
            (false, true) => say("rotation-new-refused"),
            (false, false) => say(standstill(rotation.step)),
        },
        tone: (!running).then_some(Tone::Warn),
        steps: if known { steps.into() } else { Vec::new() },
        said,
        details,
        offers: if running { Vec::new() } else { offers.into_iter().flatten().collect() },
    })
}

fn why(fault: &RotationFault, words: &Words) -> (Option<String>, Option<String>) {
    let word = match fault {
        RotationFault::Authority(fault) => {
            let said = words.say(&format!("why-{}", notice::word(fault)), &[]);
            return (Some(said), fault.said().map(text::one_line));
        }
        RotationFault::Keychain(KeychainFault::Missing) => "rotation-keychain-missing",
        RotationFault::Keychain(KeychainFault::Locked) => "rotation-keychain-locked",
        RotationFault::Keychain(KeychainFault::Elsewhere) => "rotation-keychain-elsewhere",
        RotationFault::Keychain(KeychainFault::Other) => "rotation-keychain-failed",
        RotationFault::OtherAccount => "rotation-other-account",
        RotationFault::StillAccepted => "rotation-still-accepted",
        RotationFault::NotSaved => "rotation-not-saved",
    };
    (Some(words.say(word, &[])), None)
}
