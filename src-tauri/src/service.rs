//! Where the service is, whether it runs, and which tokens can be read without asking anybody.

use std::path::PathBuf;

use companion::ports::service::{Finding, FoundToken, Origin};
use zerotier_api::Secret;

use crate::{
    copies,
    home::{Home, Port, TOKEN_FILE, TokenFault, USUAL_PORT, token_in},
    keychain::Keychain,
    platform,
};

/// What the system's service manager knows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct ServiceState {
    pub(crate) installed: bool,
    /// None if it can't be asked.
    pub(crate) running: Option<bool>,
}

/// Looks for the service: in this folder, or where services usually are.
pub(crate) async fn find(folder: Option<PathBuf>, keychain: &Keychain) -> Finding {
    let (usual, copies) = (platform::usual_homes(), platform::user_copies());
    let mut homes =
        Home::all_of(folder.clone().map_or_else(platform::service_homes, |folder| vec![folder])).into_iter();
    let home = homes.next();
    let elsewhere = elsewhere(folder, home.as_ref(), &usual);
    keychain.turn_to(elsewhere.as_deref());
    // Of a service in another folder the service manager knows nothing.
    let state = if elsewhere.is_some() { ServiceState::default() } else { platform::service_state().await };
    let others: Vec<Home> = homes.filter(|home| usual.contains(&home.folder)).collect();
    let mut finding = look_into(home, others, &usual, copies.clone(), state);
    finding.elsewhere = elsewhere.is_some();
    // The service's own file is always right; whoever has it need not unlock a keychain. Where nothing of a service is,
    // nobody has a right to its token, whoever listens on its port.
    if own_token(&finding).is_none() && finding.installed {
        finding.tokens.extend(keychain.token().await);
    }
    let token = in_use(&finding).filter(|_| has_copies(&finding, &usual));
    finding.copies = copies::compare(copies, token);
    tracing::info!(
        installed = finding.installed, running = finding.running, home = ?finding.home, port = finding.port,
        sources = ?finding.tokens.iter().map(|found| &found.origin).collect::<Vec<_>>(), unreadable = ?finding.unreadable,
        "looked for the service"
    );
    finding
}

/// The token in use, as far as it can be known without asking the service; the keychain may be opened for it.
pub(crate) async fn token(keychain: &Keychain) -> Option<Secret> {
    keychain.ask_again();
    let finding = find(keychain.home(), keychain).await;
    in_use(&finding).cloned()
}

/// Writes the token in use into the person's stale copies.
pub(crate) async fn repair_copies(keychain: &Keychain) -> Result<Vec<PathBuf>, String> {
    keychain.ask_again();
    let finding = find(keychain.home(), keychain).await;
    match in_use(&finding) {
        Some(token) => copies::repair(&finding.copies, token),
        None => Err("the token in use is not known".into()),
    }
}

/// The folder of a service that is not the system's: a chosen one, or another that the environment names.
fn elsewhere(chosen: Option<PathBuf>, home: Option<&Home>, usual: &[PathBuf]) -> Option<PathBuf> {
    chosen.or_else(|| home.map(|home| home.folder.clone()).filter(|folder| !usual.contains(folder)))
}

fn own_token(finding: &Finding) -> Option<&Secret> {
    let own = |origin: &Origin| match origin {
        Origin::ServiceHome(file) => file.parent() == finding.home.as_deref(),
        _ => false,
    };
    finding.tokens.iter().find(|found| own(&found.origin)).map(|found| &found.token)
}

/// The service's own, else the kept one: a copy says nothing of itself.
fn in_use(finding: &Finding) -> Option<&Secret> {
    let kept = || finding.tokens.iter().find(|found| matches!(found.origin, Origin::Keychain | Origin::Consent));
    own_token(finding).or_else(|| kept().map(|found| &found.token))
}

/// `others` are further folders the system's service may have: only one of them is in use, and that may be any.
fn look_into(
    home: Option<Home>,
    others: Vec<Home>,
    usual: &[PathBuf],
    user_copies: Vec<PathBuf>,
    state: ServiceState,
) -> Finding {
    let mut finding = Finding {
        installed: state.installed || home.is_some(),
        running: state.running,
        port: USUAL_PORT,
        ..Finding::default()
    };
    if let Some(Home { folder, token, port, .. }) = home {
        let file = folder.join(TOKEN_FILE);
        match token {
            Ok(token) => finding.tokens.push(FoundToken { origin: Origin::ServiceHome(file), token }),
            Err(fault) => {
                tracing::info!(file = %file.display(), %fault, "no token from the service's own file");
                finding.unreadable = matches!(fault, TokenFault::Unreadable(_)).then_some(file);
            }
        }
        let in_usual = usual.contains(&folder);
        finding.port_unreadable = port == Port::Unreadable;
        if let Port::Told(port) = port {
            finding.port = port;
        }
        finding.home = Some(folder);
        // A token goes only to where it was found for: whoever listens there is the system's service, or nobody is told.
        let same = others.into_iter().filter(|other| in_usual && other.port == port);
        finding.tokens.extend(same.filter_map(|other| {
            let origin = Origin::ServiceHome(other.folder.join(TOKEN_FILE));
            other.token.ok().map(|token| FoundToken { origin, token })
        }));
    }
    let user_copies = if has_copies(&finding, usual) { user_copies } else { Vec::new() };
    for copy in user_copies {
        if let Ok(token) = token_in(&copy) {
            finding.tokens.push(FoundToken { origin: Origin::UserCopy(copy), token });
        }
    }
    finding
}

