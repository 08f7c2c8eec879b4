// What can be done with a credential in its row's menu, and the days that are proposed for its end.
import type { CredentialKind } from "../bindings/CredentialKind";
import type { TokenRow } from "../bindings/TokenRow";
import { act } from "./app.svelte";
import { wish } from "./wish";
import { say } from "./words";

type Item = { label: string; press: () => void } | null;

const DAY = 86_400_000;

/** The day so many days from today, as it is typed. Days are those of UTC, as in the records. */
export function dayIn(days: number): string {
  return new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
}

export function verify(credential: string): void {
  act({ type: "verifyCredential", credential });
}

export function forgetToken({ id, name }: TokenRow): void {
  const question = {
    title: say("forget-token-title", { name }),
    text: say("forget-token-text"),
    yes: say("forget"),
    no: say("cancel"),
  };
  wish({ type: "forgetCredential", credential: id }, question);
}

/** The service's token has its name and its end from the service; it is neither renamed nor dropped here. */
export const isOwn = (kind: CredentialKind): boolean => kind !== "service";

export function tokenMenu(row: TokenRow, kind: CredentialKind, rename: () => void): Item[] {
  const verifies: Item = { label: say("verify"), press: () => verify(row.id) };
  if (!isOwn(kind)) return [verifies];
  return [verifies, { label: say("rename"), press: rename }, null, { label: say("forget-token-more"), press: () => forgetToken(row) }];
}
