// What the page sends arrives in the order it was sent in, whoever answers slowly.
import { beforeEach, expect, test } from "vitest";

import type { Entrusted } from "../src/bindings/Entrusted";
import { dispatch, entrust } from "../src/lib/backend";

type Call = { command: string; text: string; answer: () => void; refuse: (fault: string) => void };

/** What has arrived at the other side, in its order; it answers when it is told to. */
let arrived: Call[] = [];

beforeEach(() => {
  arrived = [];
  const invoke = (command: string, { action, entrusted }: { action?: { text: string }; entrusted?: { token: string } }): Promise<void> =>
    new Promise((answer, refuse) => {
      arrived.push({ command, text: action?.text ?? entrusted?.token ?? "", answer, refuse });
    });
  Object.assign(globalThis, { window: { __TAURI_INTERNALS__: { invoke } } });
});

const type = (text: string): Promise<void> => dispatch({ type: "understandMember", text });
const texts = (): string[] => arrived.map(({ text }) => text);

/** Lets everything go as far as it can. */
const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

test("a letter typed while the one before is on its way does not overtake it", async () => {
  const typed = [type("8"), type("8f"), type("8f2")];
  await settle();
  expect(texts()).toEqual(["8"]);
  for (const text of ["8", "8f", "8f2"]) {
    expect(texts().at(-1)).toBe(text);
    arrived.at(-1)?.answer();
    await settle();
  }
  await Promise.all(typed);
  expect(texts()).toEqual(["8", "8f", "8f2"]);
});

test("a wish that is refused holds up none behind it", async () => {
  const refused = type("first");
  const next = type("second");
  await settle();
  arrived[0]?.refuse("no");
  await expect(refused).rejects.toBe("no");
  await settle();
  arrived[1]?.answer();
  await next;
  expect(texts()).toEqual(["first", "second"]);
});

test("a token is handed over in the order of the wishes", async () => {
  const open = type("dialog");
  const handed = entrust({ token: "token" } as unknown as Entrusted);
  const closed = type("closed");
  await settle();
  expect(texts()).toEqual(["dialog"]);
  for (const call of [open, handed, closed]) {
    arrived.at(-1)?.answer();
    await call;
    await settle();
  }
  expect(texts()).toEqual(["dialog", "token", "closed"]);
});
