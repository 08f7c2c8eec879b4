//! Opens an address in the browser and a folder in the file manager: the system's own.

use std::{io, path::Path, time::Duration};

use crate::platform;

/// Some systems have no browser in the background and wait until the window is closed again: no news is good news.
const SOON: Duration = Duration::from_secs(5);

/// Opens an https address. Anything else is refused, wherever it came from.
pub(crate) async fn open(address: &str) -> io::Result<()> {
    if !is_safe(address) {
        tracing::warn!("an address that is not https was not opened");
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let address = address.to_owned();
    start(move || platform::open_address(&address)).await
}

pub(crate) async fn open_folder(folder: &Path) -> io::Result<()> {
    let folder = folder.to_owned();
    start(move || platform::open_folder(&folder)).await
}

async fn start(opening: impl FnOnce() -> io::Result<()> + Send + 'static) -> io::Result<()> {
    let opening = tokio::task::spawn_blocking(opening);
    let opened = match tokio::time::timeout(SOON, opening).await {
        Ok(ended) => ended.map_err(io::Error::other).flatten(),
        Err(_still_open) => Ok(()),
    };
    if let Err(error) = &opened {
        tracing::warn!(%error, "not opened");
    }
    opened
}

fn is_safe(address: &str) -> bool {
    address.parse::<tauri::Url>().is_ok_and(|url| url.scheme() == "https" && url.has_host())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_leaves_the_app() {
        assert!(is_safe("https://www.zerotier.com/download/"));
        for address in ["http://example.com", "file:///etc/passwd", "javascript:alert(1)", "/usr/bin/xcalc", "-x", ""] {
            assert!(!is_safe(address), "{address}");
        }
    }
}
