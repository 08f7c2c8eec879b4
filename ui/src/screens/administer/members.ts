// What can be done with a member, by its switch and in its menu: one list.
import type { Action } from "../../bindings/Action";
import type { AdministeredView } from "../../bindings/AdministeredView";
import type { Question } from "../../bindings/Question";
import { act } from "../../lib/app.svelte";
import type { Item } from "../../lib/menu";
import { wish } from "../../lib/wish";
import { say } from "../../lib/words";

type Known = { node: string; title: string; address: string | null; waits: boolean; allowed: boolean; question: Question | null };

/** Both ways with one press: what was withdrawn is given back as easily. Only this very machine's access is asked about. */
export function allow(network: AdministeredView, member: Pick<Known, "node" | "question">, on: boolean): void {
  const { authority, id } = network;
  wish({ type: "doWith", authority, network: id, members: [member.node], deed: on ? "allow" : "withdraw" }, on ? null : member.question);
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
    { label: say(allowed ? "withdraw" : "allow-member"), press: () => allow(network, member, !allowed) },
    { label: say("rename"), press: rename },
    null,
    { label: say("remove-member"), press: () => wish(remove, question) },
  ];
}
