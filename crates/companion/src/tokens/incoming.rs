//! Accounts coming in and going: whose token one is, where it is kept, and fetching it when somebody is to be asked.

use std::time::Duration;

use zerotier_api::{BaseUrl, BaseUrlError, Error, Fault, Secret, authority::Account};

use super::{
    care, ending, issuing,
    state::{AccountForm, AddFault, Adding},
    zero_path,
};
use crate::{
    administer::undone,
    app::state::State,
    authorities::{door, sending, state::Door},
    interface::{place::Place, tokens::Entrusted},
    kernel::{
        days,
        ids::{AuthorityId, AuthorityKind, CredentialId, CredentialKind, Slot},
        text,
    },
    ports::{
        effect::{Deed, Effect, Question},
        fault::AuthorityFault,
        kept::KeptAuthority,
        secrets::KeychainFault,
        tokens::Recognised,
    },
    service::access,
};

/// No token of anybody is as long.
const LONGEST_TOKEN: usize = 4096;

const LONGEST_NAME: usize = 80;

/// Somebody typed a token: whose is it?
pub(crate) fn entrusted(state: &mut State, entrusted: Entrusted) -> Vec<Effect> {
    if entrusted.renew == Some(CredentialId::Service) {
        return access::typed(state, &entrusted.token);
    }
    if entrusted.token_id.is_some() {
        return zero_path::entrusted(state, entrusted);
    }
    let Entrusted { renew, kind, base, name, token, ends, keep_unverified, .. } = entrusted;
    let authority = renew.as_ref().and_then(CredentialId::authority).cloned();
    let ends = match days::end_of(&ends, CredentialKind::Legacy, state.moment.now.unix_ms) {
        Ok(ends) => ends,
        Err(said) => {
            state.tokens.adding = Some(Adding::Refused { renew, fault: AddFault::BadEnd { said } });
            return Vec::new();
        }
    };
    // A new token for an account goes where the account is.
    let own = authority.as_ref().and_then(|id| state.authorities.kept.get(id)).and_then(|kept| kept.base.as_ref());
    let base = if base.trim().is_empty() { own.map(ToString::to_string).unwrap_or_default() } else { base };
    let candidates = match check(&token).and_then(|()| candidates(kind, &base, state.service.demo)) {
        Ok(candidates) => candidates,
        Err(fault) => {
            state.tokens.adding = Some(Adding::Refused { renew, fault });
            return Vec::new();
        }
    };
    if keep_unverified {
        return keep(state, authority, candidates, &name, ends, token, kind.is_some());
    }
    state.tokens.recognitions = state.tokens.recognitions.wrapping_add(1);
    let number = state.tokens.recognitions;
    let name = text::one_line(&name).chars().take(LONGEST_NAME).collect();
    state.tokens.adding = Some(Adding::Asking { number, form: AccountForm { authority, name, ends } });
    vec![Effect::Ask(Question::Recognise { number, token, candidates })]
}

/// What can't be a token is sent to nobody.
pub(crate) fn check(token: &Secret) -> Result<(), AddFault> {
    let text = token.expose_secret();
    if text.is_empty() {
        return Err(AddFault::Empty);
    }
    let fits = text.len() <= LONGEST_TOKEN && text.chars().all(|c| c.is_ascii_graphic());
    if fits { Ok(()) } else { Err(AddFault::NotAToken) }
}

/// Who is asked, in this order. Legacy Central comes first, as most tokens are its.
fn candidates(kind: Option<AuthorityKind>, base: &str, demo: bool) -> Result<Vec<(AuthorityKind, BaseUrl)>, AddFault> {
    let typed = match base.trim() {
        "" => None,
        text => Some(text.parse::<BaseUrl>().map_err(|error| match error {
            BaseUrlError::NotHttps => AddFault::NotHttps,
            BaseUrlError::Unreadable | BaseUrlError::TooMuch => AddFault::BadAddress,
        })?),
    };
    let kinds = kind.map_or(vec![AuthorityKind::Legacy, AuthorityKind::New], |kind| vec![kind]);
    let base = |kind: AuthorityKind| match &typed {
        Some(typed) => Some(kind.dialect().base(typed)),
        None => kind.usual_base(),
    };
    let candidates: Vec<_> = kinds.into_iter().filter_map(|kind| Some((kind, base(kind)?))).collect();
    // Nothing is real in the demo, and nothing leaves this machine.
    if demo && candidates.iter().any(|(_, base): &(AuthorityKind, BaseUrl)| !base.is_here()) {
        return Err(AddFault::Demo);
    }
    if candidates.is_empty() { Err(AddFault::BadAddress) } else { Ok(candidates) }
}

