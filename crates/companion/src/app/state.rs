//! Everything the app knows: plain data, no handles, no secrets.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    time::Duration,
};

use zerotier_api::{
    NetworkId, NodeAddress,
    service::{Network, Version},
};

use super::{belief::Belief, problem::Problem, undo::Undoing};
use crate::{
    administer::members::Steady,
    authorities::state::Authority,
    frame::state::Copied,
    interface::{networks::Permission, news::News, place::Place},
    kernel::{
        days::EndFault,
        ids::{AuthorityId, CredentialId, Slot},
        moment::{Now, Os},
    },
    networks::{
        flags::Flags,
        state::{Forgotten, Requesting},
        wish::Wish,
    },
    ports::{
        kept::Remembered,
        secrets::FoundCredential,
        service::{Generation, Lan, Origin},
        settings::Settings,
    },
    service::{
        state::{Link, Node, Reading, Traces, USUAL_PORT, Waiting},
        typed_key::TypedKey,
    },
    tokens::{
        rotation::Rotating,
        state::{Adding, Issuing, Verdict},
    },
};

/// Everything the app knows.
#[derive(Debug, Clone)]
pub struct State {
    pub os: Os,
    /// When the last event happened.
    pub now: Now,
    /// The simulator stands in for the service.
    pub demo: bool,
    /// Another world is on its way: nothing is done in this one any more.
    pub staging: bool,
    pub settings: Settings,
    /// The settings as they were last given to the desktop to keep.
    pub saved: Option<Settings>,
    /// They are being kept; one at a time.
    pub saving: bool,

    pub link: Link,
    pub traces: Traces,
    pub home: Option<PathBuf>,
    pub port: u16,
    /// Where the token in use came from.
    pub origin: Option<Origin>,
    /// The token in use is in the system keychain.
    pub kept: bool,
    pub service_version: Option<Version>,
    pub node: Option<Node>,
    /// An administrator is being asked for something.
    pub asking: bool,
    /// The service's key as somebody has typed it, until it is known to fit.
    pub typed_key: Option<TypedKey>,

    /// Networks were read at least once since the service was found.
    pub known: bool,
    /// Joined networks, as last read.
    pub networks: BTreeMap<NetworkId, Network>,
    /// When that was.
    pub networks_read: Option<Now>,
    /// What was asked for and is not yet so.
    pub wishes: BTreeMap<NetworkId, Wish>,
    /// What was kept of networks that are being forgotten, until they are left.
    pub forgetting: BTreeMap<NetworkId, Remembered>,
    /// When `allowManaged` was last seen to go off. See [`crate::app::update::HOLD`].
    pub managed_off: BTreeMap<NetworkId, Duration>,
    /// Kinds of places in the service's answers that could not be read, each said once.
    pub odd: BTreeSet<String>,
    /// An authority's clock tells another time than this machine's.
    pub clock_off: bool,
    /// What this machine's adapters are in, as last seen.
    pub lans: Vec<Lan>,
    /// Since when networks wait for their controller's first answer.
    pub requesting: BTreeMap<NetworkId, Requesting>,
    pub offline: Option<Waiting>,

    pub generation: Generation,
    /// What is being read. One thing at a time.
    pub reading: Option<Reading>,
    pub looked_at: Option<Duration>,
    /// Failures in a row to reach the service.
    pub attempts: u32,
    /// When the service was last looked for from the beginning.
    pub sought_at: Duration,
    /// The last connection to the service was refused, or there is nothing to connect to.
    pub refused: bool,
    /// Somebody asked for a new search while one was under way.
    pub seek_again: bool,
    /// How often somebody was knocked at.
    pub contacts: u32,
    /// The token sources were read again after a 401.
    pub reread: bool,

