// What a press and a key wish for among tokens that authorities have issued.
import { expect, test } from "vitest";

import { dayIn } from "./fixtures";
import { page, show, wishes } from "./stage";

const dialog = () => page.getByRole("dialog");
const press = (name: string) => dialog().getByRole("button", { name, exact: true }).click();
const named = (name: string) => page.locator(".issued li.cred").filter({ has: page.getByRole("button", { name, exact: true }) });
const more = (name: string) => page.getByRole("button", { name: new RegExp(`^More for .?${name}`) });
const item = (name: string) => page.getByRole("menuitem", { name, exact: true }).click();
const deed = (authority: string, deed: object) => ({ type: "doWithTokens", authority, deed });

test("a token is revoked after a question, by menu and by key", async () => {
  await show("tokens", { width: 880, height: 1200 });
  await named("inventory script").locator(".name").click();
  await item("Revoke…");
  expect(await dialog().innerText()).toContain("It may be the one in use here");
  await press("Revoke");
  await named("nightly export").locator(".name").focus();
  await page.keyboard.press("Delete");
  await press("Revoke");
  const [first, second] = await wishes();
  expect(first).toMatchObject(deed("account-1", { type: "revoke", token: "inventory script" }));
  expect(second).toMatchObject(deed("account-2", { type: "revoke", holder: "backup" }));
});

test("whoever stands in a row that goes, goes on at the next", async () => {
  await show("rotation-after", { width: 1200, height: 1200 });
  await named("perigee on studio-desk 2026-12-08 d6o0").locator(".name").focus();
  await page.evaluate(() => window.showFixture("token"));
  await page.waitForFunction(() => document.activeElement?.textContent === "first try");
});

test("the one in use here says so before it is revoked, and is rotated instead", async () => {
  await show("tokens", { width: 880, height: 1200 });
  const own = page.locator(".issued li.cred").filter({ hasText: "In use here" });
  await own.locator(".name").click();
  await item("Revoke…");
  expect(await dialog().innerText()).toContain("To replace it without a gap, rotate it.");
  await press("Cancel");
  await own.click({ button: "right" });
  await item("Rotate…");
  expect(await wishes()).toEqual([{ type: "askIssue", authority: "account-2", issue: { type: "rotation" } }]);
});

test("a key is renamed in its row, a legacy token is not; which is in use here a person says", async () => {
  await show("tokens", { width: 880, height: 1200 });
  await named("first try").locator(".name").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("second");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.textContent === "first try");
  await named("inventory script").locator(".name").focus();
  await page.keyboard.press("F2");
  await named("inventory script").locator(".name").click();
  await page.getByRole("menuitem", { name: /^In use here/ }).click();
  await named("inventory script").locator(".name").click();
  expect(await page.getByRole("menuitem").last().textContent()).toBe("Revoke…");
  expect(await page.getByRole("menuitem").count()).toBe(2);
  expect(await wishes()).toMatchObject([
    deed("account-2", { type: "rename", holder: "backup", name: "second" }),
    deed("account-1", { type: "isOwn", token: "inventory script" }),
  ]);
});

test("accounts are asked for, edited and deleted", async () => {
  await show("tokens", { width: 880, height: 1200 });
  await page.getByRole("button", { name: "Create service account…" }).click();
  await more("Backup").click();
  await item("Edit…");
  await more("Backup").click();
  await item("Create key…");
  await more("Backup").click();
  await item("Delete…");
  expect(await dialog().innerText()).toContain("All its keys stop working at once");
  await press("Delete");
  expect(await wishes()).toMatchObject([
    { type: "askIssue", authority: "account-2", issue: { type: "account" } },
    { type: "askIssue", authority: "account-2", issue: { type: "editAccount", account: "backup" } },
    { type: "askIssue", authority: "account-2", issue: { type: "token", holder: "backup" } },
    deed("account-2", { type: "deleteAccount", account: "backup" }),
  ]);
});

