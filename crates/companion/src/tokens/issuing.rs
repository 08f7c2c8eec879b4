//! Tokens at authorities: listed, made, renamed, revoked; accounts that hold them. A secret that was made for another
//! program goes to the desktop, from where it can be copied once.

use zerotier_api::authority::Holder;

use super::{
    ending,
    issued::{holder, lister, tag, token},
    rotating,
    state::{IssueFault, IssueStage, Issuing},
};
use crate::{
    app::state::State,
    authorities::sending,
    frame::{
        problem::{IssuedDeed, Problem},
        troubles::clear,
    },
    interface::tokens::{Issue, TokenDeed},
    kernel::{
        days::{self, EndFault},
        ids::{AuthorityId, CredentialId, CredentialKind, Slot},
        text,
    },
    ports::{
        authorities::Ask,
        effect::{Deed, Effect},
        fault::AuthorityFault,
        kept::KeptAuthority,
        tokens::Purpose,
    },
};

const LONGEST_NAME: usize = 80;

const LONGEST_DESCRIPTION: usize = 250;

/// As long as the left part of an address may be.
const LONGEST_ID: usize = 64;

pub(crate) fn act(state: &mut State, id: &AuthorityId, deed: TokenDeed) -> Vec<Effect> {
    if !state.authorities.dialect(id).abilities().issues_tokens || !state.authorities.kept.contains_key(id) {
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
        TokenDeed::Stop => ending::stop(state, id),
    }
}

