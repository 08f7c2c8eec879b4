//! The elevated part, as root, against paths that somebody else has laid out for it. Each is tried in mount and process
//! namespaces of its own, where `/var/lib` and `/etc/init.d` are empty and this machine's are out of reach.

use std::{
    os::unix::fs::MetadataExt as _,
    process::{Command, Output},
};

use whole_system::desktop::app;

/// A service of a start script: it makes a token when it starts and finds none, as the real one does.
const SERVICE: &str = r#"
mount -t tmpfs tmpfs /var/lib && mount -t tmpfs tmpfs /etc/init.d && mount -t tmpfs tmpfs /run || exit 90
home=/var/lib/zerotier-one
mkdir -m 755 $home
printf oldtoken0123456789abcdef > $home/authtoken.secret
printf 1 > $home/zerotier-one.port
cat > /etc/init.d/zerotier-one <<'END'
#!/bin/sh
home=/var/lib/zerotier-one
case $1 in
    status) test -e $home/runs || exit 3 ;;
    stop) rm -f $home/runs; eval "$(cat /var/lib/at-stop)" ;;
    start) touch $home/runs; test -e $home/authtoken.secret || printf newtoken0123456789abcdef > $home/authtoken.secret ;;
esac
END
chmod +x /etc/init.d/zerotier-one
touch $home/runs /var/lib/at-stop
read_token() { timeout 20 "$APP" elevated read-token --home "${1:-$home}"; }
renew() { timeout 60 "$APP" elevated renew-token; }
"#;

const OLD: &str = "oldtoken0123456789abcdef";
const NEW: &str = "newtoken0123456789abcdef";

#[allow(clippy::print_stdout, reason = "a test that could not be tried says so")]
/// What comes of this script in namespaces of its own; none where a machine gives nobody any.
fn privately(script: &str) -> Option<Output> {
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
    let unshare = |script: &str| {
        let mut unshare = Command::new("unshare");
        unshare.args(["--mount", "--pid", "--fork", "--kill-child"]).args((!is_root).then_some("--map-root-user"));
        unshare.args(["sh", "-c", script]).env("APP", app());
        // The system's bus is this machine's.
        unshare.env("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere");
        unshare.output().expect("unshare is a part of every Debian")
    };
    if !unshare("mount -t tmpfs tmpfs /var/lib").status.success() {
        println!("no namespaces here: not tried");
        return None;
    }
    Some(unshare(&format!("{SERVICE}\n{script}")))
}

fn said(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (text(&output.stdout), text(&output.stderr))
}

#[track_caller]
fn gives(script: &str, expected: &str) {
    let Some(output) = privately(script) else { return };
    let (told, errors) = said(&output);
    assert!(output.status.success() && told == expected, "{script}: {told:?} {errors}");
}

/// It ends by itself, says something, and hands nothing over.
#[track_caller]
fn is_refused(script: &str) {
    let Some(output) = privately(script) else { return };
    let (told, errors) = said(&output);
    let code = output.status.code();
    assert!(told.is_empty() && matches!(code, Some(3 | 4)), "{script}: {code:?} {told:?} {errors}");
}

#[test]
fn the_services_own_token_is_handed_over() {
    // With the port, which may be as closed to others as the token.
    gives("read_token", &format!("{OLD}\n1"));
}

#[test]
fn no_link_leads_an_administrator_elsewhere() {
    is_refused("mv $home /var/lib/other; ln -s /var/lib/other $home; read_token");
    is_refused(
        "mkdir /var/lib/person; mv $home /var/lib/person/zt; ln -s /var/lib/person /var/lib/link; read_token /var/lib/link/zt",
    );
    is_refused("mv $home/authtoken.secret /var/lib/other; ln -s /var/lib/other $home/authtoken.secret; read_token");
    is_refused("ln $home/authtoken.secret /var/lib/other; read_token");
}

#[test]
fn somebody_elses_file_is_not_handed_over() {
    let Some(output) = privately("chown 65533 $home/authtoken.secret") else { return };
    if output.status.success() {
        is_refused("chown 65533 $home/authtoken.secret; read_token");
    } else {
        println!("nobody else in these namespaces: not tried");
    }
}

#[test]
fn nothing_that_is_no_file_is_waited_for() {
    is_refused("rm $home/authtoken.secret; mkfifo $home/authtoken.secret; read_token");
    is_refused("rm $home/authtoken.secret; mkdir $home/authtoken.secret; read_token");
    is_refused("rm $home/authtoken.secret; mknod $home/authtoken.secret c 1 5 && read_token || exit 4");
    is_refused("rm $home/authtoken.secret; truncate -s 2G $home/authtoken.secret; read_token");
}

#[test]
fn a_new_token_is_the_systems_services() {
    gives("renew", NEW);
    gives("renew > /dev/null; cat $home/authtoken.secret; test -e $home/runs", NEW);
}

#[test]
fn a_pipe_in_the_place_of_the_port_holds_nobody_up() {
    gives("rm $home/zerotier-one.port; mkfifo $home/zerotier-one.port; renew", NEW);
}

#[test]
fn nothing_is_stopped_for_a_token_that_can_not_be_renewed() {
    let check = "code=$?; test -e $home/runs || exit 91; exit $code";
    is_refused(&format!("ln $home/authtoken.secret /var/lib/other; renew; {check}"));
    is_refused(&format!("rm $home/authtoken.secret; mkfifo $home/authtoken.secret; renew; {check}"));
    is_refused(&format!("mv $home /var/lib/other; ln -s /var/lib/other $home; renew; {check}"));
}

#[test]
fn a_renewal_is_seen_through_whatever_the_terminal_says() {
    gives("echo 'kill -INT $PPID; kill -HUP $PPID; kill -TERM $PPID' > /var/lib/at-stop; renew", NEW);
    // Ctrl+C goes to the whole group that the terminal has in front, and with it to whoever stops the service.
    let group = r#"setsid -w sh -c 'trap "" INT; echo "bash -c \"kill -INT -- -$$\"" > /var/lib/at-stop; "$APP" elevated renew-token || exit 1'"#;
    gives(group, NEW);
}

#[test]
fn a_crash_of_the_elevated_part_writes_no_token_down() {
    let limits = r#"awk "/core file/{print \$5}" /proc/$PPID/limits; ulimit -c"#;
    let look = format!(
        "mount -t proc proc /proc; ulimit -c 4096; echo '{{ {limits}; }} > /var/lib/limits' > /var/lib/at-stop; renew > /dev/null"
    );
    // What it starts may crash as it could before.
    gives(&format!("{look}; cat /var/lib/limits"), "1\n4096\n");
}

#[test]
fn nothing_is_stopped_where_the_service_manager_does_not_answer() {
    let check = "code=$?; test -e $home/runs || exit 91; exit $code";
    is_refused(&format!("mkdir -p /run/systemd/system; renew; {check}"));
    is_refused("mkdir -p /run/systemd/system; \"$APP\" elevated restart-service");
}

#[test]
fn a_start_script_sees_nothing_of_the_environment_it_was_asked_from() {
    let look = "echo '{ env | grep -c STRANGER; echo $PATH; } >> /var/lib/seen' > /var/lib/at-stop";
    let asked = "STRANGER=1 PATH=/nowhere:$PATH renew > /dev/null; cat /var/lib/seen";
    gives(&format!("{look}; {asked}"), "0\n/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n");
}
