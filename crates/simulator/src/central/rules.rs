//! A network's flow rules. Central compiles a source; this one keeps what was sent, and the compiled form of the usual.

use serde_json::{Value, json};

/// What a new network has.
pub(crate) const SOURCE: &str = "# IP and what finds it; nothing else.\n\
    drop\n\tnot ethertype ipv4\n\tand not ethertype arp\n\tand not ethertype ipv6\n;\n\naccept;\n";

/// The same, compiled.
pub(crate) fn compiled() -> Vec<Value> {
    let not = |kind: u16| json!({ "type": "MATCH_ETHERTYPE", "not": true, "or": false, "etherType": kind });
    let action = |name: &str| json!({ "type": name });
    vec![not(0x0800), not(0x0806), not(0x86dd), action("ACTION_DROP"), action("ACTION_ACCEPT")]
}

/// The new Central's ready-made rules: devices do not meet, but for some services.
#[derive(Debug, Clone, Default)]
pub(crate) struct Isolation {
    pub(crate) block_non_ip: bool,
    pub(crate) filters_services: bool,
    /// Ports and protocol.
    pub(crate) services: Vec<(String, i64)>,
    pub(crate) excluded: Vec<String>,
}
