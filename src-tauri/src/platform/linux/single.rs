//! One app for each folder things are kept in (docs/decisions/0012). A second start hands its words to the first over
//! the session's bus, and hears what becomes of them.

use std::{
    fs,
    io::{self, IsTerminal as _},
    os::unix::fs::MetadataExt as _,
    path::Path,
    time::Duration,
};

use tauri::{Builder, Wry, async_runtime};
use tokio::time::timeout;
use zbus::{Connection, connection, fdo::DBusProxy, interface, names::BusName};

use super::{notifications, question};
use crate::{
    args::Args,
    start::{Running, Second, say},
};

const NAME: &str = "app.perigee.desktop.SingleInstance";
const PATH: &str = "/app/perigee/Start";
const INTERFACE: &str = "app.perigee.Start";

/// One that takes longer is stopped, or hangs.
const ANSWERS_WITHIN: Duration = Duration::from_secs(3);
/// A name that is taken and then belongs to nobody was an app's that has just ended.
const TRIES: usize = 10;

/// Whom later starts speak to.
struct Door(Running);

#[interface(name = "app.perigee.Start")]
impl Door {
    /// Empty if the words are taken; else why not.
    fn take(&self, words: Vec<String>) -> String {
        self.0.take(words).err().unwrap_or_default()
    }
}

/// Gives the app on, if it is the first.
pub(crate) fn single(app: Builder<Wry>, args: &Args, running: &Running) -> Result<Builder<Wry>, Second> {
    match async_runtime::block_on(meet(args, running)) {
        // It is the first as long as the connection is kept.
        Ok(Ok(bus)) => Ok(app.manage(bus)),
        Ok(Err(second)) => {
            if let Second::Refused { title, text } = &second {
                async_runtime::block_on(tell(title, text));
            }
            Err(second)
        }
        Err(error) => {
            tracing::info!(%error, "no bus to find another app on");
            Ok(app)
        }
    }
}

/// Whoever started it from a menu reads no terminal.
async fn tell(title: &str, text: &str) {
    let told = timeout(ANSWERS_WITHIN, notifications::tell(title, text)).await;
    if matches!(told, Ok(Ok(()))) || io::stderr().is_terminal() {
        return;
    }
    question::tell(title, text);
}

async fn meet(args: &Args, running: &Running) -> zbus::Result<Result<Connection, Second>> {
    let name = name(args.data_dir.as_deref());
    let mut tries = 0..TRIES;
    loop {
        let door = connection::Builder::session()?.serve_at(PATH, Door(running.clone()))?.name(name.as_str())?;
        // Else whoever comes takes the name from whoever has it.
        match door.replace_existing_names(false).allow_name_replacements(false).build().await {
            Ok(bus) => return Ok(Ok(bus)),
            Err(zbus::Error::NameTaken) => {}
            Err(error) => return Err(error),
        }
        let bus = connection::Builder::session()?.method_timeout(ANSWERS_WITHIN).build().await?;
        // Asked before, as it may be gone afterwards.
        let process =
            DBusProxy::new(&bus).await?.get_connection_unix_process_id(BusName::try_from(name.as_str())?).await;
        let said = match &process {
            Ok(_) => bus.call_method(Some(name.as_str()), PATH, Some(INTERFACE), "Take", &words(args)).await,
            Err(error) => Err(error.clone().into()),
        };
        let said = said.and_then(|answer| answer.body().deserialize::<String>());
        match said {
            Ok(said) if said.is_empty() => return Ok(Err(Second::Taken)),
            Ok(said) => return Ok(Err(Second::Refused { title: say("again", &[]), text: said })),
            Err(_) if process.is_err() && tries.next().is_some() => {}
            Err(_) => {
                let process = process.map_or_else(|_| "?".into(), |process| process.to_string());
                let text = say("again-silent-text", &[("process", &process)]);
                return Ok(Err(Second::Refused { title: say("again-silent", &[]), text }));
            }
        }
    }
}

/// A folder is known by its number: whatever links lead to it, it is the same.
fn name(folder: Option<&Path>) -> String {
    let number = |folder| fs::create_dir_all(folder).and_then(|()| fs::metadata(folder));
    match folder.map(number) {
        Some(Ok(folder)) => format!("{NAME}.Folder-{:x}-{:x}", folder.dev(), folder.ino()),
        // Nothing is kept in a folder that is none.
        Some(Err(_)) | None => NAME.to_owned(),
    }
}

/// What a second start says to the first: what this one was told by its environment, too.
fn words(args: &Args) -> Vec<String> {
    let mut words = vec!["perigee".to_owned()];
    words.extend(args.service_home.as_ref().map(|home| format!("--service-home={}", home.display())));
    words.extend(args.demo.map(|scenario| format!("--demo={scenario}")));
    words.extend(args.hidden.then(|| "--hidden".to_owned()));
    words.extend(args.link.clone());
    words
}
