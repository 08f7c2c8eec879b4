//! A model in a glass: events go in at chosen moments, effects come out, nobody performs them.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod administrator;

use std::{collections::BTreeMap, path::PathBuf, time::Duration};

use companion::{
    app::{
        event::Event,
        state::State,
        update::update,
        view::{View, view},
    },
    interface::{action::Action, news::News},
    kernel::{
        ids::{CredentialId, Slot},
        moment::{Now, Os},
        words::Words,
    },
    ports::{
        answer::Answer,
        effect::{Deed, Effect, Question},
        frame::Loaded,
        service::{Contact, Finding, FoundToken, Lan, Looked, Origin},
        settings::Settings,
    },
    tokens::credential::destination,
};
use serde_json::{Value, json};
use zerotier_api::{
    Error, Fault, NetworkId, Secret,
    service::{Health, Network, Status},
};

pub(crate) struct Glass {
    pub(crate) state: State,
    pub(crate) now: Duration,
    /// Milliseconds since 1970 when the app started.
    pub(crate) epoch: i64,
    /// What this machine's adapters are in.
    pub(crate) lans: Vec<Lan>,
}

impl Glass {
    pub(crate) fn new() -> Self {
        Self { state: State::new(Os::Linux), now: Duration::ZERO, epoch: 0, lans: Vec::new() }
    }

    /// A model that has found its service and read these networks.
    pub(crate) fn live(networks: &[Value]) -> Self {
        let mut glass = Self::new();
        glass.start(Settings::default());
        glass.tell(Event::from(Answer::Found(finding())));
        glass.answer_contact(Ok(()));
        glass.look(networks);
        glass
    }

    pub(crate) fn start(&mut self, settings: Settings) -> Vec<Effect> {
        self.tell(Event::Start);
        self.tell(Event::from(Answer::Loaded(Loaded { settings, fault: None })))
    }

    pub(crate) fn tell(&mut self, event: Event) -> Vec<Effect> {
        update(
            &mut self.state,
            event,
            Now {
                since_start: self.now,
                unix_ms: self.epoch + i64::try_from(self.now.as_millis()).expect("a short test"),
            },
        )
    }

    pub(crate) fn act(&mut self, action: Action) -> Vec<Effect> {
        self.tell(Event::Action(action))
    }

    pub(crate) fn after(&mut self, ms: u64) -> Vec<Effect> {
        self.now += Duration::from_millis(ms);
        self.tell(Event::Tick)
    }

    pub(crate) fn answer_contact(&mut self, reached: Result<(), Fault>) -> Vec<Effect> {
        let health = Ok(health());
        let reached = Some(reached.map(|()| (status(), origin())).map_err(error));
        self.tell(Event::from(Answer::Contact(Contact {
            number: self.state.service.contacts,
            port: 9993,
            health,
            reached,
        })))
    }

    /// Nobody is there to answer.
    pub(crate) fn nobody_answers(&mut self) -> Vec<Effect> {
        let number = self.state.service.contacts;
        let contact = Contact { number, port: 9993, health: Err(error(Fault::Refused)), reached: None };
        self.tell(Event::from(Answer::Contact(contact)))
    }

    /// Answers the look that is under way (or comes next) with these networks.
    pub(crate) fn look(&mut self, networks: &[Value]) -> Vec<Effect> {
        if self.state.service.reading.is_none() {
            self.act(Action::LookAgain);
        }
        let generation = self.state.service.generation;
        self.answer_look(generation, networks)
    }

    pub(crate) fn answer_look(
        &mut self,
        generation: companion::ports::service::Generation,
        networks: &[Value],
    ) -> Vec<Effect> {
        let looked = Looked {
            status: Some(status()),
            networks: networks.iter().map(network).collect(),
            odd: Vec::new(),
            lans: self.lans.clone(),
        };
        self.tell(Event::from(Answer::Looked { generation, looked: Ok(looked) }))
    }

    pub(crate) fn view(&self) -> View {
        view(&self.state, &Words::in_language(None))
    }

    /// The rows as "name: state".
    pub(crate) fn rows(&self) -> Vec<String> {
        self.view().networks.rows.iter().map(|row| format!("{}: {}", row.name, row.state)).collect()
    }

    pub(crate) fn titles(&self) -> Vec<String> {
        self.view().notices.iter().map(|notice| plain(&notice.title)).collect()
    }
}

pub(crate) fn id(text: &str) -> NetworkId {
    text.parse().expect("an id")
}

pub(crate) fn home() -> NetworkId {
    id("17d395d8cb43a800")
}

pub(crate) fn network(json: &Value) -> Network {
    serde_json::from_value(json.clone()).expect("a network")
}

