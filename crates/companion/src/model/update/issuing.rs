//! Tokens at authorities: listed, made, renamed, revoked; accounts that hold them. A secret that was made for another
//! program goes to the desktop, from where it can be copied once.

use std::{collections::BTreeMap, time::Duration};

use zerotier_api::{
    Error,
    authority::{Holder, Issued, IssuedToken, NewToken},
};

use super::{
    super::{
        authority::{AuthorityFault, AuthorityId, KeptAuthority, Read, dialect},
        credential::{self, CredentialId, CredentialKind, EndFault, Slot},
        effect::{Ask, Deed, Effect, Purpose},
        event::Told,
        issued::{Issue, IssueFault, IssueStage, Issuing, TokenDeed, holder, is_same, lister, token, users},
        problem::{IssuedDeed, Problem},
        rows,
        state::State,
    },
    administering, authorities, clear, rotating, trouble,
};

pub(super) const LONGEST_NAME: usize = 80;
const LONGEST_DESCRIPTION: usize = 250;
/// As long as the left part of an address may be.
const LONGEST_ID: usize = 64;

pub(super) fn act(state: &mut State, id: &AuthorityId, deed: TokenDeed) -> Vec<Effect> {
    if !dialect(state, id).abilities().issues_tokens || !state.settings.authorities.contains_key(id) {
        return Vec::new();
    }
    match deed {
        TokenDeed::Make { holder, name, day } => in_dialog(state, id, |state| make(state, id, &holder, &name, &day)),
        TokenDeed::MakeAccount { organisation, id: left, name, description } => {
            in_dialog(state, id, |state| make_account(state, id, organisation, &left, &name, &description))
        }
        TokenDeed::EditAccount { account, name, description } => {
            in_dialog(state, id, |_| edit_account(account, &name, &description))
        }
        TokenDeed::Revoke { holder, token } => revoke(state, id, holder, token),
        TokenDeed::IsOwn { token } => is_own(state, id, token),
        TokenDeed::Rename { holder, token, name } => rename(state, id, &holder, token, &name),
        TokenDeed::DeleteAccount { account } => delete_account(state, id, account),
        TokenDeed::Rotate { old, name, day } => rotating::begin(state, id, &old, &name, &day),
        TokenDeed::GoOn => rotating::go_on(state, id),
        TokenDeed::Stop => rotating::stop(state, id),
    }
}

/// What is made in a dialog is asked for once, and what is wrong with it is said there.
fn in_dialog(state: &mut State, id: &AuthorityId, ask: impl FnOnce(&State) -> Result<Ask, IssueFault>) -> Vec<Effect> {
    if !state.issuing.as_ref().is_some_and(|dialog| dialog.authority == *id && dialog.takes()) {
        return Vec::new();
    }
    let asked = ask(state);
    let Some(dialog) = state.issuing.as_mut() else { return Vec::new() };
    match asked {
        Ok(ask) => {
            dialog.stage = IssueStage::Asking;
            administering::send(state, id, vec![ask])
        }
        Err(fault) => {
            dialog.stage = IssueStage::Refused(fault);
            Vec::new()
        }
    }
}

impl Issuing {
    /// Something may be filled in and sent.
    fn takes(&self) -> bool {
        matches!(self.stage, IssueStage::Open | IssueStage::Refused(_))
    }
}

pub(super) fn open(state: &mut State, authority: AuthorityId, issue: Issue) -> Vec<Effect> {
    if state.issuing.as_ref().is_none_or(Issuing::takes) {
        state.issuing = Some(Issuing { authority, issue, stage: IssueStage::Open });
    }
    Vec::new()
}

/// Nothing is closed over a secret that is on its way; one that is there goes.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    let Some(dialog) = state.issuing.take_if(|dialog| dialog.stage != IssueStage::Asking) else { return Vec::new() };
    if matches!(dialog.stage, IssueStage::Made { .. }) {
        let credential = CredentialId::from(dialog.authority);
        return vec![Effect::Do(Deed::ForgetSecret { credential, slot: Slot::Made })];
    }
    Vec::new()
}

/// The window has gone: what was only begun goes with it, a secret stays to be copied.
pub(super) fn window_closed(state: &mut State) {
    state.issuing.take_if(|dialog| dialog.takes());
}

