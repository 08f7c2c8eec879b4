//! The keys alone: the focus is never nowhere, they do what stands where it is, and what matters is never out of sight.

use serde_json::json;
use thirtyfour::{Key, TypingData};
use whole_system::{
    desktop::{Desktop, soon},
    window::Window,
};

use super::{
    HOME, STUDIO, joined, row,
    window_presses::{administrator, simulator},
};

/// It waits to be let in at HOME.
const SPARE: &str = "4b7e92d10f";

fn control(key: &str) -> TypingData {
    Key::Control + key
}

/// Puts the focus there as the Tab key would.
async fn focus(window: &Window<'_>, css: &str) {
    let enter = "const control = document.querySelector(arguments[0]); control?.focus(); return control !== null";
    window
        .soon(css, async || {
            let told = window.web.execute(enter, vec![json!(css)]).await.ok()?;
            told.convert::<bool>().ok()?.then_some(())
        })
        .await;
}

/// Waits until what fits has the focus.
async fn stands_at(window: &Window<'_>, css: &str) {
    let told = "return document.activeElement.matches(arguments[0])";
    window
        .soon(&format!("the focus is at {css}"), async || {
            let told = window.web.execute(told, vec![json!(css)]).await.ok()?;
            told.convert::<bool>().ok()?.then_some(())
        })
        .await;
}

#[tokio::test]
async fn beside_an_open_member_the_table_is_not_cut_off() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    window.web.set_window_rect(0, 0, 880, 600).await.expect("a size");
    window.press(&format!("[data-row$=' {HOME}'] .name")).await;
    window.shows("spare-laptop").await;
    window.press("tr[data-node='a4e19c07d2'] td.name").await;
    window.shows("This member may").await;
    let told = "const scroller = document.querySelector('.scroller'); \
        const edge = scroller.getBoundingClientRect().right; \
        const isOut = (cell) => cell.getBoundingClientRect().right > edge + 1; \
        const out = [...document.querySelectorAll('.c-allow')].filter(isOut).length; \
        return [scroller.scrollWidth - scroller.clientWidth, out, document.querySelector('td.name').clientWidth]";
    let told = window.web.execute(told, vec![]).await.expect("a script");
    let [over, out, name]: [i64; 3] = told.convert().expect("numbers");
    assert!(over <= 0 && out == 0 && name > 80, "{over} pixels too wide, {out} cells outside, names have {name}");
    window.quit().await;
}

#[tokio::test]
async fn whoever_joins_by_key_stands_in_the_new_row() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.shows("10.147.17.24").await;
    // What was typed the last time is written over.
    window.keys(control("n")).await;
    window.write("dialog input", "17d395d8cb43a8").await;
    window.shows("this has 14").await;
    window.keys(Key::Escape).await;
    window.soon_gone("dialog").await;
    window.keys(control("n")).await;
    window.soon_there("dialog input").await;
    window.keys(STUDIO).await;
    window.shows("Approval may be needed").await;
    window.keys(Key::Enter).await;
    stands_at(&window, &row(STUDIO, ".name")).await;
    window.quit().await;
}

#[tokio::test]
async fn whoever_closes_an_inspector_stands_in_its_row() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    window.press(".nav button:first-child").await;
    window.press(&row(HOME, ".name")).await;
    focus(&window, ".inspector .copy").await;
    window.keys(Key::Escape).await;
    stands_at(&window, &row(HOME, ".name")).await;
    window.press(".nav button:nth-child(2)").await;
    window.press(&format!("[data-row$=' {HOME}'] .name")).await;
    window.press("tr[data-node='a4e19c07d2'] td.name").await;
    focus(&window, ".inspector .copy").await;
    window.keys(Key::Escape).await;
    stands_at(&window, "tr[data-node='a4e19c07d2']").await;
    window.quit().await;
}

#[tokio::test]
async fn whoever_allows_a_member_by_key_stands_in_its_row() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    window.press(&format!("[data-row$=' {HOME}'] .name")).await;
    let button = format!("tr[data-node='{SPARE}'] .c-allow .button");
    focus(&window, &button).await;
    window.keys(Key::Space).await;
    window.soon_gone(&button).await;
    stands_at(&window, &format!("tr[data-node='{SPARE}'], tr[data-node='{SPARE}'] *")).await;
    // In the row itself it is the same, both ways.
    focus(&window, "tr[data-node='e2089c5ab6']").await;
    window.keys(Key::Space).await;
    window.soon_gone("tr[data-node='e2089c5ab6'] .c-allow .button").await;
    stands_at(&window, "tr[data-node='e2089c5ab6']").await;
    window.quit().await;
}

#[tokio::test]
async fn from_the_search_the_list_is_entered() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = administrator(&desktop, &simulator).await;
    window.press(".nav button:first-child").await;
    window.shows("10.147.17.24").await;
    window.keys(control("f")).await;
    window.keys("off").await;
    window.keys(Key::Down).await;
    stands_at(&window, &row("b6079f73c697cc41", ".name")).await;
    window.quit().await;
}

#[tokio::test]
async fn delete_forgets_only_what_the_focus_is_on_and_control_z_brings_it_back() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = Window::beside(&desktop, simulator.home()).await;
    let hand = simulator.hand();
    window.press(&row(HOME, ".name")).await;
    let dns = ".inspector [role=switch][aria-label='Set DNS servers']";
    for css in [dns, ".inspector .copy"] {
        focus(&window, css).await;
        window.keys(Key::Delete).await;
        window.keys(Key::Backspace).await;
    }
    // Whatever else a key did would have been done before this.
    window.press(dns).await;
    soon("DNS is allowed", async || joined(&hand, HOME).filter(|joined| joined.allow_dns)).await;
    window.keys(control("z")).await;
    window.shows("Taken back: Change a permission of home").await;
    soon("and no longer", async || joined(&hand, HOME).filter(|joined| !joined.allow_dns)).await;
    focus(&window, &row(HOME, ".name")).await;
    window.keys(Key::Delete).await;
    soon("it is left", async || joined(&hand, HOME).is_none().then_some(())).await;
    window.keys(control("z")).await;
    soon("it is back", async || joined(&hand, HOME)).await;
    window.shows("10.147.17.24").await;
    window.quit().await;
}