/// What is made in a dialog is asked for once, and what is wrong with it is said there.
fn in_dialog(state: &mut State, id: &AuthorityId, ask: impl FnOnce(&State) -> Result<Ask, IssueFault>) -> Vec<Effect> {
    if !state.tokens.issuing.as_ref().is_some_and(|dialog| dialog.authority == *id && dialog.takes()) {
        return Vec::new();
    }
    let now = state.moment.now.since_start;
    let busy = state.authorities.lines.get(id).and_then(|authority| authority.busy_until).filter(|until| *until > now);
    let asked = match busy {
        Some(until) => Err(IssueFault::Authority(AuthorityFault::Busy { until })),
        None => ask(state),
    };
    let Some(dialog) = state.tokens.issuing.as_mut() else { return Vec::new() };
    match asked {
        Ok(ask) => {
            dialog.stage = IssueStage::Asking;
            sending::send(state, id, vec![ask])
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

pub(crate) fn open(state: &mut State, authority: AuthorityId, issue: Issue) -> Vec<Effect> {
    if state.tokens.issuing.as_ref().is_none_or(Issuing::takes) {
        state.tokens.issuing =
            Some(Issuing { authority, issue, stage: IssueStage::Open, tag: tag(state.moment.now.unix_ms) });
    }
    Vec::new()
}

/// Nothing is closed over a secret that is on its way; one that is there goes, and what was not sent yet is not sent.
pub(crate) fn close(state: &mut State) -> Vec<Effect> {
    let asking = state.tokens.issuing.as_ref().filter(|dialog| dialog.stage.is_on_its_way());
    let Some(authority) = asking.map(|dialog| dialog.authority.clone()) else { return drop_dialog(state) };
    if !waits(state) {
        return Vec::new();
    }
    if let Some(authority) = state.authorities.lines.get_mut(&authority) {
        authority.queued.retain(|ask| !is_of_dialog(ask));
    }
    drop_dialog(state)
}

/// What was asked in the dialog has not gone out yet: it can still be taken back.
pub(crate) fn waits(state: &State) -> bool {
    let dialog = state.tokens.issuing.as_ref().filter(|dialog| dialog.stage == IssueStage::Asking);
    let authority = dialog.and_then(|dialog| state.authorities.lines.get(&dialog.authority));
    authority.is_some_and(|authority| authority.queued.iter().any(is_of_dialog))
}

fn is_of_dialog(ask: &Ask) -> bool {
    match ask {
        Ask::MakeToken { purpose, .. } => *purpose == Purpose::Copy,
        Ask::MakeAccount { .. } | Ask::EditAccount { .. } => true,
        _ => false,
    }
}

/// A dialog goes, and a secret that waits in it goes too.
pub(crate) fn drop_dialog(state: &mut State) -> Vec<Effect> {
    let has_secret = |stage: &IssueStage| matches!(stage, IssueStage::Keeping { .. } | IssueStage::Made { .. });
    let made = state.tokens.issuing.take().filter(|dialog| has_secret(&dialog.stage));
    made.map(|dialog| Effect::Do(Deed::ForgetSecret { credential: dialog.authority.into(), slot: Slot::Made }))
        .into_iter()
        .collect()
}

/// The window has gone: what was only begun goes with it, a secret stays to be copied.
pub(crate) fn window_closed(state: &mut State) {
    state.tokens.issuing.take_if(|dialog| dialog.takes());
}

pub(crate) fn copy_made(state: &State) -> Vec<Effect> {
    let made = state.tokens.issuing.as_ref().filter(|dialog| matches!(dialog.stage, IssueStage::Made { .. }));
    let copy = |dialog: &Issuing| Deed::CopySecret { credential: dialog.authority.clone().into(), slot: Slot::Made };
    made.map(|dialog| Effect::Do(copy(dialog))).into_iter().collect()
}

/// The secret of what was made lies where it is copied from: only now it is offered.
pub(crate) fn lies_ready(state: &mut State, credential: &CredentialId) -> Vec<Effect> {
    let dialog = state.tokens.issuing.as_mut().filter(|dialog| credential.authority() == Some(&dialog.authority));
    let Some(dialog) = dialog else {
        // The account has gone meanwhile.
        return vec![Effect::Do(Deed::ForgetSecret { credential: credential.clone(), slot: Slot::Made })];
    };
    if let IssueStage::Keeping { name } = &mut dialog.stage {
        dialog.stage = IssueStage::Made { name: std::mem::take(name), copied: false };
    }
    Vec::new()
}

pub(crate) fn copied(state: &mut State, credential: &CredentialId) {
    let Some(dialog) = state.tokens.issuing.as_mut() else { return };
    if let (IssueStage::Made { copied, .. }, true) =
        (&mut dialog.stage, credential.authority() == Some(&dialog.authority))
    {
        *copied = true;
    }
}

/// A name for a token, in one line.
pub(crate) fn named(name: &str) -> Result<String, IssueFault> {
    let name: String = text::one_line(name).chars().take(LONGEST_NAME).collect();
    if name.is_empty() { Err(IssueFault::NoName) } else { Ok(name) }
}

/// When a token is to end, where tokens end.
pub(crate) fn end(state: &State, id: &AuthorityId, day: &str) -> Result<Option<i64>, IssueFault> {
    if !state.authorities.dialect(id).abilities().holders {
        return Ok(None);
    }
    match days::end_of(day, CredentialKind::New, state.moment.now.unix_ms) {
        Ok(None) => Err(IssueFault::BadEnd(EndFault::Needed)),
        Ok(ends) => Ok(ends),
        Err(fault) => Err(IssueFault::BadEnd(fault)),
    }
}

/// Where a name is all there is, no two may have the same.
pub(crate) fn is_taken(state: &State, id: &AuthorityId, holder: &Holder, name: &str) -> bool {
    !state.authorities.dialect(id).abilities().holders && holder.tokens.iter().any(|token| token.name == name)
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
    text::one_line(text).chars().take(LONGEST_DESCRIPTION).collect()
}

fn revoke(state: &mut State, id: &AuthorityId, holder: String, revoked: String) -> Vec<Effect> {
    let Some(name) = token(state, id, &revoked).map(|(_, token)| text::one_line(&token.name)) else {
        return Vec::new();
    };
    clear(&mut state.frame, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::Revoke, .. }));
    if !settles(state, id, &revoked) {
        return Vec::new();
    }
    sending::send(state, id, vec![Ask::RevokeToken { holder, token: revoked, name, rotation: false }])
}

/// A person says which one it is: its end is known with it.
fn is_own(state: &mut State, id: &AuthorityId, own: String) -> Vec<Effect> {
    let Some(ends) = token(state, id, &own).map(|(_, token)| token.ends) else { return Vec::new() };
    let rotates = |kept: &KeptAuthority| kept.rotation.is_some();
    if let Some(kept) = state.authorities.kept.get_mut(id).filter(|kept| !rotates(kept)) {
        kept.issued_as = own;
        kept.ends = ends.or(kept.ends);
    }
    Vec::new()
}

fn rename(state: &mut State, id: &AuthorityId, holder: &str, renamed: String, name: &str) -> Vec<Effect> {
    let known = token(state, id, &renamed).filter(|(known, _)| known.id == holder);
    let (Some((_, now)), Ok(name)) = (known, named(name)) else { return Vec::new() };
    if !state.authorities.dialect(id).abilities().holders || now.name == name || !settles(state, id, &renamed) {
        return Vec::new();
    }
    clear(&mut state.frame, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::Rename, .. }));
    sending::send(state, id, vec![Ask::RenameToken { token: renamed, name }])
}

fn delete_account(state: &mut State, id: &AuthorityId, account: String) -> Vec<Effect> {
    let Some(name) = holder(state, id, &account).map(|holder| text::one_line(&holder.name)) else { return Vec::new() };
    clear(&mut state.frame, |known| matches!(known, Problem::TokenNotDone { deed: IssuedDeed::DeleteAccount, .. }));
    if !settles(state, id, &account) {
        return Vec::new();
    }
    sending::send(state, id, vec![Ask::DeleteAccount { account, name }])
}

/// A write begins for it, unless one is on its way.
fn settles(state: &mut State, id: &AuthorityId, what: &str) -> bool {
    let lister = lister(state, id);
    state.authorities.lines.get_mut(&lister).is_some_and(|authority| authority.settling.insert(what.to_owned()))
}
