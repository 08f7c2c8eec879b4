//! `(State, Event) → Effects`: one `match`, one small function per event. Nothing here waits, reads or writes; it says
//! what should be done, and the answers come back as events.

use std::time::Duration;

use super::{answers, event::Event, go::go, keeping, leaving, staging, state::State, undoing};
use crate::{
    administer::{arriving, deeds, reading},
    authorities::{self, clock, sending},
    frame::{
        news,
        problem::{Elevated, Problem},
        state::{Copied, SAID},
        troubles::{clear, trouble},
        update::{self, open_vendor},
    },
    interface::{action::Action, place::Place},
    kernel::{
        ids::{CredentialId, Slot},
        moment::Now,
    },
    networks::{inviting, membership, profiles, switching, telling},
    ports::{
        answer::Answer,
        effect::{Deed, Effect},
        frame::Undone,
    },
    service::{access, looking, odd},
    tokens::{care, ends, found, incoming, issuing, rotating, state::Adding, zero_path},
};

/// Takes an event in and says what is to be done.
pub fn update(state: &mut State, event: Event, now: Now) -> Vec<Effect> {
    state.moment.now = now;
    let now = now.since_start;
    if state.staging && !staging::ends_staging(&event) {
        return Vec::new();
    }
    let mut effects = match event {
        Event::Start => vec![Effect::Do(Deed::Load), Effect::Do(Deed::Autostart { on: None })],
        Event::Action(action) => undoing::act(state, action, now),
        Event::Entrusted(entrusted) => incoming::entrusted(state, *entrusted),
        Event::Answer(answer) => learn(state, *answer, now),
        Event::Window { open } => {
            state.frame.window_open = open;
            if open {
                state.frame.unreachable_at = None;
                reading::arrived(state);
                looking::look_now(state, now)
            } else {
                // What floated above the window is not there when it is opened again.
                state.networks.join_asked = 0;
                state.frame.finding_text = None;
                state.tokens.adding = None;
                state.administer.steady = None;
                issuing::window_closed(state);
                Vec::new()
            }
        }
        Event::Woke => looking::woke(state, now),
        Event::Link { text } => inviting::link(state, &text),
        Event::Tray { present } => update::tray(state, present),
        Event::Tick => Vec::new(),
    };
    effects.extend(membership::send_what_is_due(state, now));
    effects.extend(looking::look_if_due(state, now));
    effects.extend(looking::listen_if_due(state, now));
    effects.extend(sending::send_if_due(state, now));
    effects.extend(authorities::reading::look_if_due(state, now));
    effects.extend(keeping::save_if_changed(state));
    effects.extend(leaving::quit_when_done(state));
    effects.extend(update::show_if_unreachable(state, now));
    telling::sign_ins(state);
    ends::token_ends(state);
    effects.extend(news::gathered(state).into_iter().map(Effect::Tell));
    state.networks.toast.take_if(|toast| toast.until <= now);
    state.frame.copied.take_if(|copied| copied.until <= now);
    state.undoing.said.take_if(|(_, until)| *until <= now);
    effects
}

