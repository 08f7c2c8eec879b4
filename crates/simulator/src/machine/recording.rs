//! What a recording shows of the machine it was made on.

use serde_json::{Value, json};

use super::{Joined, Machine, Peer};

impl Machine {
    /// Puts in what a recorded answer to a GET of this path tells: a status, networks, peers, moons.
    pub(crate) fn recall(&mut self, path: &str, answer: &Value) {
        let objects = answer.as_array().cloned().unwrap_or_else(|| vec![answer.clone()]);
        match path.split('/').nth(1) {
            Some("status") => self.recall_status(answer),
            Some("health") => self.reachable = answer["online"] == true,
            Some("config") => self.local_conf = answer.as_object().cloned().unwrap_or_default(),
            Some("network") => {
                let joined = objects.iter().filter_map(|object| Joined::recorded(object, i64::MAX));
                self.joined.extend(joined.map(|joined| (joined.id, joined)));
            }
            Some("peer") => {
                let others = objects.into_iter().filter(|peer| peer["address"].is_string());
                self.peers.extend(others.map(|object| Peer { object, heard_ago: None }));
            }
            Some("moon") => {
                let moons = objects.into_iter().filter_map(|moon| {
                    let address = moon["id"].as_str()?.get(6..)?.parse().ok()?;
                    Some((address, moon))
                });
                self.moons.extend(moons);
            }
            Some("controller" | "unstable") => self.recall_controller(path, answer),
            _ => {}
        }
    }

    fn recall_controller(&mut self, path: &str, answer: &Value) {
        let path = path.trim_start_matches("/unstable").trim_start_matches("/controller/network");
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let members = match answer {
            Value::Object(fields) if fields.contains_key("data") => {
                answer["data"].as_array().cloned().unwrap_or_default()
            }
            Value::Object(fields) if fields.contains_key("objtype") => vec![answer.clone()],
            // A list of members as revisions by id.
            Value::Object(fields) => {
                let member = |(id, revision)| json!({ "id": id, "revision": revision, "authorized": false });
                fields.iter().map(member).collect()
            }
            _ => Vec::new(),
        };
        match segments[..] {
            [] => {
                let ids = answer.as_array().into_iter().flatten().filter_map(Value::as_str);
                for id in ids {
                    self.controller.recall_network(json!({ "id": id }));
                }
            }
            [_] => self.controller.recall_network(answer.clone()),
            [network, ..] => {
                self.controller.recall_network_if_absent(network);
                for member in members {
                    self.controller.recall_member(network, member);
                }
            }
        }
    }

    fn recall_status(&mut self, status: &Value) {
        self.reachable = status["online"] == true;
        self.local_conf = status["config"].as_object().cloned().unwrap_or_default();
    }
}