    pub place: Place,
    pub window_open: bool,
    pub join_text: String,
    /// Counts up when somebody outside the window asks for the join field.
    pub join_asked: u32,
    /// Whoever admits members, as far as they were asked in this run.
    pub authorities: BTreeMap<AuthorityId, Authority>,
    /// An account on its way in.
    pub adding: Option<Adding>,
    /// The dialog in which something is made at an authority.
    pub issuing: Option<Issuing>,
    /// Rotations of this run.
    pub rotating: BTreeMap<AuthorityId, Rotating>,
    /// Tokens that lie ready in the app's environment, as last looked for.
    pub lying: Vec<FoundCredential>,
    /// Credentials whose secrets are being asked about.
    pub verifying: BTreeSet<CredentialId>,
    /// What came of the last time each was asked about.
    pub verdicts: BTreeMap<CredentialId, Verdict>,
    /// What is wrong with the end somebody typed.
    pub end_fault: Option<(CredentialId, String, EndFault)>,
    /// Credentials whose secrets are on their way to the keychain.
    pub keeping: BTreeSet<CredentialId>,
    /// Credentials whose secrets only this run knows: no keychain took them.
    pub held: BTreeSet<CredentialId>,
    /// Entries of ours in the keychain, as last listed; none if they can't be.
    pub entries: Option<Vec<(CredentialId, Slot)>>,
    /// Counts the questions whose token one is.
    pub recognitions: u32,
    /// Members marked in the shown list, and the last one marked.
    pub marks: (BTreeSet<NodeAddress>, Option<NodeAddress>),
    /// Rows of the shown list keep their place, as somebody is at them; none lets them go where they belong.
    pub steady: Option<Steady>,
    /// What is typed as one more address of the shown member.
    pub address_text: String,
    /// What is typed as the address of a member to be added.
    pub member_text: String,
    /// This device was allowed there: until when its networks are watched closely for it.
    pub admitting: BTreeMap<NetworkId, Duration>,
    /// Devices that were told to be waiting.
    pub waiting_told: BTreeSet<(NetworkId, NodeAddress)>,
    /// Troubles a person puts away: refused wishes, settings, keychain. The newest is last.
    pub troubles: Vec<Problem>,
    pub toast: Option<Forgotten>,
    pub undoing: Undoing,
    /// What was just put on the clipboard, for as long as that is said.
    pub copied: Option<Copied>,
    /// What is typed in the palette; none if it is closed.
    pub finding_text: Option<String>,
    /// News to be told, oldest first; taken out at the end of each update.
    pub news: Vec<News>,
    /// What the person knows by now: only what differs is news.
    pub belief: Belief,
    /// The end of sign-in that was already told.
    pub sign_in_told: BTreeMap<NetworkId, i64>,
    /// The app starts at login; none if the system can't say.
    pub autostart: Option<bool>,
    /// The desktop has a place for tray icons; none before it was asked.
    pub tray: Option<bool>,
    /// The tray has gone and there is no window: when one is to be shown.
    pub unreachable_at: Option<Duration>,
    /// When the roots are to be listened for after a wake-up.
    pub listens: Option<Duration>,
    /// The node says it is online, and no root was heard since the wake-up.
    pub deaf: bool,
    /// The app quits, at the latest at this moment.
    pub quits: Option<Duration>,
    /// How many changes of state were told, and the network of the last one.
    pub announced: (u32, Option<NetworkId>),
}

impl State {
    /// Nothing is known yet.
    pub fn new(os: Os) -> Self {
        Self {
            os,
            now: Now::default(),
            demo: false,
            staging: false,
            settings: Settings::default(),
            saved: None,
            saving: false,
            link: Link::Looking,
            traces: Traces::default(),
            home: None,
            port: USUAL_PORT,
            origin: None,
            kept: false,
            service_version: None,
            node: None,
            asking: false,
            typed_key: None,
            known: false,
            networks: BTreeMap::new(),
            networks_read: None,
            wishes: BTreeMap::new(),
            forgetting: BTreeMap::new(),
            managed_off: BTreeMap::new(),
            odd: BTreeSet::new(),
            clock_off: false,
            lans: Vec::new(),
            requesting: BTreeMap::new(),
            offline: None,
            generation: Generation::default(),
            reading: None,
            looked_at: None,
            attempts: 0,
            sought_at: Duration::ZERO,
            refused: false,
            seek_again: false,
            contacts: 0,
            reread: false,
            place: Place::default(),
            window_open: false,
            join_text: String::new(),
            join_asked: 0,
            authorities: BTreeMap::new(),
            adding: None,
            issuing: None,
            rotating: BTreeMap::new(),
            lying: Vec::new(),
            verifying: BTreeSet::new(),
            verdicts: BTreeMap::new(),
            end_fault: None,
            keeping: BTreeSet::new(),
            held: BTreeSet::new(),
            entries: None,
            recognitions: 0,
            marks: (BTreeSet::new(), None),
            steady: None,
            address_text: String::new(),
            member_text: String::new(),
            admitting: BTreeMap::new(),
            waiting_told: BTreeSet::new(),
            troubles: Vec::new(),
            toast: None,
            undoing: Undoing::default(),
            copied: None,
            finding_text: None,
            news: Vec::new(),
            belief: Belief::default(),
            sign_in_told: BTreeMap::new(),
            autostart: None,
            tray: None,
            unreachable_at: None,
            listens: None,
            deaf: false,
            quits: None,
            announced: (0, None),
        }
    }

    /// Whether a permission is (about to be) given, and whether that is still on its way.
    pub fn permission(&self, id: NetworkId, permission: Permission) -> (bool, bool) {
        let now = self.networks.get(&id).map(Network::allow).unwrap_or_default();
        match self.wishes.get(&id).and_then(|wish| wish.change(permission)) {
            Some(asked) => (asked, true),
            None => (now.get(permission), false),
        }
    }

    /// Members whose rows keep the place they had.
    pub fn steady(&self) -> &Steady {
        static NONE: Steady = Steady::new();
        self.steady.as_ref().unwrap_or(&NONE)
    }

    /// Addresses wait to be turned on again: sooner, the service would lose them.
    pub fn holds_managed(&self, id: NetworkId) -> bool {
        self.wishes.get(&id).is_some_and(|wish| !wish.sent && wish.change(Permission::Managed) == Some(true))
    }
}