pub(crate) fn perform(state: &mut State, action: Action, now: Duration) -> Vec<Effect> {
    match action {
        Action::Go { place } => {
            let before = state.frame.place.clone();
            go(state, place);
            look_for_tokens(state, &before)
        }
        Action::Show { place } => {
            let before = state.frame.place.clone();
            go(state, place);
            let mut effects = look_for_tokens(state, &before);
            effects.push(Effect::Do(Deed::OpenWindow));
            effects
        }
        Action::AskJoin => vec![Effect::Do(Deed::ReadClipboard)],
        Action::Find { text } => {
            state.frame.finding_text = text;
            Vec::new()
        }
        Action::Understand { text } => {
            state.networks.join_text = text;
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
        Action::LeaveOnQuit { network, on } => profiles::leave_on_quit(state, network, on),
        Action::Rename { network, name } => profiles::rename(state, network, &name),
        Action::SaveProfile { name } => switching::save(state, &name),
        Action::SwitchProfile { name } => switching::switch(state, &name, now),
        Action::RemoveProfile { name } => switching::remove(state, &name),
        Action::SignIn { network, host } => inviting::sign_in(state, network, host),
        Action::AllowAccess => access::allow(state),
        Action::ForgetAccess => access::forget(state),
        Action::TrustListener => access::trust(state, now),
        Action::UseServiceHome { folder } => access::use_home(state, folder, now),
        Action::StartService => access::elevate(state, Deed::StartService),
        Action::RestartService => access::elevate(state, Deed::RestartService),
        Action::Watch { authority, network, on } => {
            let kept = state.authorities.kept.entry(authority).or_default();
            kept.networks.entry(network).or_default().watched = on;
            Vec::new()
        }
        Action::ReadAuthority { authority } => authorities::reading::read_now(state, &authority),
        Action::RenameAuthority { authority, name } => incoming::rename(state, &authority, &name),
        Action::RemoveAuthority { authority } => incoming::remove(state, authority),
        Action::UseOwnController => incoming::use_own(state),
        Action::AskAccount { open, renew } => {
            state.tokens.adding = open.then_some(Adding::Open { renew });
            // The tray can ask for it too.
            if open && !state.frame.window_open { vec![Effect::Do(Deed::OpenWindow)] } else { Vec::new() }
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
        | Action::DeleteNetwork { .. } => deeds::act(state, action, now),
        Action::RenameCredential { .. }
        | Action::NoteCredential { .. }
        | Action::EndCredential { .. }
        | Action::VerifyCredential { .. }
        | Action::ForgetCredential { .. }
        | Action::CopySecret { .. }
        | Action::CopyCurl { .. }
        | Action::RepairCopies
        | Action::ForgetLeftOver
        | Action::TakeFound { .. } => care::act(state, action, now),
        Action::DoWithTokens { authority, deed } => issuing::act(state, &authority, deed),
        Action::AskIssue { authority, issue } => issuing::open(state, authority, issue),
        Action::CloseIssue => issuing::close(state),
        Action::CopyMade => issuing::copy_made(state),
        Action::RenewServiceToken => access::renew(state),
        Action::LookAgain => looking::look_now(state, now),
        Action::LookAround => staging::stage(state, true),
        Action::LeaveDemo => staging::stage(state, false),
        Action::Prefer { preference } => update::prefer(state, preference),
        Action::StartAtLogin { on } => vec![Effect::Do(Deed::Autostart { on: Some(on) })],
        Action::SaveAgain => {
            state.saved = None;
            Vec::new()
        }
        Action::Dismiss { notice } => keeping::dismiss(state, &notice),
        Action::OpenVendor { address } => open_vendor(address),
        Action::GetZeroTier => vec![Effect::Do(Deed::Open("https://www.zerotier.com/download/".into()))],
        Action::Copy { text } => {
            state.frame.copied = Some(Copied { text: Some(text.clone()), until: now + SAID });
            vec![Effect::Do(Deed::Copy(text))]
        }
        Action::CopyReport => {
            state.frame.copied = Some(Copied { text: None, until: now + SAID });
            vec![Effect::Do(Deed::CopyReport)]
        }
        Action::OpenLogFolder => vec![Effect::Do(Deed::OpenLogFolder)],
        Action::OpenWindow => vec![Effect::Do(Deed::OpenWindow)],
        Action::CloseWindow => vec![Effect::Do(Deed::CloseWindow)],
        Action::Quit => leaving::quit(state),
    }
}

/// Tokens are looked for when their place is gone to, not before: the keychain may ask to be unlocked.
fn look_for_tokens(state: &State, before: &Place) -> Vec<Effect> {
    let arrived = matches!(state.frame.place, Place::Tokens { .. }) && !matches!(before, Place::Tokens { .. });
    if arrived { vec![Effect::Do(Deed::ListSecrets), found::look(state)] } else { Vec::new() }
}

fn learn(state: &mut State, answer: Answer, now: Duration) -> Vec<Effect> {
    match answer {
        Answer::Loaded(loaded) => keeping::loaded(state, loaded, now),
        Answer::Saved(saved) => keeping::saved(state, saved),
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
            state.frame.autostart = Some(on);
            Vec::new()
        }
        Answer::Autostart(Err(undone)) => learn(state, Answer::Undone(undone), now),
        Answer::Recognised { number, token, recognised } => incoming::recognised(state, number, token, recognised, now),
        Answer::OfAuthority { authority, epoch, ask, told, time, odd } => {
            clock::heard(state, &authority, time);
            odd::note(state, Some(&authority), odd);
            let told = clock::by_ours(state, &authority, told);
            answers::told(state, &authority, epoch, ask, told, now)
        }
        Answer::Part { authority, epoch, part } => {
            arriving::some(state, &authority, epoch, part);
            Vec::new()
        }
        Answer::Secret { credential: CredentialId::Authority(authority), slot: Slot::Current, secret } => {
            incoming::fetched(state, &authority, secret, now)
        }
        Answer::Secret { credential: CredentialId::Authority(authority), slot, secret } => {
            rotating::fetched(state, &authority, slot, secret)
        }
        Answer::Secret { credential, slot, secret } => care::fetched(state, credential, slot, secret),
        Answer::SecretForgotten { credential, slot, forgotten } => care::forgotten(state, &credential, slot, forgotten),
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
        Answer::ZeroPath { question, told } => zero_path::told(state, question, told, now),
        Answer::SecretKept { credential, slot, kept } => care::kept(state, &credential, slot, kept),
        Answer::SecretsListed(listed) => {
            state.tokens.entries = listed.ok();
            Vec::new()
        }
        Answer::TokensFound(found) => {
            state.tokens.lying = found;
            Vec::new()
        }
        // What stands in the copies now is read again.
        Answer::CopiesRepaired(repaired) => {
            clear(&mut state.frame, |known| matches!(known, Problem::CopiesNotRepaired { .. }));
            if let Err(said) = repaired {
                trouble(&mut state.frame, Problem::CopiesNotRepaired { said });
            }
            looking::seek(state, now)
        }
        Answer::Token(handed) => access::handed_over(state, handed),
        Answer::Renewed(token) => access::token(state, token, Elevated::RenewToken),
        Answer::Kept(kept) => access::kept(state, kept),
        Answer::ServiceAsked(asked) => access::asked(state, asked, now),
        Answer::Staged { demo } => staging::staged(state, demo),
        Answer::Forgotten => access::forgotten(state, now),
        Answer::Undone(undone) => {
            let mut effects = Vec::new();
            if matches!(undone, Undone::Copy { .. }) {
                state.frame.copied = None;
                // Whoever has pressed in the tray sees no notice there, and takes it for copied.
                effects.extend((!state.frame.window_open).then_some(Effect::Do(Deed::OpenWindow)));
            }
            if matches!(undone, Undone::Demo { .. }) {
                staging::unstaged(state);
            }
            trouble(
                &mut state.frame,
                match undone {
                    Undone::Open { address } => Problem::NotOpened { address },
                    Undone::Copy { text } => Problem::NotCopied { text },
                    Undone::OpenLogFolder => Problem::LogFolderNotOpened,
                    Undone::ForgetToken => Problem::NotForgotten,
                    Undone::Demo { said } => Problem::NoDemo { said },
                    Undone::Window { said } => Problem::NoWindow { said },
                    Undone::Autostart { said } => Problem::AutostartNotChanged { said },
                },
            );
            effects
        }
    }
}