pub(crate) fn home_network() -> Value {
    json!({ "id": home(), "name": "home", "status": "OK", "netconfRevision": 1,
        "assignedAddresses": ["fd17:d395:d8cb:43a8:99:938f:2c1a:9b3d/88", "10.147.17.24/24"],
        "routes": [{ "target": "10.147.17.0/24", "via": null }] })
}

/// The same with other values.
pub(crate) fn with(mut network: Value, changes: &Value) -> Value {
    for (key, value) in changes.as_object().expect("an object") {
        network[key] = value.clone();
    }
    network
}

pub(crate) fn status() -> Status {
    serde_json::from_value(json!({ "address": "8f2c1a9b3d", "online": true, "version": "1.14.2" })).expect("a status")
}

pub(crate) fn health() -> Health {
    serde_json::from_value(json!({ "online": true, "version": "1.14.2" })).expect("health")
}

pub(crate) fn origin() -> Origin {
    Origin::ServiceHome(PathBuf::from("/var/lib/zerotier-one/authtoken.secret"))
}

pub(crate) fn finding() -> Finding {
    Finding {
        installed: true,
        running: Some(true),
        home: Some(PathBuf::from("/var/lib/zerotier-one")),
        elsewhere: false,
        port: 9993,
        port_unreadable: false,
        tokens: vec![FoundToken { origin: origin(), token: Secret::new("canary") }],
        unreadable: None,
        copies: Vec::new(),
    }
}

pub(crate) fn error(fault: Fault) -> Error {
    Error { method: "GET", path: "/status".into(), fault }
}

/// Without the marks that keep names apart from the sentence's direction.
pub(crate) fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

pub(crate) fn questions(effects: &[Effect]) -> Vec<String> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Ask(Question::Contact { .. }) => Some("contact".into()),
            Effect::Ask(Question::Knock { .. }) => Some("knock".into()),
            Effect::Ask(Question::TryKey { .. }) => Some("try key".into()),
            Effect::Ask(Question::Look { .. }) => Some("look".into()),
            Effect::Ask(Question::Join { network, allow }) => {
                Some(format!("join {network} {}", in_order(&json!(allow))))
            }
            Effect::Ask(Question::Configure { network, change }) => {
                Some(format!("configure {network} {}", in_order(&json!(change))))
            }
            Effect::Ask(Question::Leave { network }) => Some(format!("leave {network}")),
            Effect::Ask(Question::SignInAddress { network, .. }) => Some(format!("sign-in address {network}")),
            Effect::Ask(Question::Heard) => Some("heard".into()),
            Effect::Ask(Question::Recognise { .. }) => Some("recognise".into()),
            Effect::Ask(Question::Open { authority, .. }) => Some(format!("open {}", authority.as_str())),
            Effect::Ask(Question::Try { credential, slot, .. }) => Some(format!("try {credential} {slot:?}")),
            Effect::Ask(Question::ZeroPath(question)) => Some(format!("zeropath {}", question.base)),
            Effect::Ask(Question::Close { authority }) => Some(format!("close {}", authority.as_str())),
            Effect::Ask(Question::OfAuthority { authority, ask, .. }) => {
                Some(format!("{} {ask:?}", authority.as_str()))
            }
            Effect::Do(_) | Effect::Tell(_) => None,
        })
        .collect()
}

/// By name, whatever order objects have in this build: which that is, depends on what else is built.
fn in_order(object: &Value) -> String {
    let fields: BTreeMap<_, _> = object.as_object().into_iter().flatten().collect();
    json!(fields).to_string()
}

pub(crate) fn news(effects: &[Effect]) -> Vec<News> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Tell(news) => Some(news.clone()),
            Effect::Ask(_) | Effect::Do(_) => None,
        })
        .collect()
}

pub(crate) fn deeds(effects: &[Effect]) -> Vec<Deed> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::Do(deed) => Some(deed.clone()),
            Effect::Ask(_) | Effect::Tell(_) => None,
        })
        .collect()
}

/// Fetches a credential's secret, for where it goes now.
pub(crate) fn fetch(glass: &Glass, credential: impl Into<CredentialId>, slot: Slot) -> Deed {
    let credential = credential.into();
    Deed::FetchSecret { base: destination(&glass.state, &credential), credential, slot }
}

/// Keeps it, likewise.
pub(crate) fn keep(glass: &Glass, credential: impl Into<CredentialId>, slot: Slot, secret: &str) -> Deed {
    let credential = credential.into();
    Deed::KeepSecret { base: destination(&glass.state, &credential), credential, slot, secret: Secret::new(secret) }
}