pub(crate) fn recognised(
    state: &mut State,
    number: u32,
    token: Secret,
    recognised: Result<Recognised, Vec<(AuthorityKind, BaseUrl, Error)>>,
    now: Duration,
) -> Vec<Effect> {
    let Some(Adding::Asking { number: asked, form }) = state.tokens.adding.clone() else { return Vec::new() };
    if asked != number {
        return Vec::new();
    }
    match recognised.map_err(|errors| nobody(&errors, now)).and_then(|found| taken(state, &form, found)) {
        Ok((id, kept)) => admit(state, id, kept, token),
        Err(fault) => {
            state.tokens.adding = Some(Adding::Refused { renew: form.authority.map(Into::into), fault });
            Vec::new()
        }
    }
}

/// It is kept on the person's word: nobody could be asked.
fn keep(
    state: &mut State,
    renewed: Option<AuthorityId>,
    candidates: Vec<(AuthorityKind, BaseUrl)>,
    name: &str,
    ends: Option<i64>,
    token: Secret,
    kind_said: bool,
) -> Vec<Effect> {
    let Some((kind, base)) = candidates.into_iter().next().filter(|_| kind_said) else {
        state.tokens.adding = Some(Adding::Refused { renew: renewed.map(Into::into), fault: AddFault::KindNeeded });
        return Vec::new();
    };
    let form = AccountForm { authority: renewed.clone(), name: text::one_line(name), ends };
    match taken(state, &form, Recognised { kind, base, account: Account::default() }) {
        Ok((id, kept)) => admit(state, id, KeptAuthority { verified: None, unverified: true, ..kept }, token),
        Err(fault) => {
            state.tokens.adding = Some(Adding::Refused { renew: renewed.map(Into::into), fault });
            Vec::new()
        }
    }
}

/// The account is in: its token goes to the keychain, and the world asks there from now on.
fn admit(state: &mut State, id: AuthorityId, kept: KeptAuthority, token: Secret) -> Vec<Effect> {
    let (kind, base) = (kept.kind, kept.base.clone());
    // What waited for the old token does not go out with the new one.
    undone::refuse_queued(state, &id, &AuthorityFault::Refused);
    door::take_token(state.authorities.lines.entry(id.clone()).or_default());
    let mut effects = ending::abandon(state, &id);
    state.tokens.verifying.remove(&id.clone().into());
    state.tokens.accounts_made = state.tokens.accounts_made.max(id.number().unwrap_or_default());
    state.authorities.kept.insert(id.clone(), kept);
    state.tokens.adding = Some(Adding::Added);
    if !state.frame.place.is_administer() && !matches!(state.frame.place, Place::Tokens { .. }) {
        state.frame.place = Place::Administer { search: String::new() };
    }
    effects.push(care::keep(state, id.clone().into(), token.clone()));
    effects.extend(base.map(|base| Effect::Ask(Question::Open { authority: id, kind, base, token })));
    effects
}

/// Why nobody took the token. A host that is silent says nothing about it, nor does one that answers something else, or
/// refuses: gates do so too.
fn nobody(errors: &[(AuthorityKind, BaseUrl, Error)], now: Duration) -> AddFault {
    let mut hosts: Vec<String> = errors.iter().map(|(_, base, _)| base.host().to_owned()).collect();
    hosts.dedup();
    let refused =
        |host: &str| errors.iter().any(|(_, base, error)| base.host() == host && error.fault == Fault::Unauthorized);
    // One host is asked about two kinds where the address was typed: it need not be both.
    let silent = errors.iter().find(|(_, base, error)| match error.fault {
        Fault::Unauthorized => false,
        Fault::Forbidden { .. } | Fault::NotFound | Fault::Garbled { .. } => !refused(base.host()),
        _ => true,
    });
    silent.map_or(AddFault::Unknown { hosts }, |(kind, base, error)| silence(*kind, base, error, now))
}

/// Why a host says nothing about a token.
fn silence(kind: AuthorityKind, base: &BaseUrl, error: &Error, now: Duration) -> AddFault {
    let host = base.host().to_owned();
    match AuthorityFault::of(error, now) {
        // The service answered, and has no such part.
        AuthorityFault::NotThere if kind == AuthorityKind::Controller && error.path == "/controller" => {
            AddFault::Silent { host, fault: AuthorityFault::NoController }
        }
        AuthorityFault::NotThere | AuthorityFault::Garbled { .. } => {
            AddFault::Elsewhere { base: base.to_string(), said: error.to_string() }
        }
        fault => AddFault::Silent { host, fault },
    }
}

