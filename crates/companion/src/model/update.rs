//! `(State, Event) → Effects`: one `match`, one small function per event. Nothing here waits, reads or writes; it says
//! what should be done, and the answers come back as events.

mod access;
mod accounts;
pub(super) mod administering;
mod arriving;
pub(super) mod authorities;
mod clock;
pub(super) mod credentials;
mod found;
mod inviting;
pub(super) mod issuing;
mod kept;
mod leaving;
mod looking;
mod membership;
mod profiles;
pub(super) mod rotating;
pub(super) mod telling;
mod undoing;

use std::{collections::BTreeSet, time::Duration};

use super::{
    action::{Action, Place},
    authority::Adding,
    credential::{CredentialId, Slot},
    effect::{Deed, Effect},
    event::{Answer, Event, Now, Undone},
    problem::{Elevated, Problem},
    state::{Copied, State},
};

/// Turning `allowManaged` off and on within a second loses the addresses for good: the service's list of what the
/// adapter has is a second old, so it skips what it should add, and nothing mends that.
pub const HOLD: Duration = Duration::from_millis(1500);
/// How long it is said that something was copied.
const SAID: Duration = Duration::from_secs(3);
/// How long a forgotten network can be brought back.
const UNDO: Duration = Duration::from_secs(8);

/// Takes an event in and says what is to be done.
pub fn update(state: &mut State, event: Event, now: Now) -> Vec<Effect> {
    state.now = now;
    let now = now.since_start;
    if state.staging && !access::ends_staging(&event) {
        return Vec::new();
    }
    let mut effects = match event {
        Event::Start => vec![Effect::Do(Deed::Load), Effect::Do(Deed::Autostart { on: None })],
        Event::Action(action) => undoing::act(state, action, now),
        Event::Entrusted(entrusted) => accounts::entrusted(state, *entrusted),
        Event::Answer(answer) => learn(state, *answer, now),
        Event::Window { open } => {
            state.window_open = open;
            if open {
                state.unreachable_at = None;
                authorities::arrived(state);
                looking::look_now(state, now)
            } else {
                // What floated above the window is not there when it is opened again.
                state.join_asked = 0;
                state.finding_text = None;
                state.adding = None;
                state.steady = None;
                issuing::window_closed(state);
                Vec::new()
            }
        }
        Event::Woke => looking::woke(state, now),
        Event::Link { text } => inviting::link(state, &text),
        Event::Tray { present } => kept::tray(state, present),
        Event::Tick => Vec::new(),
    };
    effects.extend(membership::send_what_is_due(state, now));
    effects.extend(looking::look_if_due(state, now));
    effects.extend(looking::listen_if_due(state, now));
    effects.extend(administering::send_if_due(state, now));
    effects.extend(authorities::look_if_due(state, now));
    effects.extend(kept::save_if_changed(state));
    effects.extend(leaving::quit_when_done(state));
    effects.extend(kept::show_if_unreachable(state, now));
    telling::sign_ins(state);
    telling::token_ends(state);
    effects.extend(telling::gathered(state).into_iter().map(Effect::Tell));
    state.toast.take_if(|toast| toast.until <= now);
    state.copied.take_if(|copied| copied.until <= now);
    state.undoing.said.take_if(|(_, until)| *until <= now);
    effects
}

