//! A network as the service of this machine has it.

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use crate::names;

/// The service looks at its own addresses this often, in ms: what is taken away and given back in between is lost.
const CACHED: i64 = 1_000;

/// A joined network.
#[derive(Debug, Clone, PartialEq)]
pub struct Joined {
    /// Which.
    pub id: NetworkId,
    /// The service's own word, as `ACCESS_DENIED`.
    pub status: String,
    /// `allowManaged`.
    pub allow_managed: bool,
    /// `allowGlobal`.
    pub allow_global: bool,
    /// `allowDefault`.
    pub allow_default: bool,
    /// `allowDNS`.
    pub allow_dns: bool,
    /// The addresses the controller assigned, with their bits.
    pub addresses: Vec<String>,
    /// They are listed, but no longer on the adapter: allowManaged was off and on again too quickly.
    pub addresses_lost: bool,
    /// What the controller told, in the fields of the network object.
    pub(crate) config: Map<String, Value>,
    pub(crate) next_ask: i64,
    managed_off_at: Option<i64>,
}

/// What came of asking the controller.
pub(crate) enum Asked {
    /// No answer.
    Nothing,
    Configured(Map<String, Value>),
    /// The member is not allowed.
    Denied,
    NotFound,
    /// With what there is to know about the sign-in.
    SignInNeeded(Map<String, Value>),
}

impl Joined {
    pub(crate) fn new(id: NetworkId, next_ask: i64) -> Self {
        Self {
            id,
            status: "REQUESTING_CONFIGURATION".into(),
            allow_managed: true,
            allow_global: false,
            allow_default: false,
            allow_dns: false,
            addresses: Vec::new(),
            addresses_lost: false,
            config: Map::new(),
            next_ask,
            managed_off_at: None,
        }
    }

    /// From an object of a recording.
    pub(crate) fn recorded(object: &Value, next_ask: i64) -> Option<Self> {
        let mut joined = Self::new(object["id"].as_str()?.parse().ok()?, next_ask);
        let is = |key: &str| object[key] == true;
        joined.allow_managed = is("allowManaged");
        joined.allow_global = is("allowGlobal");
        joined.allow_default = is("allowDefault");
        joined.allow_dns = is("allowDNS");
        object["status"].as_str()?.clone_into(&mut joined.status);
        joined.configure(object.as_object()?.clone());
        Some(joined)
    }

    pub(crate) fn is_ok(&self) -> bool {
        self.status == "OK"
    }

    pub(crate) fn take(&mut self, asked: Asked) {
        let status = match asked {
            Asked::Nothing => return,
            Asked::Configured(config) => {
                self.configure(config);
                "OK"
            }
            Asked::Denied => "ACCESS_DENIED",
            Asked::NotFound => "NOT_FOUND",
            Asked::SignInNeeded(sign_in) => {
                self.config.extend(sign_in);
                "AUTHENTICATION_REQUIRED"
            }
        };
        status.clone_into(&mut self.status);
    }

    pub(crate) fn configure(&mut self, config: Map<String, Value>) {
        let addresses = config.get("assignedAddresses").and_then(Value::as_array);
        let addresses = addresses.into_iter().flatten().filter_map(Value::as_str);
        self.addresses = addresses.map(str::to_owned).collect();
        self.config = config;
    }

    /// Applies the booleans of a body; everything else in it counts for nothing.
    pub(crate) fn allow(&mut self, body: &Value, now: i64) {
        let wanted = |key: &str| body.get(key).and_then(Value::as_bool);
        if let Some(on) = wanted("allowManaged") {
            self.manage(on, now);
        }
        self.allow_global = wanted("allowGlobal").unwrap_or(self.allow_global);
        self.allow_default = wanted("allowDefault").unwrap_or(self.allow_default);
        self.allow_dns = wanted("allowDNS").unwrap_or(self.allow_dns);
    }

    fn manage(&mut self, on: bool, now: i64) {
        if on && !self.allow_managed {
            self.addresses_lost |= self.managed_off_at.is_some_and(|off| now - off < CACHED);
        }
        if !on && self.allow_managed {
            self.managed_off_at = Some(now);
        }
        self.allow_managed = on;
    }

    /// As after a start without anything remembered: nobody answers until somebody has it answered.
    pub(crate) fn ask_anew(&mut self) {
        "REQUESTING_CONFIGURATION".clone_into(&mut self.status);
        self.next_ask = i64::MAX;
    }

    pub(crate) fn start_again(&mut self, next_ask: i64) {
        let configured = self.config.contains_key("name");
        if configured { "OK" } else { "REQUESTING_CONFIGURATION" }.clone_into(&mut self.status);
        self.addresses_lost = false;
        self.next_ask = next_ask;
    }

    /// As `GET /network/{id}` tells.
    pub(crate) fn object(&self, node: NodeAddress) -> Value {
        let mut object = json!({
            "assignedAddresses": [],
            "bridge": false,
            "broadcastEnabled": false,
            "dhcp": false,
            "dns": { "domain": "", "servers": [] },
            "mtu": 2800,
            "multicastSubscriptions": [],
            "name": "",
            "netconfRevision": 0,
            "portError": 0,
            "routes": [],
            "type": "PRIVATE",
        });
        for (key, value) in &self.config {
            object[key] = value.clone();
        }
        object["id"] = json!(self.id);
        object["nwid"] = json!(self.id);
        object["mac"] = json!(names::mac(self.id, node));
        object["portDeviceName"] = json!(names::device(self.id));
        object["status"] = json!(self.status);
        object["allowManaged"] = json!(self.allow_managed);
        object["allowGlobal"] = json!(self.allow_global);
        object["allowDefault"] = json!(self.allow_default);
        object["allowDNS"] = json!(self.allow_dns);
        object
    }
}
