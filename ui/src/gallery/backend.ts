// The door in the gallery: a view that Rust has exported, and wishes that are only noted.
import type { Action } from "../bindings/Action";
import type { Entrusted } from "../bindings/Entrusted";
import type { View } from "../bindings/View";

const fixtures = import.meta.glob<View>("./fixtures/*.json", { import: "default" });

export const NAMES = Object.keys(fixtures).map((path) => path.replace(/^.*\/|\.json$/g, ""));

declare global {
  interface Window {
    /** What was wished for, for whoever looks on. */
    wishes: Action[];
    /** Shows another view. */
    showFixture: (name: string) => Promise<void>;
  }
}

window.wishes = [];

export async function dispatch(action: Action): Promise<void> {
  window.wishes.push(action);
}

export async function entrust({ renew, kind, base, name, tokenId, ends, keepUnverified }: Entrusted): Promise<void> {
  // No wish, and noted among them, without the token.
  window.wishes.push({ type: "entrust", renew, kind, base, name, tokenId, ends, keepUnverified } as unknown as Action);
}

export async function watch(show: (view: View) => void): Promise<void> {
  const parameters = new URLSearchParams(location.search);
  const theme = parameters.get("theme");
  window.showFixture = async (name) => {
    const load = fixtures[`./fixtures/${name}.json`];
    if (!load) throw new Error(`there is no fixture ${name}`);
    const view = await load();
    show({ ...view, appearance: theme === "dark" || theme === "light" ? theme : view.appearance });
  };
  await window.showFixture(parameters.get("fixture") ?? "networks");
}
