// The keyboard map: one table, read by whoever presses and by whoever asks for the map.
import type { Action } from "../bindings/Action";
import type { MemberList } from "../bindings/MemberList";
import type { View } from "../bindings/View";
import { ADMINISTER, act, app, membersAt, networksAt, selected, tokensAt } from "./app.svelte";
import { enterRow } from "./focus";
import { layers } from "./layer.svelte";

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export type Shortcut = {
  /** The name of its sentence. */
  name: string;
  /** As the event names it, in lower case. */
  key: string;
  /** With Control, or Command on a Mac. */
  ctrl: boolean;
  /** Also while something floats above the window. */
  always?: boolean;
  /** Fields have this key themselves. */
  notInFields?: boolean;
  /** The wish it is, where it is one: the palette shows its keys. */
  action?: Action;
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

/** Makes a field of the name of the selected member or token. */
let renameSelected: (() => void) | null = null;

export function offerRename(rename: (() => void) | null): void {
  renameSelected = rename;
}

const NETWORKS: Action = { type: "go", place: { type: "networks", search: "", selected: null, from: 0 } };
const TOKENS: Action = { type: "go", place: { type: "tokens", search: "", selected: null } };
const SETTINGS: Action = { type: "go", place: { type: "settings", page: "general" } };

export const SHORTCUTS: Shortcut[] = [
  { name: "keys-palette", key: "k", ctrl: true, press: () => when(ready(), () => act({ type: "find", text: "" })) },
  { name: "keys-join", key: "n", ctrl: true, action: { type: "askJoin" }, press: () => when(ready(), () => (layers.open = { type: "join" })) },
  { name: "keys-search", key: "f", ctrl: true, press: () => when(focusSearch !== null, () => focusSearch?.()) },
  { name: "keys-networks", key: "1", ctrl: true, action: NETWORKS, press: () => when(ready(), () => act(networksAt({}))) },
  { name: "keys-administer", key: "3", ctrl: true, action: ADMINISTER, press: () => when(ready(), () => act(ADMINISTER)) },
  { name: "keys-tokens", key: "4", ctrl: true, action: TOKENS, press: () => when(ready(), () => act(tokensAt({}))) },
  { name: "keys-settings", key: ",", ctrl: true, action: SETTINGS, press: () => when(ready(), () => act(SETTINGS)) },
  { name: "keys-copy", key: "c", ctrl: true, notInFields: true, press: copyAddress },
  { name: "keys-mark-all", key: "a", ctrl: true, notInFields: true, press: markAll },
  { name: "keys-rename", key: "f2", ctrl: false, press: rename },
  { name: "keys-undo", key: "z", ctrl: true, notInFields: true, action: { type: "undo" }, press: () => when(ready(), () => act({ type: "undo" })) },
  { name: "keys-close", key: "w", ctrl: true, always: true, action: { type: "closeWindow" }, press: () => when(true, () => act({ type: "closeWindow" })) },
  { name: "keys-quit", key: "q", ctrl: true, always: true, action: { type: "quit" }, press: () => when(true, () => act({ type: "quit" })) },
  { name: "keys-map", key: "?", ctrl: false, press: () => when(ready(), () => (layers.open = { type: "keys" })) },
];

/** The members of the network that is shown. */
const members = (): MemberList | null => (app.view?.place.type === "members" ? (app.view.administer.network?.members ?? null) : null);

function markAll(): boolean {
  return when(members()?.mayWrite === true, () => act({ type: "markAll", on: true }));
}

/** The address that stands first: the selected network's or member's, else this device's. Marked text is the system's to copy. */
function copyAddress(): boolean {
  if (getSelection()?.toString()) return false;
  const member = members() && app.view?.administer.network?.member?.node;
  const text = member ?? selected()?.addresses[0]?.address ?? app.view?.me?.address;
  return when(text !== undefined, () => act({ type: "copy", text: text ?? "" }));
}

function rename(): boolean {
  if (renameSelected) return when(true, renameSelected);
  const network = selected();
  if (!network) return false;
  const { id, name, ownName, networkName } = network;
  layers.open = { type: "rename", network: id, name, ownName, networkName };
  return true;
}

/** It takes away what stands in a row. A Mac's delete key has another name. */
export const isDelete = ({ key }: KeyboardEvent): boolean => key === "Delete" || (mac && key === "Backspace");

/** The keys of a shortcut as they are written on this system's keyboards. */
export function caps(shortcut: Shortcut): string[] {
  const named: Record<string, string> = { f2: "F2" };
  const key = named[shortcut.key] ?? shortcut.key.toUpperCase();
  return shortcut.ctrl ? [mac ? "⌘" : "Ctrl", key] : [key];
}

/** The keys that wish for this, if there are any. */
export function capsFor(action: Action): string[] {
  const shortcut = SHORTCUTS.find((known) => JSON.stringify(known.action) === JSON.stringify(action));
  return shortcut ? caps(shortcut) : [];
}

/** The key that forgets a row. */
export const DELETE_CAPS = [mac ? "⌫" : "Delete"];

export function capsOf(name: string): string {
  const shortcut = SHORTCUTS.find((known) => known.name === name);
  return shortcut ? caps(shortcut).join(" ") : "";
}

const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement && event.target.matches("input, select, textarea");

/** The key by its letter; by its place on keyboards that write other letters. */
function isKey(event: KeyboardEvent, key: string): boolean {
  const pressed = event.key.toLowerCase();
  const byPlace = !/^[\x20-\x7e]$/.test(event.key) && event.code === `Key${key.toUpperCase()}`;
  return pressed === key || byPlace;
}

/** Whoever closes an inspector goes on at its row. */
function close(row: string, closes: Action): void {
  act(closes);
  enterRow(row);
}

/** One layer back: what is marked, the search, the inspector, the place. */
function back(): void {
  const place = app.view?.place;
  if (place?.type === "networks") {
    if (place.search) act(networksAt({ search: "", from: 0 }));
    else if (place.selected) close(place.selected, networksAt({ selected: null }));
  } else if (place?.type === "members") {
    if (members()?.marked) act({ type: "markAll", on: false });
    else if (place.search) act(membersAt({ search: "", from: 0 }));
    else if (place.selected) close(place.selected, membersAt({ selected: null }));
    else act(ADMINISTER);
  } else if (place?.type === "tokens") {
    if (place.search) act(tokensAt({ search: "" }));
    else if (place.selected) close(place.selected, tokensAt({ selected: null }));
  } else if (place?.type === "networkSettings" || (place?.type === "administer" && place.search)) {
    act(ADMINISTER);
  }
}

/** The dialog for an account is there until its token is in. */
export const isAdding = (view: View | null): boolean => view !== null && view.administer.adding !== null && view.administer.adding.stage !== "added";

/** A dialog of the model's own is open: it is not among the page's. */
export const isAsking = (view: View | null): boolean => isAdding(view) || view?.tokens.issuing != null;

/** Does what the key means, unless a dialog is open or the key belongs to a field. */
export function press(event: KeyboardEvent): void {
  const ctrl = mac ? event.metaKey : event.ctrlKey;
  const open = layers.open !== null || app.view?.palette != null || isAsking(app.view);
  if (event.defaultPrevented || event.altKey) return;
  if (event.key === "Escape" && !isTyping(event) && !open) {
    back();
    return;
  }
  const shortcut = SHORTCUTS.find((known) => known.ctrl === ctrl && isKey(event, known.key));
  // With Shift it would be something else: to do it again.
  if (shortcut?.name === "keys-undo" && event.shiftKey) return;
  if (!shortcut || (open && !shortcut.always) || (isTyping(event) && (!ctrl || shortcut.notInFields))) return;
  if (shortcut.press()) event.preventDefault();
}
