//! The built app through its real window, its tokens in a real keychain: a person who looks after credentials.

use simulator::{Canned, Pace, Scenario, Simulator};
use whole_system::{
    desktop::{Desktop, soon},
    window::Window,
};

async fn simulator() -> Simulator {
    Simulator::start(Scenario::CentralLegacy, Pace::Fast).await.expect("loopback")
}

/// The row of a token, or something in it.
fn token(id: &str, within: &str) -> String {
    format!("[data-credential='{id}'] {within}")
}

/// Adds a token with its address, as a person would.
async fn add(window: &Window<'_>, token: &str, base: &str) {
    window.press(".nav button:nth-child(3)").await;
    window.press_button("Add token").await;
    window.write("dialog input[type=password]", token).await;
    window.write("dialog fieldset > label input", base).await;
    window.press("dialog .primary:not([disabled])").await;
}

#[tokio::test]
async fn a_rotation_goes_on_after_the_app_was_killed_in_its_middle() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let central = simulator.hand().central();
    let window = Window::beside(&desktop, simulator.home()).await;
    add(&window, &simulator.legacy_token(), &format!("{}/api/v1", simulator.central_url())).await;
    window.press(&token("account-1", ".name")).await;
    central.answer_when("DELETE /api/v1/user/", Canned::Page(503));
    window.press_button("Rotate…").await;
    window.press("dialog .option:last-child input").await;
    window.press("dialog .primary:not([disabled])").await;
    window.shows("Rotation stopped").await;
    soon("that is kept", async || {
        let kept = std::fs::read_to_string(desktop.data().join("settings.json")).ok()?;
        kept.contains("\"step\": \"revoke\"").then_some(())
    })
    .await;
    window.crash().await;
    assert!(central.fits(&simulator.legacy_token()), "nothing was revoked");
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.press(&token("account-1", ".name")).await;
    window.shows("Perigee was closed before this was done.").await;
    window.press_button("Continue").await;
    window.shows("Rotated.").await;
    assert!(!central.fits(&simulator.legacy_token()));
    window.quit().await;
    // The keychain has the new one, and nothing else is left in it.
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.press(&token("account-1", ".name")).await;
    window.shows("In use here: Robin Vale").await;
    window.press_button("Verify now").await;
    window.shows("Accepted").await;
    assert!(!window.text().await.contains("belongs to nothing here"));
    let source = window.web.source().await.expect("the page");
    assert!(central.secrets().iter().all(|secret| !source.contains(secret)));
    window.quit().await;
}

#[tokio::test]
async fn a_key_for_another_program_is_made_and_its_secret_copied_once() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let central = simulator.hand().central();
    central.add_backup_account();
    let window = Window::beside(&desktop, simulator.home()).await;
    add(&window, &simulator.new_key(), &simulator.central_url()).await;
    // One of its keys ends soon: the way to another one stands beside it.
    window.press_button("Create key…").await;
    window.write("dialog fieldset > label input", "spare").await;
    let before = central.secrets();
    window.press("dialog .primary:not([disabled])").await;
    window.press_button("Copy once").await;
    window.press_button("Done").await;
    window.shows("spare").await;
    let secret = central.secrets().into_iter().find(|secret| !before.contains(secret)).expect("a new one");
    assert!(!window.web.source().await.expect("the page").contains(&secret));
    // As somebody pastes it.
    window.keys(thirtyfour::Key::Control + "f").await;
    window.keys(thirtyfour::Key::Control + "v").await;
    let pasted = "return [...document.querySelectorAll('input')].map((field) => field.value).join(' ')";
    soon("it was on the clipboard", async || {
        let value = window.web.execute(pasted, vec![]).await.ok()?.convert::<String>().ok()?;
        value.contains(&secret).then_some(())
    })
    .await;
    window.quit().await;
}

#[tokio::test]
async fn a_token_is_added_verified_given_an_end_and_forgotten() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = Window::beside(&desktop, simulator.home()).await;
    add(&window, &simulator.legacy_token(), &format!("{}/api/v1", simulator.central_url())).await;
    window.press(&token("account-1", ".name")).await;
    window.shows("Accepted").await;
    let central = simulator.hand().central();
    let asked = central.requests().len();
    window.press_button("Verify now").await;
    soon("it was asked", async || (central.requests().len() > asked).then_some(())).await;
    window.shows("Accepted").await;
    // Refused at Central: said here, with the reason.
    central.revoke(&simulator.legacy_token());
    window.press_button("Verify now").await;
    window.shows("Not accepted").await;
    window.press_button("Forget here…").await;
    window.press("dialog .acts button:last-child").await;
    window.no_longer_shows("Robin Vale").await;
    assert!(!window.text().await.contains("belongs to nothing here"), "what is just dropped is not left over");
    window.quit().await;
}

#[tokio::test]
async fn a_token_kept_here_that_lies_in_the_environment_too_is_said_to() {
    let (mut desktop, simulator) = (Desktop::start(), simulator().await);
    desktop.set("ZT_TOKEN", &simulator.legacy_token());
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.shows("ZT_TOKEN holds a token.").await;
    add(&window, &simulator.legacy_token(), &format!("{}/api/v1", simulator.central_url())).await;
    window.shows("ZT_TOKEN holds the same token.").await;
    window.no_longer_shows("ZT_TOKEN holds a token.").await;
    window.press(&token("account-1", ".name")).await;
    window.press_button("Forget here…").await;
    window.press("dialog .acts button:last-child").await;
    window.shows("ZT_TOKEN holds a token.").await;
    window.quit().await;
}

#[tokio::test]
async fn a_zeropath_token_lives_through_a_restart_and_its_end_is_checked() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let (id, secret) = simulator.zeropath_token();
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.press_button("Add token").await;
    window.press_button("ZeroPath").await;
    window.write("dialog form > label:first-of-type input", &id).await;
    window.write("dialog input[type=password]", &secret).await;
    window.write("dialog fieldset > label input", &format!("{}/zeropath", simulator.central_url())).await;
    window.press("dialog .primary:not([disabled])").await;
    window.press(&token("zeropath-1", ".name")).await;
    window.shows("in 30 days").await;
    window.quit().await;
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.press(&token("zeropath-1", ".name")).await;
    // The secret comes out of the keychain, and ZeroPath alone is asked.
    let central = simulator.hand().central();
    window.press_button("Verify now").await;
    soon("it was asked", async || central.requests().last().filter(|request| request.contains("/zeropath/")).map(drop))
        .await;
    window.shows("Accepted").await;
    assert!(!window.web.source().await.expect("the page").contains(&secret));
    window.quit().await;
}
