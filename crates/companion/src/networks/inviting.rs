//! What comes from outside to be joined, and goes outside to be signed in to: links, the clipboard, sign-in pages.

use std::time::Duration;

use url::Url;
use zerotier_api::{Error, NetworkId};

use super::{invitation, telling};
use crate::{
    app::state::State,
    frame::{
        belief::OwnDeed,
        problem::Problem,
        troubles::{clear, trouble},
    },
    interface::place::Place,
    kernel::text,
    ports::effect::{Deed, Effect, Question},
    service::looking,
};

/// More of a link that could not be read nobody wants to see.
const LONGEST_QUOTE: usize = 80;

/// A link was opened somewhere: it fills the join field, and nothing is joined without a press.
pub(crate) fn link(state: &mut State, text: &str) -> Vec<Effect> {
    if let (true, Ok(network)) = (is_ours(text), invitation::read(text)) {
        state.networks.join_text = network.to_string();
        return ask(state);
    }
    let text = text::one_line(text).chars().take(LONGEST_QUOTE).collect();
    trouble(&mut state.frame, Problem::LinkMisread { text });
    vec![Effect::Do(Deed::OpenWindow)]
}

/// A link of ours has one verb; a join link of others has an id.
fn is_ours(text: &str) -> bool {
    match Url::parse(text.trim()) {
        Ok(url) if url.scheme() == "perigee" => url.host_str() == Some("join"),
        Ok(url) => matches!(url.scheme(), "https" | "http"),
        Err(_) => false,
    }
}

/// The clipboard fills the field only if it names a network that is new here.
pub(crate) fn clipboard(state: &mut State, text: Option<String>) -> Vec<Effect> {
    let network = text.and_then(|text| invitation::read(&text).ok());
    if let Some(network) = network.filter(|id| !state.networks.joined.contains_key(id)) {
        state.networks.join_text = network.to_string();
    }
    ask(state)
}

/// An id that leads nowhere goes back into the field, to be put right.
pub(crate) fn correct(state: &mut State, network: NetworkId) -> Vec<Effect> {
    state.networks.join_text = network.to_string();
    ask(state)
}

fn ask(state: &mut State) -> Vec<Effect> {
    state.frame.place = Place::default();
    state.networks.join_asked = state.networks.join_asked.wrapping_add(1);
    vec![Effect::Do(Deed::OpenWindow)]
}

/// The address changes after each use: it is read fresh, and never kept.
pub(crate) fn sign_in(state: &mut State, network: NetworkId, host: String) -> Vec<Effect> {
    telling::own_deed(state, network, OwnDeed::Join);
    clear(&mut state.frame, |known| *known == Problem::NoSignInAddress { network });
    vec![Effect::Ask(Question::SignInAddress { network, host })]
}

/// Opens the page if it is where the person was told it is.
pub(crate) fn sign_in_address(
    state: &mut State,
    network: NetworkId,
    host: &str,
    address: Result<String, Error>,
    now: Duration,
) -> Vec<Effect> {
    // Text from the network: anything but https is not opened, whatever it looks like.
    let url = address.ok().and_then(|text| Url::parse(&text).ok()).filter(|url| url.scheme() == "https");
    match url.as_ref().and_then(Url::host_str) {
        Some(found) if found == host => return url.map(|url| Effect::Do(Deed::Open(url.into()))).into_iter().collect(),
        // It is elsewhere by now: the new host is shown before it is opened.
        Some(_) => {}
        None => trouble(&mut state.frame, Problem::NoSignInAddress { network }),
    }
    looking::look_now(state, now)
}