/// A person's copies are those of the service in one of its usual places; any other has none, and is offered none.
fn has_copies(finding: &Finding, usual: &[PathBuf]) -> bool {
    finding.home.as_ref().is_some_and(|home| usual.contains(home))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const STOPPED: ServiceState = ServiceState { installed: true, running: Some(false) };

    #[test]
    fn the_services_own_token_comes_before_a_persons_copy() {
        let (home, person) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(home.path().join(TOKEN_FILE), "own").unwrap();
        fs::write(home.path().join("zerotier-one.port"), "20001").unwrap();
        let copy = person.path().join("copy");
        fs::write(&copy, "old").unwrap();

        let (homes, copies) = (vec![home.path().to_owned()], vec![person.path().join("none"), copy.clone()]);
        let finding = look_into(Home::all_of(homes.clone()).pop(), Vec::new(), &homes, copies.clone(), STOPPED);

        let own = Origin::ServiceHome(home.path().join(TOKEN_FILE));
        let found = |origin, token| FoundToken { origin, token: Secret::new(token) };
        assert_eq!(finding.tokens, [found(own, "own"), found(Origin::UserCopy(copy), "old")]);
        assert_eq!((finding.port, finding.running, finding.installed), (20001, Some(false), true));
        assert_eq!(finding.home.as_deref(), Some(home.path()));
    }

    #[test]
    fn a_persons_copies_are_offered_to_no_service_elsewhere() {
        let (home, person) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let copy = person.path().join("copy");
        fs::write(&copy, "old").unwrap();
        let look = |home| look_into(home, Vec::new(), &["/usual".into()], vec![copy.clone()], STOPPED).tokens;
        assert_eq!(look(Home::at(home.path().into())), [], "one in another folder");
        assert_eq!(look(None), [], "one that was not found at all");
    }

    #[test]
    fn what_is_kept_and_known_of_the_systems_service_says_nothing_of_one_elsewhere() {
        let folder = tempfile::tempdir().unwrap();
        let (here, home) = (folder.path().to_owned(), Home::at(folder.path().into()));
        let usual = [PathBuf::from("/usual")];
        assert_eq!(elsewhere(None, None, &usual), None);
        assert_eq!(elsewhere(None, home.as_ref(), &usual), Some(here.clone()), "one that the environment names");
        assert_eq!(elsewhere(None, home.as_ref(), std::slice::from_ref(&here)), None);
        assert_eq!(elsewhere(Some("/chosen".into()), None, &usual), Some("/chosen".into()));
    }

    #[test]
    fn the_token_in_use_is_never_a_persons_copy() {
        let found = |origin, token| FoundToken { origin, token: Secret::new(token) };
        let copy = found(Origin::UserCopy("/srv/copy".into()), "copy");
        let kept = found(Origin::Keychain, "kept");
        let own = found(Origin::ServiceHome("/srv/authtoken.secret".into()), "own");
        let home = Some(PathBuf::from("/srv"));
        let token = |tokens| in_use(&Finding { tokens, home: home.clone(), ..Finding::default() }).cloned();
        let older = found(Origin::ServiceHome("/older/authtoken.secret".into()), "older");
        assert_eq!(token(vec![older]), None);
        assert_eq!(token(vec![copy.clone()]), None);
        assert_eq!(token(vec![copy.clone(), kept.clone()]), Some(Secret::new("kept")));
        assert_eq!(token(vec![copy, kept, own]), Some(Secret::new("own")));
    }

    #[test]
    fn a_token_that_can_not_be_read_is_named() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir(home.path().join(TOKEN_FILE)).unwrap();
        let finding = look_into(Home::at(home.path().into()), Vec::new(), &[], Vec::new(), ServiceState::default());
        assert_eq!(finding.unreadable, Some(home.path().join(TOKEN_FILE)));
        assert!(finding.installed && finding.tokens.is_empty());
    }

    #[test]
    fn a_missing_or_empty_token_is_not_an_unreadable_one() {
        let home = tempfile::tempdir().unwrap();
        let look = || look_into(Home::at(home.path().into()), Vec::new(), &[], Vec::new(), ServiceState::default());
        assert_eq!(look().unreadable, None);
        fs::write(home.path().join(TOKEN_FILE), "\n").unwrap();
        assert_eq!(look().unreadable, None);
    }

    #[test]
    fn nothing_anywhere_is_not_installed() {
        let finding =
            look_into(Home::at("/no/such/folder".into()), Vec::new(), &[], Vec::new(), ServiceState::default());
        assert_eq!(finding, Finding { port: USUAL_PORT, ..Finding::default() });
        assert!(look_into(None, Vec::new(), &[], Vec::new(), STOPPED).installed);
    }
}