pub(super) fn copy_made(state: &State) -> Vec<Effect> {
    let made = state.issuing.as_ref().filter(|dialog| matches!(dialog.stage, IssueStage::Made { .. }));
    let copy = |dialog: &Issuing| Deed::CopySecret { credential: dialog.authority.clone().into(), slot: Slot::Made };
    made.map(|dialog| Effect::Do(copy(dialog))).into_iter().collect()
}

pub(super) fn copied(state: &mut State, credential: &CredentialId) {
    let Some(dialog) = state.issuing.as_mut() else { return };
    if let (IssueStage::Made { copied, .. }, true) =
        (&mut dialog.stage, credential.authority() == Some(&dialog.authority))
    {
        *copied = true;
    }
}

/// A name for a token, in one line.
pub(super) fn named(name: &str) -> Result<String, IssueFault> {
    let name: String = rows::one_line(name).chars().take(LONGEST_NAME).collect();
    if name.is_empty() { Err(IssueFault::NoName) } else { Ok(name) }
}

/// When a token is to end, where tokens end.
pub(super) fn end(state: &State, id: &AuthorityId, day: &str) -> Result<Option<i64>, IssueFault> {
    if !dialect(state, id).abilities().holders {
        return Ok(None);
    }
    match credential::end_of(day, CredentialKind::New, state.now.unix_ms) {
        Ok(None) => Err(IssueFault::BadEnd(EndFault::Needed)),
        Ok(ends) => Ok(ends),
        Err(fault) => Err(IssueFault::BadEnd(fault)),
    }
}

/// Where a name is all there is, no two may have the same.
pub(super) fn is_taken(state: &State, id: &AuthorityId, holder: &Holder, name: &str) -> bool {
    !dialect(state, id).abilities().holders && holder.tokens.iter().any(|token| token.name == name)
}

fn make(state: &State, id: &AuthorityId, whose: &str, name: &str, day: &str) -> Result<Ask, IssueFault> {
    let name = named(name)?;
    if holder(state, id, whose).is_some_and(|holder| is_taken(state, id, holder, &name)) {
        return Err(IssueFault::NameTaken);
    }
    let ends = end(state, id, day)?;
    Ok(Ask::MakeToken { holder: whose.to_owned(), name, ends, purpose: Purpose::Copy })
}

fn make_account(
    state: &State,
    id: &AuthorityId,
    organisation: String,
    left: &str,
    name: &str,
    description: &str,
) -> Result<Ask, IssueFault> {
    let left = left.trim();
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
    let begins = left.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit());
    if !begins || left.len() > LONGEST_ID || !left.chars().all(letters) {
        return Err(IssueFault::BadId);
    }
    if [left.to_owned(), format!("{left}@org-{organisation}.ztsa")].iter().any(|id_| holder(state, id, id_).is_some()) {
        return Err(IssueFault::IdTaken);
    }
    Ok(Ask::MakeAccount { organisation, id: left.to_owned(), name: named(name)?, description: described(description) })
}

fn edit_account(account: String, name: &str, description: &str) -> Result<Ask, IssueFault> {
    Ok(Ask::EditAccount { account, name: named(name)?, description: described(description) })
}

fn described(text: &str) -> String {
    rows::one_line(text).chars().take(LONGEST_DESCRIPTION).collect()
}

fn revoke(state: &mut State, id: &AuthorityId, holder: String, revoked: String) -> Vec<Effect> {
    let Some(name) = token(state, id, &revoked).map(|(_, token)| rows::one_line(&token.name)) else {
        return Vec::new();
    };
    clear(state, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::Revoke, .. }));
    if !settles(state, id, &revoked) {
        return Vec::new();
    }
    administering::send(state, id, vec![Ask::RevokeToken { holder, token: revoked, name, rotation: false }])
}

/// A person says which one it is: its end is known with it.
fn is_own(state: &mut State, id: &AuthorityId, own: String) -> Vec<Effect> {
    let Some(ends) = token(state, id, &own).map(|(_, token)| token.ends) else { return Vec::new() };
    let rotates = |kept: &KeptAuthority| kept.rotation.is_some();
    if let Some(kept) = state.settings.authorities.get_mut(id).filter(|kept| !rotates(kept)) {
        kept.issued_as = own;
        kept.ends = ends.or(kept.ends);
    }
    Vec::new()
}