fn perform(state: &mut State, action: Action, now: Duration) -> Vec<Effect> {
    match action {
        Action::Go { place } => {
            let before = state.place.clone();
            go(state, place);
            look_for_tokens(state, &before)
        }
        Action::Show { place } => {
            let before = state.place.clone();
            go(state, place);
            let mut effects = look_for_tokens(state, &before);
            effects.push(Effect::Do(Deed::OpenWindow));
            effects
        }
        Action::AskJoin => vec![Effect::Do(Deed::ReadClipboard)],
        Action::Find { text } => {
            state.finding_text = text;
            Vec::new()
        }
        Action::Understand { text } => {
            state.join_text = text;
            Vec::new()
        }
        Action::Join { network } => membership::join(state, network, now),
        Action::Connect { network } => membership::connect(state, network, now),
        Action::Disconnect { network } => membership::disconnect(state, network),
        Action::Forget { network } => membership::forget(state, network, now),
        Action::Correct { network } => {
            let mut effects = membership::forget(state, network, now);
            effects.extend(inviting::correct(state, network));
            effects
        }
        Action::ForgetOff { networks } => membership::forget_off(state, &networks, now),
        Action::UndoForget => membership::undo_forget(state, now),
        Action::Undo => Vec::new(),
        Action::Configure { network, permission, on } => membership::configure(state, network, permission, on, now),
        Action::LeaveOnQuit { network, on } => kept::leave_on_quit(state, network, on),
        Action::Rename { network, name } => kept::rename(state, network, &name),
        Action::SaveProfile { name } => profiles::save(state, &name),
        Action::SwitchProfile { name } => profiles::switch(state, &name, now),
        Action::RemoveProfile { name } => profiles::remove(state, &name),
        Action::SignIn { network, host } => inviting::sign_in(state, network, host),
        Action::AllowAccess => access::allow(state),
        Action::ForgetAccess => access::forget(state),
        Action::TrustListener => access::trust(state, now),
        Action::UseServiceHome { folder } => access::use_home(state, folder, now),
        Action::StartService => access::elevate(state, Deed::StartService),
        Action::RestartService => access::elevate(state, Deed::RestartService),
        Action::Watch { authority, network, on } => {
            let kept = state.settings.authorities.entry(authority).or_default();
            kept.networks.entry(network).or_default().watched = on;
            Vec::new()
        }
        Action::ReadAuthority { authority } => authorities::read_now(state, &authority),
        Action::RenameAuthority { authority, name } => accounts::rename(state, &authority, &name),
        Action::RemoveAuthority { authority } => accounts::remove(state, authority),
        Action::UseOwnController => accounts::use_own(state),
        Action::AskAccount { open, renew } => {
            state.adding = open.then_some(Adding::Open { renew });
            // The tray can ask for it too.
            if open && !state.window_open { vec![Effect::Do(Deed::OpenWindow)] } else { Vec::new() }
        }
        Action::AllowThisDevice { .. }
        | Action::DoWith { .. }
        | Action::DoWithMarked { .. }
        | Action::Mark { .. }
        | Action::MarkTo { .. }
        | Action::MarkAll { .. }
        | Action::HoldRows { .. }
        | Action::ChangeMember { .. }
        | Action::UnderstandAddress { .. }
        | Action::UnderstandMember { .. }
        | Action::AddMember { .. }
        | Action::Draft { .. }
        | Action::TakeRange { .. }
        | Action::SendDraft { .. }
        | Action::DiscardDraft { .. }
        | Action::GiveRange { .. }
        | Action::CreateNetwork { .. }
        | Action::DeleteNetwork { .. } => administering::act(state, action, now),
        Action::RenameCredential { .. }
        | Action::NoteCredential { .. }
        | Action::EndCredential { .. }
        | Action::VerifyCredential { .. }
        | Action::ForgetCredential { .. }
        | Action::CopySecret { .. }
        | Action::CopyCurl { .. }
        | Action::RepairCopies
        | Action::ForgetLeftOver
        | Action::TakeFound { .. } => credentials::act(state, action, now),
        Action::DoWithTokens { authority, deed } => issuing::act(state, &authority, deed),
        Action::AskIssue { authority, issue } => issuing::open(state, authority, issue),
        Action::CloseIssue => issuing::close(state),
        Action::CopyMade => issuing::copy_made(state),
        Action::RenewServiceToken => access::renew(state),
        Action::LookAgain => looking::look_now(state, now),
        Action::LookAround => access::stage(state, true),
        Action::LeaveDemo => access::stage(state, false),
        Action::Prefer { preference } => kept::prefer(state, preference),
        Action::StartAtLogin { on } => vec![Effect::Do(Deed::Autostart { on: Some(on) })],
        Action::SaveAgain => {
            state.saved = None;
            Vec::new()
        }
        Action::Dismiss { notice } => kept::dismiss(state, &notice),
        Action::OpenVendor { address } => open_vendor(address),
        Action::GetZeroTier => vec![Effect::Do(Deed::Open("https://www.zerotier.com/download/".into()))],
        Action::Copy { text } => {
            state.copied = Some(Copied { text: Some(text.clone()), until: now + SAID });
            vec![Effect::Do(Deed::Copy(text))]
        }
        Action::CopyReport => {
            state.copied = Some(Copied { text: None, until: now + SAID });
            vec![Effect::Do(Deed::CopyReport)]
        }
        Action::OpenLogFolder => vec![Effect::Do(Deed::OpenLogFolder)],
        Action::OpenWindow => vec![Effect::Do(Deed::OpenWindow)],
        Action::CloseWindow => vec![Effect::Do(Deed::CloseWindow)],
        Action::Quit => leaving::quit(state),
    }
}

