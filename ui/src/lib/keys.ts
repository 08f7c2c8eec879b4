// The keyboard map: one table, read by whoever presses and by whoever asks for the map.
import { act, app, networksAt, selected } from "./app.svelte";
import { layers } from "./layer.svelte";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export type Shortcut = {
  /** The name of its sentence. */
  name: string;
  /** As the event names it, in lower case. */
  key: string;
  /** With Control, or Command on a Mac. */
  ctrl: boolean;
  /** Does it; false if it means nothing at the moment. */
  press: () => boolean;
};

const ready = (): boolean => app.view !== null && app.view.welcome === null;

function when(is: boolean, press: () => void): boolean {
  if (is) press();
  return is;
}

/** Puts the cursor in the search field, wherever the window is. */
let focusSearch: (() => void) | null = null;

export function offerSearch(focus: (() => void) | null): void {
  focusSearch = focus;
}

export const SHORTCUTS: Shortcut[] = [
  { name: "keys-palette", key: "k", ctrl: true, press: () => when(ready(), () => act({ type: "find", text: "" })) },
  { name: "keys-join", key: "n", ctrl: true, press: () => when(ready(), () => (layers.open = { type: "join" })) },
  { name: "keys-search", key: "f", ctrl: true, press: () => when(focusSearch !== null, () => focusSearch?.()) },
  { name: "keys-networks", key: "1", ctrl: true, press: () => when(ready(), () => act(networksAt({}))) },
  { name: "keys-settings", key: ",", ctrl: true, press: () => when(ready(), () => act({ type: "go", place: { type: "settings", page: "general" } })) },
  { name: "keys-copy", key: "c", ctrl: true, press: copyAddress },
  { name: "keys-rename", key: "f2", ctrl: false, press: rename },
  { name: "keys-forget", key: "delete", ctrl: false, press: forget },
  { name: "keys-close", key: "w", ctrl: true, press: () => when(true, () => act({ type: "closeWindow" })) },
  { name: "keys-quit", key: "q", ctrl: true, press: () => when(true, () => act({ type: "quit" })) },
  { name: "keys-map", key: "?", ctrl: false, press: () => when(ready(), () => (layers.open = { type: "keys" })) },
];

/** The address that stands first: the selected network's, else this device's. Marked text is the system's to copy. */
function copyAddress(): boolean {
  if (getSelection()?.toString()) return false;
  const text = selected()?.addresses[0]?.address ?? app.view?.me?.address;
  return when(text !== undefined, () => act({ type: "copy", text: text ?? "" }));
}

function rename(): boolean {
  const network = selected();
  if (!network) return false;
  const { id, name, ownName, networkName } = network;
  layers.open = { type: "rename", network: id, name, ownName, networkName };
  return true;
}

function forget(): boolean {
  const network = selected();
  return when(network !== null, () => act({ type: "forget", network: network?.id ?? "" }));
}

/** The keys of a shortcut as they are written on this system's keyboards. */
export function caps(shortcut: Shortcut): string[] {
  const named: Record<string, string> = { delete: "Delete", f2: "F2" };
  const key = named[shortcut.key] ?? shortcut.key.toUpperCase();
  return shortcut.ctrl ? [mac ? "⌘" : "Ctrl", key] : [key];
}

export function capsOf(name: string): string {
  const shortcut = SHORTCUTS.find((known) => known.name === name);
  return shortcut ? caps(shortcut).join(" ") : "";
}

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.matches("input, select, textarea");

/** Does what the key means, unless a dialog is open or the key belongs to a field. */
export function press(event: KeyboardEvent): void {
  const ctrl = mac ? event.metaKey : event.ctrlKey;
  const open = layers.open !== null || app.view?.palette != null;
  if (event.defaultPrevented || event.altKey || open) return;
  if (event.key === "Escape" && !isTyping(event)) {
    if (selected()) act(networksAt({ selected: null }));
    return;
  }
  const shortcut = SHORTCUTS.find((known) => known.key === event.key.toLowerCase() && known.ctrl === ctrl);
  if (!shortcut || (isTyping(event) && (!ctrl || shortcut.name === "keys-copy"))) return;
  if (shortcut.press()) event.preventDefault();
}