fn rename(state: &mut State, id: &AuthorityId, holder: &str, renamed: String, name: &str) -> Vec<Effect> {
    let known = token(state, id, &renamed).filter(|(known, _)| known.id == holder);
    let (Some((_, now)), Ok(name)) = (known, named(name)) else { return Vec::new() };
    if !dialect(state, id).abilities().holders || now.name == name || !settles(state, id, &renamed) {
        return Vec::new();
    }
    clear(state, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::Rename, .. }));
    administering::send(state, id, vec![Ask::RenameToken { token: renamed, name }])
}

fn delete_account(state: &mut State, id: &AuthorityId, account: String) -> Vec<Effect> {
    let Some(name) = holder(state, id, &account).map(|holder| rows::one_line(&holder.name)) else { return Vec::new() };
    clear(state, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::DeleteAccount, .. }));
    if !settles(state, id, &account) {
        return Vec::new();
    }
    administering::send(state, id, vec![Ask::DeleteAccount { account, name }])
}

/// A write begins for it, unless one is on its way.
fn settles(state: &mut State, id: &AuthorityId, what: &str) -> bool {
    let lister = lister(state, id);
    state.authorities.get_mut(&lister).is_some_and(|authority| authority.settling.insert(what.to_owned()))
}

/// The list was read, or not.
pub(super) fn told_list(state: &mut State, id: &AuthorityId, told: Result<Issued, Error>, now: Duration) {
    if !authorities::finished(state, id, Read::Tokens, told.is_ok()) {
        return;
    }
    let Some(authority) = state.authorities.get_mut(id) else { return };
    match told {
        Ok(issued) => {
            authority.failures = 0;
            authority.fault = None;
            authority.issued_fault = None;
            authority.issued = Some(issued);
            learn_own(state, id);
        }
        Err(error) => match authorities::fault_of(id, &error, now) {
            fault @ (AuthorityFault::Forbidden { .. } | AuthorityFault::NotThere) => {
                authority.issued_fault = Some(fault);
            }
            fault => authorities::fault(authority, fault),
        },
    }
}

/// Which of them is the one in use here: known if it was made here, or if there is no other. Its end is what the
/// authority says.
fn learn_own(state: &mut State, id: &AuthorityId) {
    let Some(issued) = state.authorities.get(id).and_then(|authority| authority.issued.as_ref()) else { return };
    let mut tokens = issued.holders.iter().flat_map(|holder| &holder.tokens);
    let only = match (tokens.next(), tokens.next()) {
        (Some(only), None) if issued.closed.is_empty() => only.id.clone(),
        _ => String::new(),
    };
    let ends: BTreeMap<String, Option<i64>> =
        issued.holders.iter().flat_map(|holder| &holder.tokens).map(|token| (token.id.clone(), token.ends)).collect();
    let Some(lister) = state.settings.authorities.get_mut(id) else { return };
    if lister.issued_as.is_empty() {
        lister.issued_as = only;
    }
    let lister = lister.clone();
    for (other, kept) in &mut state.settings.authorities {
        if let (true, Some(Some(end))) = (other == id || is_same(&lister, kept), ends.get(&kept.issued_as)) {
            kept.ends = Some(*end);
        }
    }
}

/// A write about tokens was done.
pub(super) fn done(state: &mut State, id: &AuthorityId, ask: Ask, told: Told) -> Vec<Effect> {
    read_again(state, id);
    match (ask, told) {
        (Ask::MakeToken { purpose: Purpose::Rotation { .. }, .. }, Told::MadeToken(new)) => {
            return rotating::made(state, id, *new);
        }
        (Ask::MakeToken { holder, .. }, Told::MadeToken(new)) => return made(state, id, &holder, *new),
        (Ask::RevokeToken { token, rotation, .. }, _) => {
            settled(state, id, &token);
            with_holders(state, id, |holder| holder.tokens.retain(|known| known.id != token));
            if rotation {
                return rotating::revoked(state, id);
            }
            own_revoked(state, id, &token);
        }
        (Ask::RenameToken { token, .. }, Told::Token(now)) => {
            settled(state, id, &token);
            with_holders(state, id, |holder| {
                holder.tokens.iter_mut().filter(|known| known.id == now.id).for_each(|known| *known = now.clone());
            });
        }
        (Ask::MakeAccount { .. } | Ask::EditAccount { .. }, _) => {
            state.issuing.take_if(|dialog| dialog.authority == *id && dialog.stage == IssueStage::Asking);
        }
        (Ask::DeleteAccount { account, .. }, _) => {
            settled(state, id, &account);
            let tokens = holder(state, id, &account).map(|holder| holder.tokens.clone()).unwrap_or_default();
            let lister = lister(state, id);
            if let Some(issued) = state.authorities.get_mut(&lister).and_then(|authority| authority.issued.as_mut()) {
                issued.holders.retain(|holder| holder.id != account);
            }
            for token in tokens {
                own_revoked(state, id, &token.id);
            }
        }
        (_, other) => {
            authorities::astray(&other);
        }
    }
    Vec::new()
}

