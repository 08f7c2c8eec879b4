//! Presses as a hand makes them, two at one place, and what of the page heard them.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use thirtyfour::common::command::{Actions, Command};

use crate::window::Window;

/// Lists what can be pressed, and takes note of what hears a press.
const EARS: &str = r#"
const CONTROLS = "button, [role=option], tr[data-node], input, select, textarea, .box > div, dialog";
const rowOf = (control) => control.closest("[data-network], [data-node], [data-credential], [data-row], [data-key]");
// What it does, as far as can be seen: in which row, and what is written on it. How a row stands may change.
const nameOf = (control) => {
  const row = rowOf(control);
  const own = row === control || control.matches("dialog") ? "" : [...control.childNodes].map((child) =>
    child.matches?.(".count, kbd, .hush") ? "" : child.textContent).join("").trim();
  const stands = row && control.matches("[role=switch]");
  const label = own || stands ? own : control.getAttribute("aria-label") ?? "";
  const side = control.closest(".side") ? "side" : "";
  const under = control.closest("dialog, [role=menu], aside, main")?.getAttribute("aria-label") ?? side;
  return JSON.stringify([control.tagName, control.getAttribute("role"), { ...row?.dataset }, label, under]);
};
// The fourth row of a table is like the first three.
const isLikeOthers = (control) => {
  const row = control.closest("tr, li");
  return row !== null && rowOf(control) === row && [...row.parentElement.children].indexOf(row) > 2;
};
window.ears = {
  heard: [],
  releases: [],
  // What lay under the pointer when it had come, before anything was pressed.
  began: null,
  nameOf,
  // Opened layers hide what is below them.
  all() {
    const layer = [...document.querySelectorAll("dialog[open], [role=menu]")].at(-1) ?? document;
    return [...layer.querySelectorAll(CONTROLS)].filter((control) => !control.matches(":disabled, dialog") && control.checkVisibility());
  },
  // The middle of the first one that is not among these.
  next(known) {
    for (const control of this.all()) {
      const name = nameOf(control);
      if (known.includes(name) || isLikeOthers(control)) continue;
      control.scrollIntoView({ block: "center" });
      const { left, top, width, height } = control.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2].map(Math.round);
      const there = document.elementFromPoint(x, y)?.closest(CONTROLS);
      return { name, x, y, reached: there === control };
    }
    return null;
  },
};
// Releases reach everybody, whatever is made of the press.
addEventListener("pointerup", ({ timeStamp }) => window.ears.releases.push(timeStamp), true);
addEventListener("pointermove", ({ target }) => {
  const control = window.ears.releases.length === 0 ? target.closest?.(CONTROLS) : null;
  if (control) window.ears.began = nameOf(control);
}, true);
for (const type of ["mousedown", "click"])
  document.addEventListener(type, ({ detail, target }) => {
    const control = target.closest?.(CONTROLS);
    // Of mouse buttons that go down only what lies beside a dialog takes notice.
    if (detail > 0 && control && (type === "click" || control.matches("dialog"))) window.ears.heard.push(nameOf(control));
  }, true);
"#;

/// Something to press.
#[derive(Debug, Clone, Deserialize)]
pub struct Found {
    pub name: String,
    pub x: i64,
    pub y: i64,
    /// Nothing lies above it.
    pub reached: bool,
}

pub async fn listen(window: &Window<'_>) {
    window.web.execute(EARS, vec![]).await.expect("a script");
}

/// The next control whose name is not among these.
pub async fn next(window: &Window<'_>, known: &[String]) -> Option<Found> {
    let told = window.web.execute("return window.ears.next(arguments[0])", vec![json!(known)]).await;
    told.expect("a script").convert().expect("a control")
}

/// The names of what has heard a press since the last time.
pub async fn heard(window: &Window<'_>) -> Vec<String> {
    let told = window.web.execute("return window.ears.heard.splice(0)", vec![]).await;
    told.expect("a script").convert().expect("names")
}

/// What lay under the pointer when it came: what is drawn by itself may move between looking and pressing.
pub async fn began(window: &Window<'_>) -> Option<String> {
    window.web.execute("return window.ears.began", vec![]).await.expect("a script").convert().expect("a name")
}

/// The middle of what fits, as it lies now.
pub async fn spot(window: &Window<'_>, css: &str) -> (i64, i64) {
    let middle = "const control = document.querySelector(arguments[0]); \
                  control.scrollIntoView({ block: 'nearest' }); \
                  const { left, top, width, height } = control.getBoundingClientRect(); \
                  return [Math.round(left + width / 2), Math.round(top + height / 2)]";
    window.web.execute(middle, vec![json!(css)]).await.expect("a script").convert().expect("a place")
}

/// Goes there and presses twice, the second time so long after the first, with a hand that trembles a little. False if
/// the machine was too slow for it: then there was time to see what the first press has changed.
pub async fn twice(window: &Window<'_>, (x, y): (i64, i64), gap: Duration) -> bool {
    let pause = json!({ "type": "pause", "duration": u64::try_from(gap.as_millis()).unwrap_or(u64::MAX) });
    let to = |x: i64, y: i64| json!({ "type": "pointerMove", "duration": 0, "x": x, "y": y, "origin": "viewport" });
    let (down, up) = (json!({ "type": "pointerDown", "button": 0 }), json!({ "type": "pointerUp", "button": 0 }));
    // From elsewhere, so that it is seen to come.
    let gesture = [&to(1, 1), &to(x, y), &down, &up, &pause, &to(x + 1, y), &down, &up];
    // Presses made in other ways are none of these two.
    let begin = "window.ears.releases.length = 0; window.ears.began = null";
    window.web.execute(begin, vec![]).await.expect("a script");
    perform(window, &json!(gesture)).await;
    let between = "const [first, second] = window.ears.releases.splice(0); return second - first < 800";
    window.web.execute(between, vec![]).await.expect("a script").convert().expect("two presses")
}

/// The pointer goes where nothing is.
pub async fn away(window: &Window<'_>) {
    let corner = json!([{ "type": "pointerMove", "duration": 0, "x": 1, "y": 1, "origin": "viewport" }]);
    perform(window, &corner).await;
}

async fn perform(window: &Window<'_>, gesture: &serde_json::Value) {
    let mouse =
        json!([{ "type": "pointer", "id": "mouse", "parameters": { "pointerType": "mouse" }, "actions": gesture }]);
    window.web.handle().cmd(Command::PerformActions(Actions::from(mouse))).await.expect("a mouse");
}
