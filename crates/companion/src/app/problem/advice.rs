//! From a problem to what a person reads and can press.

pub mod authority;

use std::path::Path;

use zerotier_api::Stranger;

use crate::{
    administer::homes,
    app::state::State,
    authorities::notice,
    frame::problem::{Elevated, Problem},
    interface::{
        action::{self, Action},
        notice::{Notice, Remedy, Tone},
        place::{Place, SettingsPage},
    },
    kernel::{moment::Os, text, words::Words},
    networks::standing,
    ports::frame::{LoadFault, SaveFault},
    service::access::OLDEST,
};

/// The sentences and remedies of a problem.
pub fn notice(problem: &Problem, state: &State, words: &Words) -> Notice {
    let advice = Advice { state, words, problem };
    advice.notice()
}

pub(crate) struct Advice<'a> {
    state: &'a State,
    words: &'a Words,
    problem: &'a Problem,
}

impl Advice<'_> {
    fn notice(&self) -> Notice {
        let (title, text) = self.sentences();
        Notice {
            key: self.problem.key(),
            network: self.problem.network(),
            tone: self.tone(),
            title,
            text,
            details: self.details().filter(|details| !details.is_empty()),
            remedies: self.remedies(),
            busy: self.state.service.asking,
            dismissible: self.dismissible(),
        }
    }

    fn tone(&self) -> Tone {
        match self.problem {
            Problem::Relayed
            | Problem::Odd { .. }
            | Problem::KeychainMissing
            | Problem::KeychainLocked
            | Problem::Declined
            | Problem::NotCopied { .. }
            | Problem::LinkMisread { .. }
            | Problem::LogFolderNotOpened
            | Problem::NoTray
            | Problem::NotOpened { .. } => Tone::Info,
            Problem::Authority { .. }
            | Problem::ClockOff { .. }
            | Problem::MemberNotTaken { .. }
            | Problem::Offline
            | Problem::Deaf
            | Problem::AutostartNotChanged { .. }
            | Problem::WaitingForApproval { .. }
            | Problem::SignInNeeded { .. }
            | Problem::NoSignInAddress { .. }
            | Problem::RoutesOverlap { .. }
            | Problem::RouteIsLan { .. }
            | Problem::SettingsNotRead { .. }
            | Problem::SettingsNotSaved { .. }
            | Problem::KeychainFailed
            | Problem::NotForgotten
            | Problem::NoWayToAsk { .. }
            | Problem::Unguarded { .. } => Tone::Warn,
            _ => Tone::Bad,
        }
    }

    fn dismissible(&self) -> bool {
        self.state.frame.troubles.contains(self.problem)
    }

    /// Title and text. Both are named alike in the catalogue: `stopped-title`, `stopped-text`.
    fn sentences(&self) -> (String, String) {
        let address = self.state.service.node.as_ref().map(|node| node.address.to_string()).unwrap_or_default();
        let name = |id| standing::name(self.state, id);
        let path = |path: &Path| path.display().to_string();
        match self.problem {
            Problem::NotInstalled => self.plain("not-installed"),
            Problem::Stopped if self.state.service.traces.elsewhere => {
                let home = self.state.service.home.as_deref().map(path).unwrap_or_default();
                (self.words.say("stopped-title", &[]), self.words.say("stopped-text-elsewhere", &[("path", &home)]))
            }
            Problem::Stopped => self.plain("stopped"),
            Problem::NotAllowed { .. } => self.pair("not-allowed", &[("file", "authtoken.secret")]),
            Problem::StaleToken => self.plain("stale-token"),
            Problem::Moved { port } => self.pair("moved", &[("port", &port.to_string())]),
            Problem::NoAnswer { port, .. } => self.pair("no-answer", &[("port", &port.to_string())]),
            Problem::Stranger { port, stranger } => {
                let (text, name) = match stranger {
                    Some(Stranger::Program(name)) => ("stranger-text", text::short(name)),
                    Some(Stranger::Of(user)) => ("stranger-text-of", text::short(user)),
                    None => ("stranger-text-stopped", String::new()),
                };
                let parts = [("port", &*port.to_string()), ("name", &*name)];
                (self.words.say("stranger-title", &[]), self.words.say(text, &parts))
            }
            Problem::Unlocated { port } => self.pair("unlocated", &[("port", &port.to_string())]),
            Problem::Unproven { port } => self.pair("unproven", &[("port", &port.to_string())]),
            Problem::TokenMissing { path: file } => self.pair("token-missing", &[("path", &path(file))]),
            Problem::TooOld { found } => {
                let needed = format!("{}.{}", OLDEST.0, OLDEST.1);
                self.pair("too-old", &[("found", &found.to_string()), ("needed", &needed)])
            }
            Problem::Garbled { .. } => self.plain("garbled"),
            Problem::Odd { by: None, .. } => self.plain("odd"),
            Problem::Odd { by: Some(id), .. } => {
                self.pair("odd-at", &[("name", &notice::title(self.state, id, self.words))])
            }
            Problem::Offline => self.plain("offline"),
            Problem::Relayed => self.plain("relayed"),
            Problem::Deaf => self.plain("deaf"),
            Problem::WaitingForApproval { network } => {
                let name = name(*network);
                let allowable = homes::allowable(self.state, *network);
                let text = if allowable { "waiting-text-own" } else { "waiting-text" };
                let parts = [("name", &*name), ("address", &*address)];
                (self.words.say("waiting-title", &parts), self.words.say(text, &parts))
            }
            Problem::AccessWithdrawn { network } => {
                self.pair("withdrawn", &[("name", &name(*network)), ("address", &address)])
            }
            Problem::NotFound { network } => self.pair("not-found", &[("network", &network.to_string())]),
            Problem::AdapterNotMade { network, code } => {
                let text = if *code == 0 { "adapter-text" } else { "adapter-text-code" };
                let parts = [("name", &*name(*network)), ("code", &*code.to_string())];
                (self.words.say("adapter-title", &parts), self.words.say(text, &parts))
            }
            Problem::ClientTooOld { network } => self.pair("client-too-old", &[("name", &name(*network))]),
            Problem::SignInNeeded { network } => {
                let again = self.state.networks.remembered.get(network).is_some_and(|kept| kept.was_connected);
                let text = if again { "sign-in-text" } else { "sign-in-text-first" };
                (self.words.say("sign-in-title", &[("name", &name(*network))]), self.words.say(text, &[]))
            }
            Problem::RoutesOverlap { one, other, route } => {
                self.pair("overlap", &[("one", &name(*one)), ("other", &name(*other)), ("route", route)])
            }
            Problem::RouteIsLan { network, route, adapter } => {
                self.pair("route-is-lan", &[("name", &name(*network)), ("route", route), ("adapter", adapter)])
            }
            Problem::NotJoined { network, silent, .. } => {
                let text = if *silent { "not-joined-text-silent" } else { "not-joined-text" };
                (self.words.say("not-joined-title", &[("name", &name(*network))]), self.words.say(text, &[]))
            }
            Problem::NotLeft { network, .. } => self.pair("not-left", &[("name", &name(*network))]),
            Problem::NotConfigured { network, what, .. } => {
                self.pair("not-configured", &[("name", &name(*network)), ("what", what)])
            }
            Problem::GoneWhileJoining { network, .. } => self.pair("gone-while-joining", &[("name", &name(*network))]),
            Problem::NoSignInAddress { network } => self.pair("no-sign-in-address", &[("name", &name(*network))]),
            Problem::Declined => self.plain("declined"),
            Problem::NoWayToAsk { deed } => {
                let text = match (deed, self.state.moment.os) {
                    (Elevated::ReadToken | Elevated::RenewToken, Os::Linux) => "no-way-to-ask-read-linux",
                    (Elevated::StartService, Os::Linux) => "no-way-to-ask-start-linux",
                    _ => "no-way-to-ask-text",
                };
                (self.words.say("no-way-to-ask-title", &[]), self.words.say(text, &[]))
            }
            Problem::Unguarded { deed, program } => {
                let text = match (deed, self.state.moment.os) {
                    (Elevated::ReadToken | Elevated::RenewToken, _) => "unguarded-read",
                    (Elevated::StartService, Os::Linux) => "unguarded-start-linux",
                    (Elevated::StartService, _) => "unguarded-text",
                };
                let parts = [("program", &*path(program))];
                (self.words.say("unguarded-title", &[]), self.words.say(text, &parts))
            }
            Problem::NotElevated { deed: Elevated::ReadToken, .. } => self.plain("not-read"),
            Problem::NotElevated { deed: Elevated::RenewToken, .. } => self.plain("not-renewed"),
            Problem::CopiesNotRepaired { .. } => self.plain("copies-not-repaired"),
            Problem::NotTaken { source } => self.pair("not-taken", &[("source", source)]),
            Problem::NotElevated { deed: Elevated::StartService, .. } => self.plain("not-started"),
            Problem::NotOpened { address } => self.pair("not-opened", &[("address", address)]),
            Problem::NotCopied { text: None } => self.plain("not-copied"),
            Problem::NotCopied { text: Some(text) } => {
                let by_hand = self.words.say("not-copied-text-by-hand", &[("text", &text::one_line(text))]);
                (self.words.say("not-copied-title", &[]), by_hand)
            }
            Problem::LinkMisread { text } => self.pair("link-misread", &[("text", text)]),
            Problem::AutostartNotChanged { .. } => self.plain("autostart"),
            Problem::NotForgotten => self.plain("not-forgotten"),
            Problem::SecretNotForgotten => self.plain("secret-not-forgotten"),
            Problem::NoDemo { .. } => self.plain("no-demo"),
            Problem::LogFolderNotOpened => self.plain("log-folder"),
            Problem::NoWindow { .. } => self.plain("no-window"),
            Problem::NoTray => match self.state.moment.os {
                Os::Linux => self.plain("no-tray"),
                Os::MacOs | Os::Windows => {
                    (self.words.say("no-tray-title", &[]), self.words.say("no-tray-text-plain", &[]))
                }
            },
            Problem::SettingsNotRead { fault } => match fault {
                LoadFault::SetAside { kept_as } => self.pair("settings-set-aside", &[("path", &path(kept_as))]),
                LoadFault::Newer { .. } => self.plain("settings-newer"),
                LoadFault::OfRoot { path: file } => {
                    (self.words.say("settings-unreadable-title", &[]), self.of_root(file))
                }
                LoadFault::Unreadable { path: file } => self.pair("settings-unreadable", &[("path", &path(file))]),
            },
            Problem::SettingsNotSaved { fault } => match fault {
                SaveFault::ReadOnly { path: file } => self.pair("settings-read-only", &[("path", &path(file))]),
                SaveFault::OfRoot { path: file } => {
                    (self.words.say("settings-not-saved-title", &[]), self.of_root(file))
                }
                SaveFault::DiskFull { path: file } => self.pair("settings-disk-full", &[("path", &path(file))]),
                SaveFault::Newer => self.plain("settings-newer"),
                SaveFault::Other { path: file, .. } => self.pair("settings-not-saved", &[("path", &path(file))]),
            },
            Problem::KeychainMissing => match self.state.moment.os {
                Os::Linux => self.plain("keychain-missing"),
                Os::MacOs | Os::Windows => self.plain("keychain-failed"),
            },
            Problem::ClockOff { minutes } => {
                let count = usize::try_from(minutes.unsigned_abs()).unwrap_or(usize::MAX);
                let word = if *minutes > 0 { "clock-behind" } else { "clock-ahead" };
                (self.words.count(word, &[("count", count)]), self.words.say("clock-text", &[]))
            }
            Problem::Authority { .. }
            | Problem::MembersNotChanged { .. }
            | Problem::MemberNotTaken { .. }
            | Problem::TokenNotDone { .. }
            | Problem::NetworkNotDone { .. } => self.about_authority(),
            Problem::KeychainLocked => self.plain("keychain-locked"),
            Problem::KeychainFailed => self.plain("keychain-failed"),
        }
    }

    fn of_root(&self, file: &Path) -> String {
        self.words.say("settings-of-root-text", &[("path", &file.display().to_string())])
    }

    fn own_again(&self, file: &Path) -> Remedy {
        let quoted = file.display().to_string().replace('\'', r"'\''");
        self.remedy("remedy-copy-command", Action::Copy { text: format!("sudo chown -R \"$(id -un)\" '{quoted}'") })
    }

    fn details(&self) -> Option<String> {
        let found = match self.problem {
            Problem::NoAnswer { found, .. }
            | Problem::Garbled { found }
            | Problem::NotJoined { found, .. }
            | Problem::NotLeft { found, .. }
            | Problem::NotConfigured { found, .. } => found,
            Problem::NotElevated { said, .. }
            | Problem::CopiesNotRepaired { said }
            | Problem::NoDemo { said }
            | Problem::AutostartNotChanged { said }
            | Problem::NoWindow { said }
            | Problem::SettingsNotSaved { fault: SaveFault::Other { said, .. } } => said,
            Problem::Authority { fault, .. }
            | Problem::MembersNotChanged { fault, .. }
            | Problem::TokenNotDone { fault, .. }
            | Problem::NetworkNotDone { fault, .. } => fault.said().unwrap_or_default(),
            Problem::Odd { places, .. } => &places.join(", "),
            Problem::Offline => return Some(self.words.say("offline-details", &[])),
            Problem::Relayed => return Some(self.words.say("relayed-details", &[])),
            _ => return None,
        };
        Some(text::one_line(found))
    }

    fn remedies(&self) -> Vec<Remedy> {
        let go = |network| self.remedy("remedy-show", action::show(network));
        match self.problem {
            Problem::NotInstalled => vec![
                self.remedy("remedy-get-zerotier", Action::GetZeroTier),
                self.remedy("remedy-look-around", Action::LookAround),
            ],
            // Whoever runs a service of his own knows how.
            Problem::Stopped | Problem::NoAnswer { .. } | Problem::TokenMissing { .. } | Problem::Deaf
                if self.state.service.traces.elsewhere =>
            {
                vec![self.remedy("remedy-try-again", Action::LookAgain)]
            }
            Problem::Unlocated { .. } => {
                let place = Place::Settings { page: SettingsPage::Access };
                let is_there = self.state.frame.place == place;
                let go = (!is_there).then(|| self.remedy("remedy-choose-folder", Action::Go { place }));
                go.into_iter().collect()
            }
            Problem::Stopped => vec![self.remedy("remedy-start", Action::StartService)],
            Problem::NotAllowed { .. } => vec![self.remedy("remedy-allow-access", Action::AllowAccess)],
            Problem::StaleToken => vec![self.remedy("remedy-read-key", Action::AllowAccess)],
            Problem::Moved { .. } => vec![self.remedy("remedy-read-port", Action::AllowAccess)],
            Problem::NoAnswer { .. } | Problem::TokenMissing { .. } | Problem::Deaf => {
                vec![self.remedy("remedy-restart", Action::RestartService)]
            }
            Problem::Stranger { stranger: Some(_), port } => {
                let handed = self.state.service.handed_port.as_ref().is_some_and(|(_, handed)| handed == port);
                // The service may have made room.
                let moved = (handed && self.state.service.traces.port_unreadable)
                    .then(|| self.remedy("remedy-read-port", Action::AllowAccess));
                moved.into_iter().chain([self.remedy("remedy-try-again", Action::LookAgain)]).collect()
            }
            Problem::Stranger { stranger: None, .. } | Problem::Unproven { .. } => vec![
                self.remedy("remedy-trust", Action::TrustListener),
                self.remedy("remedy-try-again", Action::LookAgain),
            ],
            Problem::TooOld { .. } | Problem::ClientTooOld { .. } => {
                vec![self.remedy("remedy-new-version", Action::GetZeroTier)]
            }
            Problem::Odd { .. } => vec![self.remedy("remedy-copy-report", Action::CopyReport)],
            Problem::Garbled { .. } => vec![
                self.remedy("remedy-try-again", Action::LookAgain),
                self.remedy("remedy-copy-report", Action::CopyReport),
            ],
            Problem::WaitingForApproval { network } => {
                self.allow_this_device(*network).into_iter().chain(self.copy_address()).collect()
            }
            Problem::AccessWithdrawn { network } => self
                .allow_this_device(*network)
                .into_iter()
                .chain(self.copy_address())
                .chain([self.remedy("remedy-forget", Action::Forget { network: *network })])
                .collect(),
            Problem::NotFound { network } => vec![
                self.remedy("remedy-edit", Action::Correct { network: *network }),
                self.remedy("remedy-forget", Action::Forget { network: *network }),
            ],
            Problem::AdapterNotMade { network, .. } => {
                vec![self.remedy("remedy-try-again", Action::Connect { network: *network })]
            }
            Problem::SignInNeeded { network } => {
                vec![standing::sign_in(self.state, *network, self.words)]
            }
            Problem::NoSignInAddress { network } => {
                vec![self.remedy("remedy-try-again", standing::sign_in(self.state, *network, self.words).action)]
            }
            Problem::NotJoined { network, again, .. } | Problem::GoneWhileJoining { network, again } => {
                let action = match again {
                    true => Action::Connect { network: *network },
                    false => Action::Join { network: *network },
                };
                vec![self.remedy("remedy-try-again", action)]
            }
            Problem::NotLeft { network, .. } => {
                vec![self.remedy("remedy-try-again", Action::Disconnect { network: *network })]
            }
            Problem::RoutesOverlap { one: network, .. }
            | Problem::RouteIsLan { network, .. }
            | Problem::NotConfigured { network, .. } => vec![go(*network)],
            Problem::SettingsNotRead { fault: LoadFault::OfRoot { path: file } } => vec![self.own_again(file)],
            Problem::SettingsNotSaved { fault: SaveFault::OfRoot { path: file } } => {
                vec![self.own_again(file), self.remedy("remedy-try-again", Action::SaveAgain)]
            }
            Problem::SettingsNotSaved { fault } if *fault != SaveFault::Newer => {
                vec![self.remedy("remedy-try-again", Action::SaveAgain)]
            }
            // The page of the first run has the field itself.
            Problem::NoWayToAsk { deed: Elevated::ReadToken }
            | Problem::Unguarded { deed: Elevated::ReadToken, .. }
            | Problem::NotElevated { deed: Elevated::ReadToken, .. }
                if self.state.networks.known =>
            {
                let place = Place::Settings { page: SettingsPage::Access };
                vec![self.remedy("remedy-paste-key", Action::Show { place })]
            }
            Problem::CopiesNotRepaired { .. } => vec![self.remedy("remedy-try-again", Action::RepairCopies)],
            Problem::LogFolderNotOpened => vec![self.remedy("remedy-try-again", Action::OpenLogFolder)],
            Problem::NotForgotten => vec![self.remedy("remedy-try-again", Action::ForgetAccess)],
            Problem::Authority { .. } | Problem::MembersNotChanged { .. } => self.of_authority(),
            _ => Vec::new(),
        }
    }

    fn copy_address(&self) -> Option<Remedy> {
        let text = self.state.service.node.as_ref()?.address.to_string();
        Some(self.remedy("remedy-copy-address", Action::Copy { text }))
    }

    fn remedy(&self, label: &str, action: Action) -> Remedy {
        Remedy { label: self.words.say(label, &[]), action }
    }

    fn plain(&self, name: &str) -> (String, String) {
        self.pair(name, &[])
    }

    fn pair(&self, name: &str, parts: &[(&str, &str)]) -> (String, String) {
        (self.words.say(&format!("{name}-title"), parts), self.words.say(&format!("{name}-text"), parts))
    }
}
