//! The tokens of a user: names, and nothing else.

use super::Legacy;
use crate::{
    Error, Fault, Secret,
    authority::{Holder, Issued, IssuedToken, NewToken},
    link::Ask,
};

/// The authority wants 32 at least.
const SECRET_LENGTH: usize = 48;

impl Legacy {
    pub(crate) async fn issued(&self) -> Result<Issued, Error> {
        let status = self.status().await?;
        let Some(user) = status.user() else { return Err(Ask::get("/status").error(Fault::Unauthorized)) };
        let name = if user.name.is_empty() { &user.email } else { &user.name };
        let holder = Holder {
            id: user.id.clone(),
            name: name.clone(),
            tokens: user.tokens.iter().map(|name| named(name)).collect(),
            ..Holder::default()
        };
        Ok(Issued { holders: vec![holder], closed: Vec::new() }.distinct())
    }

    /// The secret is made here; the authority never shows one.
    pub(crate) async fn make_token(&self, user: &str, name: &str) -> Result<NewToken, Error> {
        let secret = Secret::random(SECRET_LENGTH);
        let secret = secret.ok_or_else(|| Ask::get("/user").error(Fault::Unsendable))?;
        match self.create_token(user, name, &secret).await {
            // An answer that says nothing: whether the new token opens the account is tried.
            Err(error) if matches!(error.fault, Fault::Garbled { .. }) => {
                if Self::new(&self.base, secret.clone())?.account().await.is_err() {
                    return Err(error);
                }
            }
            answer => answer?,
        }
        Ok(NewToken { token: named(name), secret })
    }

    pub(crate) async fn revoke(&self, user: &str, name: &str) -> Result<(), Error> {
        match self.revoke_token(user, name).await {
            // That it was not there is fine, if it is not: gates that take names apart say so too.
            Err(Error { fault: Fault::NotFound | Fault::Garbled { .. }, .. }) => {}
            answer => answer?,
        }
        match self.issued().await {
            // Its answer says yes to everything.
            Ok(issued) if issued.holders.iter().flat_map(|holder| &holder.tokens).any(|token| token.id == name) => {
                Err(Ask::delete("/user").error(Fault::NotDone { what: "token" }))
            }
            // Who is not known any more has revoked the one in use here.
            Ok(_) | Err(Error { fault: Fault::Unauthorized, .. }) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

fn named(name: &str) -> IssuedToken {
    IssuedToken { id: name.to_owned(), name: name.to_owned(), ..IssuedToken::default() }
}