/// The account this token is for: the one it was meant for, or a new one.
fn taken(state: &State, form: &AccountForm, found: Recognised) -> Result<(AuthorityId, KeptAuthority), AddFault> {
    let Recognised { kind, base, account } = found;
    let renewed = form.authority.as_ref().and_then(|id| Some((id, state.authorities.kept.get(id)?)));
    if let Some((id, kept)) = renewed {
        if kept.kind != kind {
            return Err(AddFault::OtherKind);
        }
        // Its networks and what is watched there are those of the account.
        if !kept.account.is_empty() && !account.id.is_empty() && kept.account != account.id {
            return Err(AddFault::OtherAccount);
        }
        let kept = KeptAuthority {
            base: Some(base),
            bearer: account.bearer,
            account: account.id,
            verified: Some(state.moment.now.unix_ms),
            ends: form.ends,
            // What it is called there is not known of one that was typed.
            issued_as: String::new(),
            rotation: None,
            ..kept.clone()
        };
        return Ok((id.clone(), kept));
    }
    let same = |kept: &&KeptAuthority| {
        kept.kind == kind && kept.base.as_ref() == Some(&base) && !account.id.is_empty() && kept.account == account.id
    };
    if let Some(known) = state.authorities.kept.values().find(same) {
        return Err(AddFault::Known { name: known.name.clone() });
    }
    let known = state.authorities.kept.keys().filter_map(AuthorityId::number).max().unwrap_or_default();
    let number = known.max(state.tokens.accounts_made).saturating_add(1);
    let own_name = [account.name.as_str(), account.email.as_deref().unwrap_or_default()]
        .map(text::one_line)
        .into_iter()
        .find(|name| !name.is_empty());
    let name =
        if form.name.is_empty() { own_name.unwrap_or_else(|| base.host().to_owned()) } else { form.name.clone() };
    let kept = KeptAuthority {
        kind,
        name,
        base: Some(base),
        added: state.moment.now.unix_ms,
        verified: Some(state.moment.now.unix_ms),
        bearer: account.bearer,
        account: account.id,
        ends: form.ends,
        ..KeptAuthority::default()
    };
    Ok((AuthorityId::account(number), kept))
}

/// The token came out of the keychain, or not.
pub(crate) fn fetched(
    state: &mut State,
    id: &AuthorityId,
    token: Result<Option<Secret>, KeychainFault>,
    now: Duration,
) -> Vec<Effect> {
    let kept = state.authorities.kept.get(id).and_then(|kept| Some((kept.kind, kept.base.clone()?)));
    let Some(authority) = state.authorities.lines.get_mut(id) else { return Vec::new() };
    if authority.door != Door::Opening {
        return Vec::new();
    }
    let fault = match (token, kept) {
        (Ok(Some(token)), Some((kind, base))) => {
            authority.door = Door::Open;
            authority.fault = None;
            let mut effects = vec![Effect::Ask(Question::Open { authority: id.clone(), kind, base, token })];
            effects.extend(sending::send_next(state, id, now));
            return effects;
        }
        (Err(KeychainFault::Locked), _) => AuthorityFault::Locked,
        (Err(KeychainFault::Elsewhere), _) => AuthorityFault::Elsewhere,
        (Err(KeychainFault::Missing | KeychainFault::Other), _) => AuthorityFault::NoKeychain,
        _ => AuthorityFault::NoToken,
    };
    authority.door = Door::Closed;
    authority.fault = Some(fault.clone());
    undone::refuse_queued(state, id, &fault);
    Vec::new()
}

pub(crate) fn rename(state: &mut State, id: &AuthorityId, name: &str) -> Vec<Effect> {
    let name: String = text::one_line(name).chars().take(LONGEST_NAME).collect();
    if let Some(kept) = state.authorities.kept.get_mut(id).filter(|_| !name.is_empty()) {
        kept.name = name;
    }
    Vec::new()
}

/// Forgets an account and its token. Nothing changes there.
pub(crate) fn remove(state: &mut State, id: AuthorityId) -> Vec<Effect> {
    if state.frame.place.administered().is_some_and(|(shown, _)| *shown == id) {
        state.frame.place = Place::Administer { search: String::new() };
    }
    let mut effects = ending::abandon(state, &id);
    if state.tokens.issuing.as_ref().is_some_and(|dialog| dialog.authority == id) {
        effects.extend(issuing::drop_dialog(state));
    }
    state.authorities.lines.remove(&id);
    let known = state.authorities.kept.remove(&id).is_some();
    if id.is_own() || !known {
        return Vec::new();
    }
    effects.push(Effect::Do(Deed::ForgetSecret { credential: id.clone().into(), slot: Slot::Current }));
    effects.push(Effect::Ask(Question::Close { authority: id }));
    effects
}

/// This machine's own controller is shown, though it may have no network yet.
pub(crate) fn use_own(state: &mut State) -> Vec<Effect> {
    let added = state.moment.now.unix_ms;
    state
        .authorities
        .kept
        .entry(AuthorityId::own())
        .or_insert_with(|| KeptAuthority { added, ..KeptAuthority::default() });
    Vec::new()
}
