//! Service accounts and their keys in the words every authority shares.

use super::{Entitlement, Key, New, NewKey, ServiceAccount, Subscription};
use crate::{
    Error, Fault,
    authority::{Closed, Closure, Holder, Issued, IssuedToken, NewToken, Organisation},
    link::Ask,
};

impl New {
    pub(crate) async fn issued(&self) -> Result<Issued, Error> {
        let mut issued = Issued::default();
        for organisation in self.organisations().await? {
            match self.service_accounts(&organisation.id).await {
                Ok(accounts) => {
                    issued.holders.extend(accounts.into_iter().map(|account| holder(account, &organisation)));
                }
                // One organisation's no is not another's.
                Err(Error { fault: Fault::Forbidden { said }, .. }) => {
                    let why = self.closure(&organisation.id, said).await;
                    issued.closed.push(Closed { organisation, why });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(issued.distinct())
    }

    /// What a 403 for an organisation's accounts is about.
    async fn closure(&self, organisation: &str, said: String) -> Closure {
        let plan = self.subscription(organisation).await;
        if plan.is_ok_and(|plan| has_no_api(&plan)) { Closure::NoApi } else { Closure::Forbidden { said } }
    }

    pub(crate) async fn make_token(&self, account: &str, name: &str, ends: Option<i64>) -> Result<NewToken, Error> {
        let Some(ends) = ends else {
            return Err(Ask::post_empty("/api/v2/service-account").error(Fault::Unsendable));
        };
        let NewKey { id, key, description, created, expires, .. } = self.create_key(account, name, ends).await?;
        // Without an answer of its own, it is as it was asked for.
        let name = if description.is_empty() { name.to_owned() } else { description };
        let token = IssuedToken { id, name, created, ends: expires.or(Some(ends)), used: None };
        Ok(NewToken { token, secret: key })
    }

    pub(crate) async fn revoke(&self, key: &str) -> Result<(), Error> {
        let odd = match self.revoke_key(key).await {
            Err(Error { fault: Fault::NotFound, .. }) => return Ok(()),
            // Another form of yes, or a gate: what is left tells.
            Err(error) if matches!(error.fault, Fault::Garbled { .. }) => Some(error),
            answer => answer.map(|()| None)?,
        };
        match self.key(key).await {
            Err(Error { fault: Fault::Forbidden { .. }, .. }) if odd.is_some() => odd.map_or(Ok(()), Err),
            Ok(_) => Err(Ask::delete("/api/v2/api-key").error(Fault::NotDone { what: "key" })),
            // It is gone, and what is gone is somebody else's to some; or it was the one in use here.
            Err(Error { fault: Fault::NotFound | Fault::Forbidden { .. } | Fault::Unauthorized, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }

    pub(crate) async fn rename(&self, key: &str, name: &str) -> Result<IssuedToken, Error> {
        let renamed = self.rename_key(key, name).await?;
        if renamed.description != name {
            return Err(Ask::post_empty("/api/v2/api-key").error(Fault::NotDone { what: "description" }));
        }
        Ok(token(renamed))
    }
}

fn has_no_api(plan: &Subscription) -> bool {
    ["api", "serviceAccounts"].iter().any(|name| match plan.entitlements.get(*name) {
        Some(Entitlement::Switch(on)) => !on,
        Some(Entitlement::Amount { max, unlimited, .. }) => !unlimited && *max == Some(0),
        None => false,
    })
}

fn holder(account: ServiceAccount, organisation: &Organisation) -> Holder {
    Holder {
        id: account.id,
        name: account.name,
        description: account.description,
        organisation: organisation.clone(),
        tokens: account.keys.into_iter().map(token).collect(),
    }
}

fn token(key: Key) -> IssuedToken {
    IssuedToken { id: key.id, name: key.description, created: key.created, ends: key.expires, used: key.last_used }
}
