// What can be done with a network, in its row's menu, its inspector's and by key: one list.
import type { Action } from "../../bindings/Action";
import { act } from "../../lib/app.svelte";
import { layers } from "../../lib/layer.svelte";
import type { Item } from "../../lib/menu";
import { say } from "../../lib/words";

type Known = {
  id: string;
  name: string;
  ownName: string;
  networkName: string;
  on: boolean;
  address: string | null;
  link?: string;
};

/** While the service is silent, what would ask something of it is left out. */
export function deeds(network: Known, stale: boolean): {
  toggle: Action;
  rename: () => void;
  menu: Item[];
} {
  const { id, name, on, address } = network;
  const send = (label: string, action: Action) => ({ label: say(label), press: () => act(action) });
  const toggle: Action = on ? { type: "disconnect", network: id } : { type: "connect", network: id };
  const rename = (): void => {
    layers.open = { type: "rename", network: id, name, ownName: network.ownName, networkName: network.networkName };
  };
  const { link } = network;
  const invite = link ? [{ label: say("invite"), press: () => (layers.open = { type: "invite", name, link }) }] : [];
  const copyAddress = address ? [send("copy-address", { type: "copy", text: address })] : [];
  return {
    toggle,
    rename,
    menu: [
      ...copyAddress,
      send("copy-id", { type: "copy", text: id }),
      ...invite,
      null,
      ...(stale ? [] : [send(on ? "disconnect" : "connect", toggle)]),
      { label: say("rename"), press: rename },
      send("forget", { type: "forget", network: id }),
    ],
  };
}
