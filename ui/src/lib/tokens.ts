// What can be done with a credential in its row's menu, and the days that are proposed for its end.
import type { Offer } from "../bindings/Offer";
import type { TokenRow } from "../bindings/TokenRow";
import type { Item } from "./menu";
import { wish } from "./wish";
import { say } from "./words";

const DAY = 86_400_000;

/** The day so many days from today, as it is typed. Days are those of UTC, as in the records. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}

const item = ({ label, action, question }: Offer): Item => ({ label, press: () => wish(action, question) });

/** What drops it here; nothing if it can't be. */
export function forgetting(row: TokenRow): Offer | undefined {
  return row.deeds.find(({ action }) => action.type === "forgetCredential");
}

export function tokenMenu(row: TokenRow, rename: () => void): Item[] {
  const forget = forgetting(row);
  const name: Item[] = row.editable ? [{ label: say("rename"), press: rename }] : [];
  const others = row.deeds.filter((deed) => deed !== forget).map(item);
  return [...name, ...others, ...(forget ? [null, item(forget)] : [])];
}
