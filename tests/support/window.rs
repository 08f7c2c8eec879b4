//! The built app's window, driven as a person would: by what can be seen and pressed.

use std::{
    net::TcpListener,
    path::Path,
    time::{Duration, Instant},
};

use serde_json::json;
use thirtyfour::prelude::*;

use crate::desktop::{Desktop, Guarded, PATIENCE, app, soon};

/// Takes note of whether an element gets the next press.
const HEAR: &str = "window.heard = false; \
    arguments[0].addEventListener('click', () => { window.heard = true }, { once: true, capture: true })";

pub struct Window<'a> {
    pub web: WebDriver,
    desktop: &'a Desktop,
    _driver: Guarded,
}

impl<'a> Window<'a> {
    /// The app beside this simulator's service, with all it keeps on this desktop.
    pub async fn beside(desktop: &'a Desktop, home: &Path) -> Self {
        Self::start(desktop, &["--service-home".into(), home.display().to_string()]).await
    }

    /// The app's demo.
    pub async fn demo(desktop: &'a Desktop, scenario: &str) -> Self {
        Self::start(desktop, &[format!("--demo={scenario}")]).await
    }

    pub async fn start(desktop: &'a Desktop, arguments: &[String]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr()).expect("a free port").port();
        let mut driver = desktop.command("WebKitWebDriver");
        driver.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        let driver = Guarded(driver.spawn().expect("WebKitWebDriver is installed"));
        soon("the driver listens", async || tokio::net::TcpStream::connect(("127.0.0.1", port)).await.ok()).await;
        let mut arguments = arguments.to_vec();
        arguments.extend(["--data-dir".into(), desktop.data().display().to_string()]);
        let mut capabilities = Capabilities::new();
        let options = json!({ "binary": app(), "args": arguments });
        capabilities.set("webkitgtk:browserOptions", options).expect("capabilities are JSON");
        let web = WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities).await.expect("the app starts");
        Self { web, desktop, _driver: driver }
    }

    /// Waits until the page shows this text somewhere.
    pub async fn shows(&self, text: &str) {
        self.soon(&format!("“{text}” is shown"), async || self.text().await.contains(text).then_some(())).await;
    }

    pub async fn no_longer_shows(&self, text: &str) {
        self.soon(&format!("“{text}” is gone"), async || (!self.text().await.contains(text)).then_some(())).await;
    }

    /// Everything that can be read, without the marks that keep names apart from sentences.
    pub async fn text(&self) -> String {
        let told = self.web.execute("return document.body.innerText", vec![]).await;
        let text = told.ok().and_then(|told| told.convert::<String>().ok()).unwrap_or_default();
        text.replace(['\u{2068}', '\u{2069}'], "")
    }

    /// What becomes so in a while; else what was on the page instead is told.
    pub async fn soon<T>(&self, what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look().await {
                return found;
            }
            let in_time = begun.elapsed() < PATIENCE;
            assert!(in_time, "never so: {what}; the page says {:?}", self.text().await);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Presses the first thing that fits, once it is there and enabled.
    pub async fn press(&self, css: &str) {
        self.soon(&format!("{css} can be pressed"), async || self.hits(self.web.find(By::Css(css)).await.ok()?).await)
            .await;
    }

    /// A press that reached what was meant. Rows move while a list is read, and a press meant for one may fall on
    /// another: like a person, this looks again.
    async fn hits(&self, meant: WebElement) -> Option<()> {
        self.web.execute(HEAR, vec![meant.to_json().ok()?]).await.ok()?;
        meant.click().await.ok()?;
        // Without an answer the page is gone, and the press was the reason.
        let told = self.web.execute("return window.heard", vec![]).await;
        let heard = told.ok().and_then(|told| told.convert().ok()).unwrap_or(true);
        heard.then_some(())
    }

    /// Presses the button with this text.
    pub async fn press_button(&self, text: &str) {
        let path =
            format!("//button[not(@disabled) and normalize-space(translate(., '\u{2068}\u{2069}', ''))='{text}']");
        self.soon(&format!("a button “{text}” can be pressed"), async || {
            self.hits(self.web.find(By::XPath(path.as_str())).await.ok()?).await
        })
        .await;
    }

    pub async fn write(&self, css: &str, text: &str) {
        let field = self.soon(css, async || self.web.find(By::Css(css)).await.ok()).await;
        field.send_keys(text).await.expect("the field takes text");
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl Into<TypingData>) {
        let focused = self.web.active_element().await.expect("something has the focus");
        focused.send_keys(keys).await.expect("it takes keys");
    }

    /// Waits until this attribute has this value.
    pub async fn has(&self, css: &str, attribute: &str, value: &str) {
        self.soon(&format!("{css} has {attribute}={value}"), async || {
            let found = self.web.find(By::Css(css)).await.ok()?;
            (found.attr(attribute).await.ok()??.as_str() == value).then_some(())
        })
        .await;
    }

    pub async fn soon_there(&self, css: &str) {
        self.soon(css, async || self.web.find(By::Css(css)).await.ok()).await;
    }

    /// Waits until nothing fits this any more.
    pub async fn soon_gone(&self, css: &str) {
        self.soon(&format!("no {css}"), async || self.web.find_all(By::Css(css)).await.ok()?.is_empty().then_some(()))
            .await;
    }

    /// The app dies without a word, and its window with it.
    pub async fn crash(self) {
        self.desktop.kill_app().await;
        // There is nobody left whom the driver could ask to close it.
        self.web.leak().expect("it was not closed before");
    }

    pub async fn quit(self) {
        self.web.clone().quit().await.expect("the window closes");
        // In the tray it would live on, and take the next start for a second one.
        self.desktop.end_app().await;
    }
}
