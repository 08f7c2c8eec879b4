// The one reactive value: the view as Rust last published it.
import type { Action } from "../bindings/Action";
import type { NetworkView } from "../bindings/NetworkView";
import type { Place } from "../bindings/Place";
import type { View } from "../bindings/View";
import { dispatch, watch } from "./backend";

type Members = Extract<Place, { type: "members" }>;

class App {
  view = $state.raw<View | null>(null);
}

export const app = new App();

/** Begins to show what Rust publishes. */
export async function start(shown: (view: View) => void): Promise<void> {
  await watch((view) => {
    app.view = view;
    shown(view);
  });
}

/** Sends a wish. What comes of it is in the next view. */
export function act(action: Action): void {
  void dispatch(action);
}

/** The place a list of networks is shown at, with some of it changed. */
export function networksAt(change: { search?: string; selected?: string | null; from?: number }): Action {
  const now: Place | undefined = app.view?.place;
  const place = now?.type === "networks" ? now : { search: "", selected: null, from: 0 };
  return { type: "go", place: { type: "networks", search: place.search, selected: place.selected, from: place.from, ...change } };
}

/** The place members are shown at, with some of it changed. */
export function membersAt(change: Partial<Omit<Members, "type" | "authority" | "network">>): Action {
  const now = app.view?.place;
  if (now?.type !== "members") return ADMINISTER;
  return { type: "go", place: { ...now, ...change } };
}

/** A network's members, or its settings, from the beginning. */
export function administeredAt(authority: string, network: string, tab: "members" | "networkSettings"): Action {
  if (tab === "networkSettings") return { type: "go", place: { type: tab, authority, network } };
  return { type: "go", place: { type: tab, authority, network, filter: "all", search: "", sort: "name", from: 0, selected: null } };
}

/** The place tokens are shown at, with some of it changed. */
export function tokensAt(change: { search?: string; selected?: string | null }): Action {
  const now = app.view?.place;
  const place = now?.type === "tokens" ? now : { search: "", selected: null };
  return { type: "go", place: { type: "tokens", search: place.search, selected: place.selected, ...change } };
}

export const ADMINISTER: Action = { type: "go", place: { type: "administer", search: "" } };

/** The selected network, if a list of networks is shown. */
export function selected(): NetworkView | null {
  return app.view?.place.type === "networks" ? app.view.network : null;
}
