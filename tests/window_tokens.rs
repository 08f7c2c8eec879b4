//! The built app through its real window, its tokens in a real keychain: a person who looks after credentials.

use simulator::{Pace, Scenario, Simulator};
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

#[tokio::test]
async fn a_token_is_added_verified_given_an_end_and_forgotten() {
    let (desktop, simulator) = (Desktop::start(), simulator().await);
    let window = Window::beside(&desktop, simulator.home()).await;
    window.press(".nav button:nth-child(3)").await;
    window.press_button("Add token").await;
    window.write("dialog input[type=password]", &simulator.legacy_token()).await;
    window.write("dialog fieldset > label input", &format!("{}/api/v1", simulator.central_url())).await;
    window.press("dialog .primary:not([disabled])").await;
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