/// The pages tokens are made at; nothing else is opened by this.
const VENDORS: [&str; 3] =
    ["https://my.zerotier.com/account", "https://central.zerotier.com", "https://zeropath.com/app/settings/api"];

fn open_vendor(address: String) -> Vec<Effect> {
    if VENDORS.contains(&address.as_str()) { vec![Effect::Do(Deed::Open(address))] } else { Vec::new() }
}

/// Another place: what was marked or typed for the old one is not meant for it.
fn go(state: &mut State, place: Place) {
    let (before, after) = (state.place.administered(), place.administered());
    let selected = |place: &Place| match place {
        Place::Members { selected, .. } => *selected,
        _ => None,
    };
    if before != after || selected(&state.place) != selected(&place) {
        state.address_text.clear();
    }
    let moved = before != after || std::mem::discriminant(&state.place) != std::mem::discriminant(&place);
    if moved {
        state.marks = (BTreeSet::new(), None);
    }
    // Another choice of rows has another order.
    if let Some(steady) = state.steady.as_mut().filter(|_| state.place.rows() != place.rows()) {
        steady.clear();
    }
    state.place = place;
    if moved {
        authorities::arrived(state);
    }
}

/// Tokens are looked for when their place is gone to, not before: the keychain may ask to be unlocked.
fn look_for_tokens(state: &State, before: &Place) -> Vec<Effect> {
    let arrived = matches!(state.place, Place::Tokens { .. }) && !matches!(before, Place::Tokens { .. });
    if arrived { vec![Effect::Do(Deed::ListSecrets), found::look(state)] } else { Vec::new() }
}

