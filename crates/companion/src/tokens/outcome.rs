//! What came of what was asked about tokens at an authority.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error,
    authority::{Holder, Issued, IssuedToken, NewToken},
};

use super::{
    issued::{holder, is_same, lister, users},
    rotating,
    state::{IssueFault, IssueStage},
};
use crate::{
    app::state::State,
    authorities::reading,
    frame::{
        problem::{IssuedDeed, Problem},
        troubles::trouble,
    },
    kernel::{
        ids::{AuthorityId, Slot},
        text,
    },
    ports::{
        authorities::{Ask, Read, Told},
        effect::{Deed, Effect},
        fault::AuthorityFault,
        tokens::Purpose,
    },
};

/// The list was read, or not.
pub(crate) fn told_list(state: &mut State, id: &AuthorityId, told: Result<Issued, Error>, now: Duration) {
    if !reading::finished(state, id, Read::Tokens, told.is_ok()) {
        return;
    }
    let Some(authority) = state.authorities.lines.get_mut(id) else { return };
    match told {
        Ok(issued) => {
            authority.failures = 0;
            authority.fault = None;
            authority.issued_fault = None;
            authority.issued = Some(issued);
            learn_own(state, id);
        }
        Err(error) => match reading::fault_of(id, &error, now) {
            fault @ (AuthorityFault::Forbidden { .. } | AuthorityFault::NotThere) => {
                authority.issued_fault = Some(fault);
            }
            fault => reading::fault(authority, fault),
        },
    }
}

/// Which of them is the one in use here: known if it was made here, or if there is no other. Its end is what the
/// authority says.
fn learn_own(state: &mut State, id: &AuthorityId) {
    let Some(issued) = state.authorities.lines.get(id).and_then(|authority| authority.issued.as_ref()) else { return };
    let mut tokens = issued.holders.iter().flat_map(|holder| &holder.tokens);
    let only = match (tokens.next(), tokens.next()) {
        (Some(only), None) if issued.closed.is_empty() => only.id.clone(),
        _ => String::new(),
    };
    let ends: BTreeMap<String, Option<i64>> =
        issued.holders.iter().flat_map(|holder| &holder.tokens).map(|token| (token.id.clone(), token.ends)).collect();
    let Some(lister) = state.authorities.kept.get_mut(id) else { return };
    if lister.issued_as.is_empty() {
        lister.issued_as = only;
    }
    let lister = lister.clone();
    for (other, kept) in &mut state.authorities.kept {
        if let (true, Some(Some(end))) = (other == id || is_same(&lister, kept), ends.get(&kept.issued_as)) {
            kept.ends = Some(*end);
        }
    }
}

/// A write about tokens was done.
pub(crate) fn done(state: &mut State, id: &AuthorityId, ask: Ask, told: Told) -> Vec<Effect> {
    read_again(state, id);
    match (ask, told) {
        (Ask::MakeToken { purpose: Purpose::Rotation { .. }, .. }, Told::MadeToken(new)) => {
            return rotating::made(state, id, *new);
        }
        (Ask::MakeToken { holder, .. }, Told::MadeToken(new)) => return made(state, id, &holder, *new),
        (Ask::RevokeToken { token, rotation, .. }, _) => {
            settled(state, &token);
            with_holders(state, id, |holder| holder.tokens.retain(|known| known.id != token));
            if rotation {
                return rotating::revoked(state, id);
            }
            own_revoked(state, id, &token);
        }
        (Ask::RenameToken { token, .. }, Told::Token(now)) => {
            settled(state, &token);
            with_holders(state, id, |holder| {
                holder.tokens.iter_mut().filter(|known| known.id == now.id).for_each(|known| *known = now.clone());
            });
        }
        (Ask::MakeAccount { .. } | Ask::EditAccount { .. }, _) => {
            state.tokens.issuing.take_if(|dialog| dialog.authority == *id && dialog.stage == IssueStage::Asking);
        }
        (Ask::DeleteAccount { account, .. }, _) => {
            settled(state, &account);
            let tokens = holder(state, id, &account).map(|holder| holder.tokens.clone()).unwrap_or_default();
            let lister = lister(state, id);
            if let Some(issued) =
                state.authorities.lines.get_mut(&lister).and_then(|authority| authority.issued.as_mut())
            {
                issued.holders.retain(|holder| holder.id != account);
            }
            for token in tokens {
                own_revoked(state, id, &token.id);
            }
        }
        (_, other) => {
            reading::astray(&other);
        }
    }
    Vec::new()
}

