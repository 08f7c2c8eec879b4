//! When the machine wakes up or its network changes, as the desktop tells.

use futures_util::StreamExt as _;
use zbus::Connection;

use super::bus::{LoginProxy, NetworkMonitorProxy};

/// Calls this at each wake-up, as long as somebody tells of them.
pub(crate) async fn wakeups(woke: impl Fn() + Send + Sync + 'static) {
    let (sleep, network) = tokio::join!(resumes(&woke), changes(&woke));
    for ended in [sleep, network] {
        if let Err(error) = ended {
            tracing::debug!(%error, "nobody tells of wake-ups");
        }
    }
}

async fn resumes(woke: &impl Fn()) -> zbus::Result<()> {
    let login = LoginProxy::new(&Connection::system().await?).await?;
    let mut signals = login.receive_prepare_for_sleep().await?;
    while let Some(signal) = signals.next().await {
        if !signal.args()?.start {
            woke();
        }
    }
    Ok(())
}

async fn changes(woke: &impl Fn()) -> zbus::Result<()> {
    let monitor = NetworkMonitorProxy::new(&Connection::session().await?).await?;
    let mut signals = monitor.receive_changed().await?;
    while signals.next().await.is_some() {
        woke();
    }
    Ok(())
}
