// What can be done with a member, by its switch and in its menu: one list.
import type { Action } from "../bindings/Action";
import type { AdministeredView } from "../bindings/AdministeredView";
import { act } from "./app.svelte";
import type { Item } from "./menu";
import { wish } from "./wish";
import { say } from "./words";

type Known = { node: string; title: string; address: string | null; waits: boolean; allowed: boolean };

/** Both ways with one press: what was withdrawn is given back as easily. */
export function allow(network: AdministeredView, member: string, on: boolean): Action {
  return { type: "doWith", authority: network.authority, network: network.id, members: [member], deed: on ? "allow" : "withdraw" };
}

export function memberMenu(network: AdministeredView, member: Known, mayWrite: boolean, rename: () => void): Item[] {
  const { node, title, address, waits, allowed } = member;
  const copy = (label: string, text: string): Item => ({ label: say(label), press: () => act({ type: "copy", text }) });
  const remove: Action = { type: "doWith", authority: network.authority, network: network.id, members: [node], deed: "remove" };
  const question = {
    title: say("ask-remove-title", { name: title }),
    text: say("ask-remove-text"),
    yes: say("ask-remove-yes"),
    no: say("cancel"),
  };
  const copies = [copy("copy-address", node), ...(address && !waits ? [copy("copy-ip", address)] : [])];
  if (!mayWrite) return copies;
  return [
    ...copies,
    null,
    { label: say(allowed ? "withdraw" : "allow-member"), press: () => act(allow(network, node, !allowed)) },
    { label: say("rename"), press: rename },
    null,
    { label: say("remove-member"), press: () => wish(remove, question) },
  ];
}