fn made(state: &mut State, id: &AuthorityId, whose: &str, new: NewToken) -> Vec<Effect> {
    let NewToken { token, secret } = new;
    let name = rows::one_line(&token.name);
    note_made(state, id, whose, &token);
    match state.issuing.as_mut().filter(|dialog| dialog.authority == *id) {
        Some(dialog) => dialog.stage = IssueStage::Made { name, copied: false },
        None => return Vec::new(),
    }
    vec![Effect::Do(Deed::KeepSecret { credential: id.clone().into(), slot: Slot::Made, secret })]
}

/// It is among the known ones before the list is read again.
pub(super) fn note_made(state: &mut State, id: &AuthorityId, whose: &str, token: &IssuedToken) {
    with_holders(state, id, |holder| {
        if holder.id == whose {
            holder.tokens.push(token.clone());
        }
    });
}

/// Whoever used this one here has none that fits any more.
fn own_revoked(state: &mut State, id: &AuthorityId, token: &str) {
    let users: Vec<AuthorityId> = users(state, id, token).into_iter().cloned().collect();
    for user in users {
        state.authorities.entry(user).or_default().fault = Some(AuthorityFault::Refused);
    }
}

/// Changes what is known of every holder.
fn with_holders(state: &mut State, id: &AuthorityId, change: impl FnMut(&mut Holder)) {
    let lister = lister(state, id);
    if let Some(issued) = state.authorities.get_mut(&lister).and_then(|authority| authority.issued.as_mut()) {
        issued.holders.iter_mut().for_each(change);
    }
}

fn settled(state: &mut State, id: &AuthorityId, what: &str) {
    let lister = lister(state, id);
    if let Some(authority) = state.authorities.get_mut(&lister) {
        authority.settling.remove(what);
    }
}

/// What is so now, the next list says whole.
pub(super) fn read_again(state: &mut State, id: &AuthorityId) {
    let lister = lister(state, id);
    if let Some(authority) = state.authorities.get_mut(&lister) {
        authority.issued_asked = None;
    }
}

/// A write about tokens was not done; the list is read anew, as it may have been all the same.
pub(super) fn refused(state: &mut State, id: &AuthorityId, ask: Ask, fault: &AuthorityFault) {
    read_again(state, id);
    let (deed, name) = match ask {
        Ask::MakeToken { purpose: Purpose::Rotation { .. }, .. } | Ask::RevokeToken { rotation: true, .. } => {
            rotating::refused(state, id, fault);
            return;
        }
        Ask::MakeToken { .. } | Ask::MakeAccount { .. } | Ask::EditAccount { .. } => {
            let dialog = state.issuing.as_mut().filter(|dialog| dialog.authority == *id);
            if let Some(dialog) = dialog {
                dialog.stage = IssueStage::Refused(IssueFault::Authority(fault.clone()));
            }
            return;
        }
        Ask::RevokeToken { token, name, .. } => {
            settled(state, id, &token);
            (IssuedDeed::Revoke, name)
        }
        Ask::RenameToken { token, name } => {
            settled(state, id, &token);
            (IssuedDeed::Rename, name)
        }
        Ask::DeleteAccount { account, name } => {
            settled(state, id, &account);
            (IssuedDeed::DeleteAccount, name)
        }
        _ => return,
    };
    trouble(state, Problem::TokenNotDone { authority: id.clone(), deed, name, fault: fault.clone() });
}

/// Whether an ask is about tokens, and belongs here.
pub(super) fn is_about_tokens(ask: &Ask) -> bool {
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
