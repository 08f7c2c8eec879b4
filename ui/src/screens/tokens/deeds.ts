// What can be done with a credential, in its row's menu.
import type { IssuedRow } from "../../bindings/IssuedRow";
import type { IssuedView } from "../../bindings/IssuedView";
import type { Offer } from "../../bindings/Offer";
import type { TokenRow } from "../../bindings/TokenRow";
import type { Item } from "../../lib/menu";
import { wish } from "../../lib/wish";
import { say } from "../../lib/words";

const item = ({ label, action, question }: Offer): Item => ({ label, press: () => wish(action, question) });

/** What drops it here; nothing if it can't be. */
export function forgetting(row: TokenRow): Offer | undefined {
  return row.deeds.find(({ action }) => action.type === "forgetCredential");
}

export const items = (offers: Offer[]): Item[] => offers.map(item);

/** Names the row of an issued token among all rows. */
export const issuedKey = (issued: IssuedView, row: IssuedRow): string => `${issued.authority} ${row.id}`;

/** What revokes it; nothing while something is on its way for it. */
export function revoking(row: IssuedRow): Offer | undefined {
  return row.deeds.find(({ action }) => action.type === "doWithTokens" && action.deed.type === "revoke");
}

export function issuedMenu(row: IssuedRow, rename: () => void): Item[] {
  const name: Item[] = row.renamable ? [{ label: say("rename"), press: rename }] : [];
  return [...name, ...items(row.deeds)];
}

export function tokenMenu(row: TokenRow, rename: () => void): Item[] {
  const forget = forgetting(row);
  const name: Item[] = row.editable ? [{ label: say("rename"), press: rename }] : [];
  const others = row.deeds.filter((deed) => deed !== forget).map(item);
  return [...name, ...others, ...(forget ? [null, item(forget)] : [])];
}
