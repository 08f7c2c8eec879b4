use std::collections::HashMap;

use zbus::{
    Guid, connection, interface,
    zvariant::{ObjectPath, OwnedObjectPath},
};

use super::{super::bus, *};

/// A service manager with these units: what each starts, and how it is.
struct Systemd(HashMap<&'static str, (&'static [&'static str], &'static str)>);

impl Systemd {
    fn path(name: &str) -> OwnedObjectPath {
        let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        ObjectPath::try_from(format!("/org/freedesktop/systemd1/unit/{plain}")).unwrap().into()
    }
}

/// A server has one; which, is of no account here.
const GUID: &str = "0123456789abcdef0123456789abcdef";

type Status = (String, String, String, String, String, String, OwnedObjectPath, u32, String, OwnedObjectPath);

#[expect(clippy::needless_pass_by_value, clippy::unused_self, reason = "as the bus hands them over")]
#[interface(name = "org.freedesktop.systemd1.Manager")]
impl Systemd {
    fn list_unit_files_by_patterns(&self, states: Vec<String>, patterns: Vec<String>) -> Vec<(String, String)> {
        assert_eq!((states, patterns), (Vec::new(), vec!["*zerotier*.service".to_owned()]));
        let known = self.0.keys().filter(|name| name.contains("zerotier"));
        known.map(|name| (format!("/lib/systemd/system/{name}"), "enabled".into())).collect()
    }

    fn list_units_by_patterns(&self, states: Vec<String>, patterns: Vec<String>) -> Vec<Status> {
        let fits = |name: &str, state: &str| {
            (states.is_empty() || states.iter().any(|wanted| wanted == state))
                && (patterns[0] == "*.service" || patterns[0] == name)
        };
        let units = self.0.iter().filter(|(name, (_, state))| *state != "unloaded" && fits(name, state));
        units
            .map(|(name, (_, state))| {
                let [text, none] = ["", "/"].map(str::to_owned);
                let path = || ObjectPath::try_from(none.clone()).unwrap().into();
                (
                    (*name).into(),
                    text.clone(),
                    "loaded".into(),
                    (*state).into(),
                    text.clone(),
                    text.clone(),
                    path(),
                    0,
                    text,
                    path(),
                )
            })
            .collect()
    }

    fn load_unit(&self, name: String) -> OwnedObjectPath {
        Self::path(&name)
    }
}

struct Service(&'static [&'static str]);

#[interface(name = "org.freedesktop.systemd1.Service")]
impl Service {
    #[zbus(property)]
    #[expect(clippy::type_complexity, reason = "as systemd has it")]
    fn exec_start(&self) -> Vec<(String, Vec<String>, bool, u64, u64, u64, u64, u32, i32, i32)> {
        let words: Vec<String> = self.0.iter().map(|word| (*word).to_owned()).collect();
        words.first().cloned().into_iter().map(|first| (first, words.clone(), false, 0, 0, 0, 0, 0, 0, 0)).collect()
    }
}

