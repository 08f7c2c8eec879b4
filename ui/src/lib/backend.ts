// The door to Rust: three commands and one event. Nothing else in the page imports @tauri-apps.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";

import type { Action } from "../bindings/Action";
import type { Entrusted } from "../bindings/Entrusted";
import type { View } from "../bindings/View";
import { inOrder } from "./order";

/** Sends a wish, after those before it; resolves when the view that follows it has been published. */
export async function dispatch(action: Action): Promise<void> {
  await inOrder(() => invoke("dispatch", { action }));
}

/** Hands over a token, in the order of the wishes. It goes this way only: no wish carries one, and no view. */
export async function entrust(entrusted: Entrusted): Promise<void> {
  await inOrder(() => invoke("entrust", { entrusted }));
}

/** Shows the view now, and each that follows. */
export async function watch(show: (view: View) => void): Promise<void> {
  let heard = 0;
  await listen<View>("view", (event) => {
    heard += 1;
    show(event.payload);
  });
  // A view that comes while this one is on its way may be newer or older: only an undisturbed answer is the last word.
  let before: number;
  let view: View;
  do {
    before = heard;
    view = await invoke<View>("watch");
  } while (heard !== before);
  show(view);
}
