//! What is asked of an authority, call by call.

use zerotier_api::{BaseUrl, Error, Fault, Secret, authority::Authority, central::New};

use crate::{
    kernel::ids::AuthorityKind,
    ports::{
        answer::Part,
        authorities::{Ask, Told},
        tokens::{Purpose, Recognised},
    },
};

pub(crate) fn client(kind: AuthorityKind, base: &BaseUrl, token: Secret) -> Result<Authority, Error> {
    match kind {
        AuthorityKind::Legacy => Authority::legacy(base, token),
        AuthorityKind::New => Authority::new_central(base, token),
        AuthorityKind::Controller => Authority::controller(base, token),
    }
}

/// Asks one after the other whose token this is; who does not know it is no longer told of it.
pub(crate) async fn recognise(
    candidates: Vec<(AuthorityKind, BaseUrl)>,
    client: impl Fn(AuthorityKind, &BaseUrl) -> Result<Authority, Error>,
) -> Result<Recognised, Vec<(AuthorityKind, BaseUrl, Error)>> {
    let mut errors = Vec::new();
    for (kind, base) in candidates {
        let account = match client(kind, &base) {
            Ok(client) => client.account().await,
            Err(error) => Err(error),
        };
        match account {
            Ok(account) => return Ok(Recognised { kind, base, account }),
            Err(error) => errors.push((kind, base, error)),
        }
    }
    Err(errors)
}

pub(crate) async fn tell(authority: &Authority, ask: Ask, some: &(dyn Fn(Part) + Sync)) -> Result<Told, Error> {
    Ok(match ask {
        Ask::Account => Told::Account(authority.account().await?),
        Ask::Networks => {
            let networks = authority.networks_as_they_come(&|networks| some(Part::Networks(networks))).await?;
            Told::Networks { networks, groups: authority.groups().await? }
        }
        Ask::Settings { network } => Told::Settings(Box::new(authority.network(network).await?)),
        Ask::Members { network } => {
            let some = |members| some(Part::Members { network, members });
            Told::Members(authority.members_as_they_come(network, &some).await?)
        }
        Ask::SetAccess { network, member, access } => {
            Told::Member(Box::new(authority.set_access(network, member, access).await?))
        }
        Ask::SetAccessOfAll { network, members, access } => {
            authority.set_access_of_all(network, &members, access).await?;
            Told::Done
        }
        Ask::ChangeMember { network, member, change } => {
            Told::Member(Box::new(authority.change_member(network, member, &change).await?))
        }
        Ask::AddMember { network, member, name } => {
            Told::Member(Box::new(authority.add_member(network, member, &name).await?))
        }
        Ask::RemoveMember { network, member } => {
            authority.remove_member(network, member).await?;
            Told::Done
        }
        Ask::ChangeNetwork { network, change } => {
            Told::Changed(Box::new(authority.change_network(network, &change).await?))
        }
        Ask::CreateNetwork { name, group, .. } => {
            Told::Created(Box::new(authority.create_network(&name, group.as_deref()).await?))
        }
        Ask::DeleteNetwork { network } => {
            authority.delete_network(network).await?;
            Told::Done
        }
        Ask::Tokens => Told::Tokens(authority.issued().await?),
        Ask::MakeToken { holder, name, ends, purpose } => {
            if let Purpose::Rotation { not_among: Some(before) } = purpose {
                revoke_lost(authority, &holder, &name, &before).await?;
            }
            Told::MadeToken(Box::new(authority.make_token(&holder, &name, ends).await?))
        }
        Ask::RevokeToken { holder, token, .. } => {
            authority.revoke_token(&holder, &token).await?;
            Told::Done
        }
        Ask::RenameToken { token, name } => Told::Token(authority.rename_token(&token, &name).await?),
        Ask::MakeAccount { organisation, id, name, description } => {
            let made = of_new(authority)?.create_service_account(&organisation, &id, &name, &description).await?;
            // It may be named by its whole address.
            let left = made.id.split('@').next().unwrap_or_default();
            if left == id { Told::Done } else { return Err(not_done("POST", "id")) }
        }
        Ask::EditAccount { account, name, description } => {
            let now = of_new(authority)?.edit_service_account(&account, Some(&name), Some(&description)).await?;
            if now.name != name {
                return Err(not_done("POST", "name"));
            }
            if now.description == description { Told::Done } else { return Err(not_done("POST", "description")) }
        }
        Ask::DeleteAccount { account, .. } => {
            delete_account(of_new(authority)?, &account).await?;
            Told::Done
        }
    })
}

/// A token that was made on the way, and whose secret was lost, goes before another one of its name is made.
async fn revoke_lost(authority: &Authority, holder: &str, name: &str, before: &[String]) -> Result<(), Error> {
    let issued = authority.issued().await?;
    let tokens = issued.holders.iter().filter(|known| known.id == holder).flat_map(|holder| &holder.tokens);
    for token in tokens.filter(|token| token.name == name && !before.contains(&token.id)) {
        authority.revoke_token(holder, &token.id).await?;
    }
    Ok(())
}

async fn delete_account(new: &New, account: &str) -> Result<(), Error> {
    let odd = match new.delete_service_account(account).await {
        Err(Error { fault: Fault::NotFound, .. }) => return Ok(()),
        Err(error) if matches!(error.fault, Fault::Garbled { .. }) => Some(error),
        answer => answer.map(|()| None)?,
    };
    match new.service_account(account).await {
        // A gate that answers with a page forbids all the same.
        Err(Error { fault: Fault::Forbidden { .. }, .. }) if odd.is_some() => odd.map_or(Ok(()), Err),
        Ok(_) => Err(not_done("DELETE", "service account")),
        // What is gone is somebody else's to some; or the key in use here was one of its own.
        Err(Error { fault: Fault::NotFound | Fault::Forbidden { .. } | Fault::Unauthorized, .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

fn of_new(authority: &Authority) -> Result<&New, Error> {
    authority.as_new().ok_or_else(|| Error { method: "GET", path: "/".into(), fault: Fault::Unsupported })
}

fn not_done(method: &'static str, what: &'static str) -> Error {
    Error { method, path: "/api/v2/service-account".into(), fault: Fault::NotDone { what } }
}
