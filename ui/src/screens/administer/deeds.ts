// What can be done with an administered network, in its row's menu and on its own page: one list.
import type { Action } from "../../bindings/Action";
import { act, administeredAt } from "../../lib/app.svelte";
import type { Item } from "../../lib/menu";
import { say } from "../../lib/words";

type Known = { authority: string; id: string; watched: boolean };

export const item = (label: string, action: Action): Item => ({ label: say(label), press: () => act(action) });

export function copyId({ id }: Known): Item {
  return item("copy-id", { type: "copy", text: id });
}

export function watch({ authority, id, watched }: Known): Item {
  return {
    label: say("watch-network"),
    checked: watched,
    press: () => act({ type: "watch", authority, network: id, on: !watched }),
  };
}

/** The menu of a network in the list. */
export function rowMenu(network: Known): Item[] {
  const { authority, id } = network;
  return [
    copyId(network),
    null,
    item("show-members", administeredAt(authority, id, "members")),
    item("show-settings", administeredAt(authority, id, "networkSettings")),
    null,
    watch(network),
  ];
}

/** A network is known by its address where it has no name. */
export const isId = (name: string): boolean => /^[0-9a-f]{16}$/.test(name);