fn made(state: &mut State, id: &AuthorityId, whose: &str, new: NewToken) -> Vec<Effect> {
    let NewToken { token, secret } = new;
    let name = text::one_line(&token.name);
    note_made(state, id, whose, &token);
    match state.tokens.issuing.as_mut().filter(|dialog| dialog.authority == *id) {
        Some(dialog) => dialog.stage = IssueStage::Keeping { name },
        None => return Vec::new(),
    }
    vec![Effect::Do(Deed::KeepSecret { credential: id.clone().into(), slot: Slot::Made, secret, base: None })]
}

/// It is among the known ones before the list is read again.
pub(crate) fn note_made(state: &mut State, id: &AuthorityId, whose: &str, token: &IssuedToken) {
    with_holders(state, id, |holder| {
        // A list that came meanwhile may have it already.
        holder.tokens.retain(|known| known.id != token.id);
        if holder.id == whose {
            holder.tokens.push(token.clone());
        }
    });
}

/// Whoever used this one here has none that fits any more.
fn own_revoked(state: &mut State, id: &AuthorityId, token: &str) {
    let users: Vec<AuthorityId> = users(state, id, token).into_iter().cloned().collect();
    for user in users {
        state.authorities.lines.entry(user).or_default().fault = Some(AuthorityFault::Refused);
    }
}

/// Changes what is known of every holder.
fn with_holders(state: &mut State, id: &AuthorityId, change: impl FnMut(&mut Holder)) {
    let lister = lister(state, id);
    if let Some(issued) = state.authorities.lines.get_mut(&lister).and_then(|authority| authority.issued.as_mut()) {
        issued.holders.iter_mut().for_each(change);
    }
}

/// Whoever listed it when the write began.
fn settled(state: &mut State, what: &str) {
    for authority in state.authorities.lines.values_mut() {
        authority.settling.remove(what);
    }
}

/// What is so now, the next list says whole.
pub(crate) fn read_again(state: &mut State, id: &AuthorityId) {
    let lister = lister(state, id);
    if let Some(authority) = state.authorities.lines.get_mut(&lister) {
        authority.issued_asked = None;
    }
}

/// A write about tokens was not done; the list is read anew, as it may have been all the same.
pub(crate) fn refused(state: &mut State, id: &AuthorityId, ask: Ask, fault: &AuthorityFault) {
    read_again(state, id);
    let (deed, name) = match ask {
        Ask::MakeToken { purpose: Purpose::Rotation { .. }, .. } | Ask::RevokeToken { rotation: true, .. } => {
            rotating::refused(state, id, fault);
            return;
        }
        Ask::MakeToken { .. } | Ask::MakeAccount { .. } | Ask::EditAccount { .. } => {
            let dialog = state.tokens.issuing.as_mut().filter(|dialog| dialog.authority == *id);
            if let Some(dialog) = dialog {
                dialog.stage = IssueStage::Refused(IssueFault::Authority(fault.clone()));
            }
            return;
        }
        Ask::RevokeToken { token, name, .. } => {
            settled(state, &token);
            (IssuedDeed::Revoke, name)
        }
        Ask::RenameToken { token, name } => {
            settled(state, &token);
            (IssuedDeed::Rename, name)
        }
        Ask::DeleteAccount { account, name } => {
            settled(state, &account);
            (IssuedDeed::DeleteAccount, name)
        }
        _ => return,
    };
    trouble(&mut state.frame, Problem::TokenNotDone { authority: id.clone(), deed, name, fault: fault.clone() });
}

/// Whether an ask is about tokens, and belongs here.
pub(crate) fn is_about_tokens(ask: &Ask) -> bool {
    matches!(
        ask,
        Ask::MakeToken { .. }
            | Ask::RevokeToken { .. }
            | Ask::RenameToken { .. }
            | Ask::MakeAccount { .. }
            | Ask::EditAccount { .. }
            | Ask::DeleteAccount { .. }
    )
}
