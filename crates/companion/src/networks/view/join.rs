//! The join field: what was understood of the text in it.

use serde::Serialize;
use zerotier_api::NetworkId;

use crate::{
    app::state::State,
    kernel::words::Words,
    networks::{
        invitation::{self, Misread},
        standing,
    },
};

/// What was understood of the text in the join field.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct JoinView {
    /// Counts up when the tray or a link asks for the join field: the page opens it then.
    pub asked: u32,
    /// The text this is about: the page waits until it is the one in its field.
    pub text: String,
    /// The network it names.
    #[cfg_attr(feature = "typescript", ts(type = "string | null"))]
    pub network: Option<NetworkId>,
    /// It can be joined: pressing the button does something new.
    pub ready: bool,
    /// What was understood, or what is wrong; empty while the field is.
    pub note: String,
    /// The note says what is wrong.
    pub wrong: bool,
}

pub(crate) fn join(state: &State, words: &Words) -> JoinView {
    let text = state.networks.join_text.clone();
    if text.trim().is_empty() {
        return JoinView { asked: state.networks.join_asked, text, ..JoinView::default() };
    }
    match invitation::read(&text) {
        Ok(network) => {
            let joined = state.networks.joined.contains_key(&network);
            let note = if joined {
                words.say("join-already", &[("name", &standing::name(state, network))])
            } else if let Some((port, _)) = network.ad_hoc_ports().filter(|(first, last)| first == last) {
                words.say("join-ad-hoc-one", &[("port", &port.to_string())])
            } else if let Some((first, last)) = network.ad_hoc_ports() {
                words.say("join-ad-hoc", &[("first", &first.to_string()), ("last", &last.to_string())])
            } else {
                words.say("join-controller", &[("controller", &network.controller().to_string())])
            };
            JoinView {
                asked: state.networks.join_asked,
                text,
                network: Some(network),
                ready: !joined,
                note,
                wrong: false,
            }
        }
        Err(misread) => {
            let note = match misread {
                Misread::TooShort { digits } => words.say("join-too-short", &[("digits", &digits.to_string())]),
                Misread::TooLong { digits } => words.say("join-too-long", &[("digits", &digits.to_string())]),
                Misread::NotHex { found } => words.say("join-not-hex", &[("found", &found.to_string())]),
                Misread::NodeAddress => words.say("join-node-address", &[]),
                Misread::NoIdInLink => words.say("join-no-id-in-link", &[]),
                Misread::AdHocPorts => words.say("join-ad-hoc-ports", &[]),
            };
            JoinView { asked: state.networks.join_asked, text, network: None, ready: false, note, wrong: true }
        }
    }
}
