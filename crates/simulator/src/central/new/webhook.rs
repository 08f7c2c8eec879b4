//! Webhooks, as far as they are listed and changed.

use serde_json::{Value, json};

use super::super::{
    body::{Body, put},
    moment, reply,
    webhook::{Secret, Webhook},
};
use super::call::{Call, done, refused};
use crate::{central::Office, names::secret, wire::Response};

/// Those of one organisation.
pub(crate) fn all(office: &mut Office<'_>, call: Call<'_>, org: &str) -> Response {
    match call.method {
        "GET" => {
            let webhooks = office.central.organisations.webhooks.iter().filter(|webhook| webhook.org == org);
            reply::ok(&json!({ "items": webhooks.map(object).collect::<Vec<_>>() }))
        }
        "POST" => create(office, call, org),
        _ => reply::missing(),
    }
}

fn create(office: &mut Office<'_>, call: Call<'_>, org: &str) -> Response {
    let now = office.now();
    let body = Body::of(call.body);
    let url = body.and_then(|body| body.text("url")).filter(|url| url.starts_with("https://"));
    let Some(url) = url else { return refused("url", "is no https address") };
    let Some(events) = body.and_then(|body| body.texts("eventList")) else { return refused("eventList", "is needed") };
    let webhook = Webhook {
        id: office.central.fresh_id(),
        org: org.to_owned(),
        url,
        description: body.and_then(|body| body.text("description")).unwrap_or_default(),
        events,
        created: now,
        modified: now,
        secrets: vec![fresh(office, now)],
    };
    let answer = reply::ok(&object(&webhook));
    office.central.organisations.webhooks.push(webhook);
    answer
}

fn fresh(office: &mut Office<'_>, now: i64) -> Secret {
    let seed = office.central.fresh();
    Secret { id: office.central.fresh_id(), value: secret(seed, 40), created: now, expires: None }
}

pub(crate) fn answer(office: &mut Office<'_>, call: Call<'_>, id: &str, path: &[&str]) -> Response {
    let now = office.now();
    let next = fresh(office, now);
    let webhooks = &mut office.central.organisations.webhooks;
    let Some(webhook) = webhooks.iter_mut().find(|webhook| webhook.id == id) else { return reply::missing() };
    let body = Body::of(call.body);
    match (call.method, path) {
        ("GET", []) => {}
        ("POST", []) => {
            if let Some(body) = body {
                put(&mut webhook.url, body.text("url"));
                put(&mut webhook.description, body.text("description"));
                put(&mut webhook.events, body.texts("eventList"));
                webhook.modified = now;
            }
        }
        ("POST", ["rotate-secret"]) => {
            let hours = body.and_then(|body| body.number("overlapHours")).unwrap_or(24);
            if !(0..=720).contains(&hours) {
                return refused("overlapHours", "is out of range");
            }
            for secret in &mut webhook.secrets {
                secret.expires.get_or_insert(now + hours * 3_600_000);
            }
            webhook.secrets.push(next);
            webhook.modified = now;
        }
        ("DELETE", []) => {
            webhooks.retain(|webhook| webhook.id != id);
            return done("webhook deleted");
        }
        _ => return reply::missing(),
    }
    reply::ok(&object(webhook))
}

/// One of the secrets counts no more.
pub(crate) fn forget(office: &mut Office<'_>, call: Call<'_>, id: &str) -> Response {
    for webhook in &mut office.central.organisations.webhooks {
        if call.method == "DELETE" && webhook.secrets.iter().any(|secret| secret.id == id) {
            webhook.secrets.retain(|secret| secret.id != id);
            return done("webhook secret deleted");
        }
    }
    reply::missing()
}

fn object(webhook: &Webhook) -> Value {
    let secrets = webhook.secrets.iter().map(|secret| {
        let mut object = json!({
            "createdAt": moment::text(secret.created), "id": secret.id, "lastModified": moment::text(secret.created),
            "value": secret.value, "webhookId": webhook.id,
        });
        if let Some(expires) = secret.expires {
            object["expiryAt"] = json!(moment::text(expires));
        }
        object
    });
    json!({
        "createdAt": moment::text(webhook.created),
        "description": webhook.description,
        "eventList": webhook.events,
        "id": webhook.id,
        "lastModified": moment::text(webhook.modified),
        "orgId": webhook.org,
        "secrets": secrets.collect::<Vec<_>>(),
        "url": webhook.url,
    })
}