fn learn(state: &mut State, answer: Answer, now: Duration) -> Vec<Effect> {
    match answer {
        Answer::Loaded(loaded) => kept::loaded(state, loaded, now),
        Answer::Saved(saved) => kept::saved(state, saved),
        Answer::Found(finding) => looking::found(state, finding),
        Answer::Knocked { taken } => looking::knocked(state, taken, now),
        Answer::KeyTried { token, tried } => access::key_tried(state, token, &tried),
        Answer::Contact(contact) => looking::contact(state, contact, now),
        Answer::Looked { generation, looked } => looking::looked(state, generation, looked, now),
        Answer::Joined { network, joined } => membership::joined(state, network, joined, now),
        Answer::Configured { network, configured } => membership::configured(state, network, configured, now),
        Answer::Left { network, left } => membership::left(state, network, left, now),
        Answer::SignInAddress { network, host, address } => {
            inviting::sign_in_address(state, network, &host, address, now)
        }
        Answer::Heard(heard) => looking::heard(state, &heard),
        Answer::Clipboard(text) => inviting::clipboard(state, text),
        Answer::Autostart(Ok(on)) => {
            state.autostart = Some(on);
            Vec::new()
        }
        Answer::Autostart(Err(undone)) => learn(state, Answer::Undone(undone), now),
        Answer::Recognised { number, token, recognised } => accounts::recognised(state, number, token, recognised, now),
        Answer::OfAuthority { authority, epoch, ask, told, time } => {
            clock::heard(state, &authority, time);
            let told = clock::by_ours(state, &authority, told);
            administering::told(state, &authority, epoch, ask, told, now)
        }
        Answer::SomeMembers { authority, epoch, network, members } => {
            arriving::some(state, &authority, epoch, network, members);
            Vec::new()
        }
        Answer::Secret { credential: CredentialId::Authority(authority), slot: Slot::Current, secret } => {
            accounts::fetched(state, &authority, secret, now)
        }
        Answer::Secret { credential: CredentialId::Authority(authority), slot, secret } => {
            rotating::fetched(state, &authority, slot, secret)
        }
        Answer::Secret { credential, slot, secret } => credentials::fetched(state, credential, slot, secret),
        Answer::SecretForgotten { credential, slot, forgotten } => {
            credentials::forgotten(state, &credential, slot, forgotten)
        }
        Answer::SecretCopied { credential, slot } => {
            if slot == Slot::Made {
                issuing::copied(state, &credential);
            }
            Vec::new()
        }
        Answer::Tried { credential: CredentialId::Authority(authority), slot, told } => {
            rotating::tried(state, &authority, slot, told)
        }
        Answer::Switched { credential: CredentialId::Authority(authority), switched } => {
            rotating::switched(state, &authority, switched)
        }
        Answer::Tried { .. } | Answer::Switched { .. } => Vec::new(),
        Answer::Taken { source, token } => found::taken(state, &source, token),
        Answer::ZeroPath { question, told } => credentials::told(state, question, told, now),
        Answer::SecretKept { credential, slot, kept } => credentials::kept(state, &credential, slot, kept),
        Answer::SecretsListed(listed) => {
            state.entries = listed.ok();
            Vec::new()
        }
        Answer::TokensFound(found) => {
            state.lying = found;
            Vec::new()
        }
        // What stands in the copies now is read again.
        Answer::CopiesRepaired(repaired) => {
            clear(state, |known| matches!(known, Problem::CopiesNotRepaired { .. }));
            if let Err(said) = repaired {
                trouble(state, Problem::CopiesNotRepaired { said });
            }
            looking::seek(state, now)
        }
        Answer::Token(handed) => access::handed_over(state, handed),
        Answer::Renewed(token) => access::token(state, token, Elevated::RenewToken),
        Answer::Kept(kept) => access::kept(state, kept),
        Answer::ServiceAsked(asked) => access::asked(state, asked, now),
        Answer::Staged { demo } => access::staged(state, demo),
        Answer::Forgotten => access::forgotten(state, now),
        Answer::Undone(undone) => {
            if undone == Undone::Copy {
                state.copied = None;
            }
            if matches!(undone, Undone::Demo { .. }) {
                access::unstaged(state);
            }
            trouble(
                state,
                match undone {
                    Undone::Open { address } => Problem::NotOpened { address },
                    Undone::Copy => Problem::NotCopied,
                    Undone::OpenLogFolder => Problem::LogFolderNotOpened,
                    Undone::ForgetToken => Problem::NotForgotten,
                    Undone::Demo { said } => Problem::NoDemo { said },
                    Undone::Window { said } => Problem::NoWindow { said },
                    Undone::Autostart { said } => Problem::AutostartNotChanged { said },
                },
            );
            Vec::new()
        }
    }
}

/// Notes a trouble that stays until it is put away; the newest of its kind counts.
fn trouble(state: &mut State, problem: Problem) {
    let key = problem.key();
    state.troubles.retain(|known| known.key() != key);
    state.troubles.push(problem);
}

/// A new try begins: what went wrong with the last one is no longer worth reading.
fn clear(state: &mut State, is_over: impl Fn(&Problem) -> bool) {
    state.troubles.retain(|known| !is_over(known));
}
