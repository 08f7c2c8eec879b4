//! What WebKit leaves behind when its last page is gone.

use std::fs;

use rustix::process::{Pid, Signal, kill_process};

/// The kernel keeps fifteen letters of a name.
const NETWORK_PROCESS: &str = "WebKitNetworkPr";

/// Ends WebKit's network process, which otherwise waits for ever and weighs a third of the app. WebKit starts another one
/// for the next page, as it does when one has crashed.
pub(crate) fn forget_webview() {
    for pid in children().filter(|pid| is_network_process(*pid)) {
        if let Err(error) = kill_process(pid, Signal::TERM) {
            tracing::debug!(%error, "WebKit's network process stays");
        }
    }
}

/// The processes this one has started, from whichever thread.
fn children() -> impl Iterator<Item = Pid> {
    let threads = fs::read_dir("/proc/self/task").into_iter().flatten().filter_map(Result::ok);
    let told: Vec<String> =
        threads.filter_map(|thread| fs::read_to_string(thread.path().join("children")).ok()).collect();
    told.into_iter().flat_map(|line| {
        let pids = line.split_whitespace().filter_map(|pid| Pid::from_raw(pid.parse().ok()?));
        pids.collect::<Vec<_>>()
    })
}

fn is_network_process(pid: Pid) -> bool {
    let name = fs::read_to_string(format!("/proc/{}/comm", pid.as_raw_nonzero()));
    name.is_ok_and(|name| name.trim_end() == NETWORK_PROCESS)
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[test]
    fn a_child_is_found_and_told_from_webkits() {
        let mut child = Command::new("sleep").arg("30").stdin(Stdio::null()).spawn().unwrap();
        let pid = Pid::from_child(&child);
        assert!(children().any(|found| found == pid));
        assert!(!is_network_process(pid));
        forget_webview();
        assert!(child.try_wait().unwrap().is_none(), "it still runs");
        child.kill().unwrap();
        child.wait().unwrap();
    }
}