/// The unit found among these, with its state and the folder it is told.
async fn found(
    units: &[(&'static str, &'static [&'static str], &'static str)],
) -> Option<(String, Option<bool>, Option<PathBuf>)> {
    let (here, there) = tokio::net::UnixStream::pair().unwrap();
    let units: HashMap<_, _> = units.iter().map(|(name, words, state)| (*name, (*words, *state))).collect();
    let mut server = connection::Builder::unix_stream(there).server(Guid::try_from(GUID).unwrap()).unwrap().p2p();
    for (name, (words, _)) in &units {
        server = server.serve_at(Systemd::path(name), Service(words)).unwrap();
    }
    let server = server.serve_at("/org/freedesktop/systemd1", Systemd(units)).unwrap();
    let (server, client) = tokio::join!(server.build(), connection::Builder::unix_stream(here).p2p().build());
    let (_server, client) = (server.unwrap(), client.unwrap());
    let systemd = bus::ManagerProxy::new(&client).await.unwrap();
    unit_of(&systemd, true).await.unwrap().map(|unit| (unit.name, unit.running, unit.home))
}

#[tokio::test]
async fn the_services_unit_is_found_by_its_name() {
    let by_name = |name: &'static str| async move { found(&[(name, &["/usr/bin/env"], "active")]).await };
    for name in UNITS {
        assert_eq!(by_name(name).await, Some((name.to_owned(), Some(true), None)));
    }
    assert_eq!(by_name("zerotier-gui.service").await, None);
    assert_eq!(by_name("snap.zerotier-gui.zerotier-gui.service").await, None, "somebody else's snap");
}

#[tokio::test]
async fn a_unit_of_another_name_is_found_by_what_it_starts() {
    const OWN: &[&str] = &["/opt/zt/zerotier-one", "-p9994", "/srv/zt"];
    let home = || Some(PathBuf::from("/srv/zt"));
    let own = found(&[("my-zerotier.service", OWN, "inactive"), ("ssh.service", &["/usr/sbin/sshd"], "active")]).await;
    assert_eq!(own, Some(("my-zerotier.service".into(), Some(false), home())));
    let own = found(&[("vpn.service", OWN, "failed"), ("ssh.service", &["/usr/sbin/sshd"], "active")]).await;
    assert_eq!(own, Some(("vpn.service".into(), Some(false), home())));
    assert_eq!(found(&[("ssh.service", &["/usr/sbin/sshd"], "active")]).await, None);
    let both =
        found(&[("zerotier-other.service", OWN, "active"), ("zerotier-one.service", &[PROGRAM], "unloaded")]).await;
    assert_eq!(both, Some(("zerotier-one.service".into(), Some(false), None)), "the known one first");
}

#[tokio::test]
async fn a_service_that_is_about_to_end_is_neither_running_nor_stopped() {
    let state =
        |state| async move { found(&[("zerotier-one.service", &["/usr/sbin/zerotier-one"], state)]).await.unwrap().1 };
    assert_eq!(state("deactivating").await, None);
    assert_eq!(state("activating").await, Some(true));
    assert_eq!(state("failed").await, Some(false));
}

#[test]
fn what_starts_the_service_is_told_from_what_only_names_it() {
    let told = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        line_of(&words[0], &words)
    };
    assert_eq!(told(&["/usr/sbin/zerotier-one"]), Some(Line { home: None }));
    assert_eq!(told(&["/etc/init.d/zerotier-one", "start"]), Some(Line { home: None }));
    assert_eq!(told(&["/usr/sbin/zerotier-one", "-U", "/srv"]), Some(Line { home: Some("/srv".into()) }));
    assert_eq!(told(&["/usr/bin/snap", "run", "zerotier.zerotier-one"]), Some(Line { home: None }));
    assert_eq!(told(&["/usr/bin/snap", "run", "zerotier-one"]), Some(Line { home: None }));
    assert_eq!(told(&["/usr/bin/systemctl", "restart", "zerotier-one"]), None, "it starts what it is not");
    assert_eq!(told(&["/usr/bin/monit", "/usr/sbin/zerotier-one"]), None);
    assert_eq!(told(&["/usr/bin/snap", "run", "zerotier-gui.zerotier-one"]), None);
    assert_eq!(told(&["/usr/bin/zerotier-one-exporter", "--all"]), None);
    assert_eq!(told(&["/usr/sbin/ntpd"]), None);
}

#[test]
fn a_start_script_is_known_by_the_program_it_starts() {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("vpn");
    for (text, is_its) in [
        ("#!/bin/sh\nDAEMON=/usr/sbin/zerotier-one\n", true),
        ("#!/sbin/openrc-run\ncommand=\"/usr/sbin/zerotier-one\"\n", true),
        ("#!/bin/sh\n# starts after /usr/sbin/zerotier-one\nexec /usr/sbin/ntpd\n", false),
        ("#!/bin/sh\nexec /usr/bin/zerotier-one-exporter\n", false),
        ("#!/bin/sh\nrm -rf /var/lib/zerotier-one\n", false),
        ("#!/bin/sh\n/etc/init.d/zerotier-one restart\n", false),
        ("", false),
    ] {
        fs::write(&script, text).unwrap();
        assert_eq!(starts(&script), is_its, "{text}");
    }
}

#[test]
fn a_systemd_that_says_nothing_is_not_taken_for_a_system_without_one() {
    let silent = || Err(zbus::Error::InvalidReply);
    assert!(or_none(silent(), true).is_err());
    assert!(or_none(silent(), false).is_ok_and(|unit| unit.is_none()));
    assert!(or_none(Ok(None), true).is_ok_and(|unit| unit.is_none()), "it has said that there is none");
}
