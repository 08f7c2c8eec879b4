//! Networks and their members, as the database of a controller keeps them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use zerotier_api::{NetworkId, NodeAddress};

use super::{BadType, member, network};

/// By id in lower case.
#[derive(Default)]
pub(crate) struct Controller {
    networks: BTreeMap<String, Entry>,
    made: u64,
    /// Its build has no list of all there is.
    pub(crate) old: bool,
}

#[derive(Default)]
struct Entry {
    network: Value,
    /// By the id that stood in the URL, upper case and all.
    members: BTreeMap<String, Value>,
}

/// What a controller tells a member that asks.
pub(crate) enum Admission {
    Unknown,
    Denied,
    Admitted(Map<String, Value>),
}

impl Controller {
    pub(crate) fn ids(&self) -> Vec<&String> {
        self.networks.keys().collect()
    }

    pub(crate) fn listing(&self) -> Value {
        let networks: Vec<Value> = self
            .networks
            .values()
            .map(|entry| {
                let mut network = entry.network.clone();
                network["meta"] = json!({
                    "authorizedMemberCount": entry.authorized(),
                    "totalMemberCount": entry.members.len(),
                });
                network
            })
            .collect();
        json!({ "meta": { "networkCount": networks.len() }, "data": networks })
    }

    /// An id nobody has yet.
    pub(crate) fn free_id(&mut self, node: NodeAddress) -> String {
        loop {
            self.made += 1;
            let id = format!("{node}{:06x}", (self.made * 0x5b_3c9d) & 0xff_ffff);
            if !self.networks.contains_key(&id) {
                return id;
            }
        }
    }

    pub(crate) fn network(&self, id: &str) -> Option<Value> {
        self.networks.get(&id.to_lowercase()).map(|entry| entry.network.clone())
    }

    pub(crate) fn set_network(&mut self, id: &str, body: &Value, now: i64) -> Value {
        let id = id.to_lowercase();
        let entry = self
            .networks
            .entry(id.clone())
            .or_insert_with(|| Entry { network: network::new(&id, now), ..Entry::default() });
        network::write(&mut entry.network, body);
        entry.network.clone()
    }

    pub(crate) fn remove_network(&mut self, id: &str) -> Option<Value> {
        self.networks.remove(&id.to_lowercase()).map(|entry| entry.network)
    }

    /// Each member's revision, by its id.
    pub(crate) fn revisions(&self, id: &str) -> Option<Value> {
        let entry = self.networks.get(&id.to_lowercase())?;
        Some(entry.members.iter().map(|(id, member)| (id.clone(), member["revision"].clone())).collect())
    }

    pub(crate) fn members(&self, id: &str) -> Option<Value> {
        let entry = self.networks.get(&id.to_lowercase())?;
        let members: Vec<&Value> = entry.members.values().collect();
        let meta = json!({ "totalCount": members.len(), "authorizedCount": entry.authorized() });
        Some(json!({ "data": members, "meta": meta }))
    }

    pub(crate) fn member(&self, network: &str, member: &str) -> Option<Value> {
        self.networks.get(&network.to_lowercase())?.members.get(member).cloned()
    }

    /// None if there is no such network.
    pub(crate) fn set_member(
        &mut self,
        network: &str,
        member: &str,
        body: &Value,
        now: i64,
    ) -> Result<Option<Value>, BadType> {
        let Some(entry) = self.networks.get_mut(&network.to_lowercase()) else { return Ok(None) };
        let record = entry.members.entry(member.to_owned()).or_insert_with(|| member::new(network, member, now));
        member::write(record, body, now)?;
        Ok(Some(record.clone()))
    }

    pub(crate) fn remove_member(&mut self, network: &str, member: &str) -> Option<Value> {
        self.networks.get_mut(&network.to_lowercase())?.members.remove(member)
    }

    /// A node asks to be let in, and is noted.
    pub(crate) fn admit(&mut self, network: NetworkId, node: NodeAddress, now: i64) -> Admission {
        let (id, member) = (network.to_string(), node.to_string());
        let Some(entry) = self.networks.get_mut(&id) else { return Admission::Unknown };
        let record = entry.members.entry(member.clone()).or_insert_with(|| member::new(&id, &member, now));
        if entry.network["private"] == true && record["authorized"] != true {
            return Admission::Denied;
        }
        let given = entry.members.values().flat_map(network::addresses).collect();
        let Some(record) = entry.members.get_mut(&member) else { return Admission::Unknown };
        network::assign(&entry.network, record, &given);
        Admission::Admitted(network::as_told(&entry.network, record))
    }

    /// Puts in what a recording shows.
    pub(crate) fn recall_network(&mut self, network: Value) {
        if let Some(id) = network["id"].as_str().map(str::to_lowercase) {
            self.networks.entry(id).or_default().network = network;
        }
    }

    /// A network a recording speaks of without showing it.
    pub(crate) fn recall_network_if_absent(&mut self, network: &str) {
        let id = network.to_lowercase();
        let make = || Entry { network: network::new(&id, 0), ..Entry::default() };
        self.networks.entry(id.clone()).or_insert_with(make);
    }

    /// Puts in what a recording shows.
    pub(crate) fn recall_member(&mut self, network: &str, member: Value) {
        let entry = self.networks.entry(network.to_lowercase()).or_default();
        if let Some(id) = member["id"].as_str().map(str::to_owned) {
            entry.members.insert(id, member);
        }
    }
}

impl Entry {
    fn authorized(&self) -> usize {
        self.members.values().filter(|member| member["authorized"] == true).count()
    }
}
