//! Keys of service accounts. A key is shown once, when it is made.

use serde_json::{Value, json};

use super::super::{
    body::{Body, put},
    moment,
    organisation::Key,
    reply,
};
use super::call::{Call, done, refused};
use crate::{central::Office, names::secret, wire::Response};

pub(crate) fn create(office: &mut Office<'_>, call: Call<'_>, account: &str) -> Response {
    let now = office.now();
    let body = Body::of(call.body);
    let expires = body.and_then(|body| body.text("expires")).and_then(|text| moment::read(&text));
    let Some(expires) = expires else { return refused("expires", "is no time") };
    if expires <= now {
        return refused("expires", "is over");
    }
    let seed = office.central.fresh();
    let key = Key {
        id: office.central.fresh_id(),
        secret: secret(seed, 64),
        description: body.and_then(|body| body.text("description")).unwrap_or_default(),
        created: now,
        modified: now,
        expires: Some(expires),
        used: None,
    };
    let mut answer = object(&key, account);
    answer["key"] = json!(key.secret);
    match office.central.organisations.accounts.iter_mut().find(|each| each.id == account) {
        Some(account) => account.keys.push(key),
        None => return reply::missing(),
    }
    reply::ok(&answer)
}

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, id: &str) -> Response {
    let now = office.now();
    for account in &mut office.central.organisations.accounts {
        let Some(place) = account.keys.iter().position(|key| key.id == id) else { continue };
        let key = &mut account.keys[place];
        return match call.method {
            "GET" => reply::ok(&object(key, &account.id)),
            // Its end can't be moved.
            "POST" => {
                put(&mut key.description, Body::of(call.body).and_then(|body| body.text("description")));
                key.modified = now;
                reply::ok(&object(key, &account.id))
            }
            "DELETE" => {
                account.keys.remove(place);
                done("api key deleted")
            }
            _ => reply::missing(),
        };
    }
    reply::missing()
}

pub(crate) fn object(key: &Key, account: &str) -> Value {
    let mut object = json!({
        "creationTime": moment::text(key.created),
        "description": key.description,
        "id": key.id,
        "lastModified": moment::text(key.modified),
        "serviceAccountId": account,
    });
    for (name, time) in [("expires", key.expires), ("lastUsed", key.used)] {
        if let Some(time) = time {
            object[name] = json!(moment::text(time));
        }
    }
    object
}