test("a key is made with a name and an end, thirty days proposed and more than a year advised against", async () => {
  await show("issuing-key");
  const end = page.getByLabel("End date");
  expect(await end.inputValue()).toBe(dayIn(30));
  expect(await dialog().getByRole("button", { name: "Create" }).isDisabled()).toBe(true);
  await dialog().getByLabel("Name").fill(" spare ");
  await end.fill("2099-12-31");
  expect(await dialog().innerText()).toContain("It lasts more than a year.");
  await dialog().getByRole("button", { name: "90 days" }).click();
  expect(await dialog().innerText()).not.toContain("more than a year");
  await dialog().getByLabel("Name").press("Enter");
  expect(await wishes()).toEqual([deed("account-2", { type: "make", holder: "backup", name: "spare", day: dayIn(90) })]);
});

test("what is wrong is said and what was typed stays", async () => {
  await show("issuing-key");
  await dialog().getByLabel("Name").fill("spare");
  await page.getByLabel("End date").fill("tomorrow");
  await page.evaluate(() => window.showFixture("issuing-wrong"));
  expect(await dialog().getByRole("alert").innerText()).toBe("A day like 2026-12-31.");
  expect(await dialog().getByLabel("Name").inputValue()).toBe("spare");
  expect(await page.getByLabel("End date").inputValue()).toBe("tomorrow");
});

test("a secret is copied once, and a slip of the hand does not lose it", async () => {
  await show("issuing-made");
  await page.keyboard.press("Escape");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Close without copying");
  await press("Copy once");
  await page.evaluate(() => window.showFixture("issuing-copied"));
  expect(await dialog().getByRole("button", { name: "Copy once" }).count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Done");
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([{ type: "copyMade" }, { type: "closeIssue" }]);
});

test("the account's address is shown as it is typed", async () => {
  await show("issuing-account");
  // It follows the name until somebody types one.
  await dialog().getByLabel("Name").fill("Büro, night bot!");
  expect(await dialog().innerText()).toMatch(/buro-night-bot@org-[\da-f-]+\.ztsa/);
  await dialog().getByLabel("Address").fill("bot");
  await dialog().getByLabel("Name").fill("Bot");
  expect(await dialog().innerText()).toMatch(/\nbot@org-[\da-f-]+\.ztsa/);
  await dialog().getByLabel("Name").press("Enter");
  expect(await wishes()).toMatchObject([deed("account-2", { type: "makeAccount", id: "bot", name: "Bot", description: "" })]);
});

test("which token is rotated is chosen first where nobody knows it", async () => {
  await show("issuing-rotation");
  expect(await dialog().getByRole("button", { name: "Rotate" }).isDisabled()).toBe(true);
  await page.getByRole("radio", { name: "perigee on studio-desk" }).check();
  await press("Rotate");
  await page.evaluate(() => window.showFixture("issuing-rotation-known"));
  expect(await page.getByRole("radio").count()).toBe(0);
  await dialog().getByLabel("Name of the new one").fill("next");
  await press("Rotate");
  expect(await wishes()).toMatchObject([
    deed("account-1", { type: "rotate", old: "perigee on studio-desk", name: "Perigee 2026-12-08 d6o0", day: "" }),
    deed("account-2", { type: "rotate", name: "next", day: dayIn(30) }),
  ]);
});

test("a rotation that has stopped says where and goes on", async () => {
  await show("rotation-before");
  const steps = page.locator(".rotation li");
  expect(await steps.nth(1).getAttribute("aria-current")).toBe("step");
  expect(await steps.nth(0).innerText()).toContain("done");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Keep the old token" }).click();
  await page.evaluate(() => window.showFixture("rotation-after"));
  await page.getByRole("button", { name: "Keep both" }).click();
  expect(await wishes()).toEqual([
    deed("account-1", { type: "goOn" }),
    deed("account-1", { type: "stop" }),
    deed("account-2", { type: "stop" }),
  ]);
});

test("keys of the window wait while something is made", async () => {
  await show("issuing-made");
  await page.keyboard.press("Control+1");
  expect(await wishes()).toEqual([]);
});
