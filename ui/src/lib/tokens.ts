// What can be done with a credential in its row's menu, and the days that are proposed for its end.
import type { IssuedRow } from "../bindings/IssuedRow";
import type { IssuedView } from "../bindings/IssuedView";
import type { Offer } from "../bindings/Offer";
import type { TokenRow } from "../bindings/TokenRow";
import { app } from "./app.svelte";
import type { Item } from "./menu";
import { wish } from "./wish";
import { say } from "./words";

const DAY = 86_400_000;

/** Ends that are proposed; `label` is a name in the catalogue. */
export const SOON = [
  { days: 30, label: "in-30-days" },
  { days: 90, label: "in-90-days" },
  { days: 365, label: "in-a-year" },
];

/** The day so many days from today, as it is typed. Days are those of UTC, as in the records. */
export function dayIn(days: number): string {
  const today = Date.parse(app.view?.today ?? "");
  return Number.isNaN(today) ? "" : new Date(today + days * DAY).toISOString().slice(0, 10);
}

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
