//! A member in the controller's database.

use std::{collections::BTreeSet, net::IpAddr};

use serde_json::{Value, json};

use super::{BadType, coerce};

/// Its ids are what stood in the URL.
pub(crate) fn new(network: &str, member: &str, now: i64) -> Value {
    json!({
        "activeBridge": false, "address": member, "authenticationExpiryTime": 0, "authorized": false,
        "capabilities": [], "creationTime": now, "id": member, "ipAssignments": [], "lastAuthorizedCredential": null,
        "lastAuthorizedCredentialType": null, "lastAuthorizedTime": 0, "lastDeauthorizedTime": 0,
        "noAutoAssignIps": false, "nwid": network, "objtype": "member", "remoteTraceLevel": 0,
        "remoteTraceTarget": null, "revision": 0, "ssoExempt": false, "tags": [], "vMajor": -1, "vMinor": -1,
        "vProto": -1, "vRev": -1,
    })
}

/// Takes the keys it knows; those left out stay.
pub(crate) fn write(member: &mut Value, body: &Value, now: i64) -> Result<(), BadType> {
    let before = member.clone();
    for (key, value) in body.as_object().into_iter().flatten() {
        match key.as_str() {
            "authorized" => authorize(member, coerce::boolean(value), now),
            "activeBridge" | "noAutoAssignIps" => member[key] = json!(coerce::boolean(value)),
            "name" => member[key] = json!(coerce::string(value)),
            "authenticationExpiryTime" | "remoteTraceLevel" => member[key] = json!(coerce::integer(value)),
            "remoteTraceTarget" => member[key] = value.as_str().map_or(Value::Null, |text| json!(text)),
            "ipAssignments" => member[key] = addresses(value)?,
            "tags" => member[key] = value.as_array().into_iter().flatten().filter(|tag| is_tag(tag)).cloned().collect(),
            "capabilities" => {
                let ids: BTreeSet<i64> = value.as_array().into_iter().flatten().map(coerce::integer).collect();
                member[key] = json!(ids);
            }
            _ => {}
        }
    }
    if *member != before || before["revision"] == 0 {
        member["revision"] = json!(before["revision"].as_u64().unwrap_or_default() + 1);
    }
    Ok(())
}

fn authorize(member: &mut Value, on: bool, now: i64) {
    if member["authorized"] == on {
        return;
    }
    member["authorized"] = json!(on);
    if on {
        member["lastAuthorizedTime"] = json!(now);
        member["lastAuthorizedCredentialType"] = json!("api");
        member["lastAuthorizedCredential"] = Value::Null;
    } else {
        member["lastDeauthorizedTime"] = json!(now);
    }
}

fn addresses(value: &Value) -> Result<Value, BadType> {
    let mut taken = Vec::new();
    for address in value.as_array().into_iter().flatten() {
        let text = address.as_str().ok_or(BadType)?;
        if text.parse::<IpAddr>().is_ok() {
            taken.push(json!(text));
        }
    }
    Ok(Value::Array(taken))
}

fn is_tag(value: &Value) -> bool {
    value.as_array().is_some_and(|pair| pair.len() == 2 && pair.iter().all(Value::is_number))
}
