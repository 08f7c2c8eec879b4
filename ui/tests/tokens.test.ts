// What a press and a key wish for among tokens.
import { expect, test } from "vitest";

import { dayIn } from "./fixtures";
import { page, show, wishes } from "./stage";

const SECRET = "nobodyMayEverReadThisSecret";

const at = (selected: string | null) => ({ type: "go", place: { type: "tokens", search: "", selected } });
const row = (id: string) => page.locator(`li[data-credential="${id}"]`);
const inspector = () => page.locator(".inspector");
const deed = (name: string) => inspector().getByRole("button", { name, exact: true });

test("the place is gone to by press and by key", async () => {
  await show("networks");
  await page.locator(".nav").getByRole("button", { name: "Tokens" }).click();
  await page.keyboard.press("Control+4");
  expect(await wishes()).toEqual([at(null), at(null)]);
});

test("a press anywhere in a row selects it, and arrows move between the groups", async () => {
  await show("tokens");
  await row("account-2").click({ position: { x: 300, y: 20 } });
  await row("service-token").locator(".name").focus();
  // Two tokens of the legacy account lie between.
  for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowDown", "Enter", "End", "Enter"]) await page.keyboard.press(key);
  expect(await wishes()).toEqual([at("account-2"), at("account-3"), at("zeropath-1")]);
  expect(await page.locator("li.cred .name[tabindex='0']").count()).toBe(1);
});

test("Escape goes back one layer at a time", async () => {
  await show("token");
  await page.keyboard.press("Escape");
  await page.evaluate(() => window.showFixture("tokens-search"));
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([at(null), at(null)]);
});

test("a token is renamed in its inspector, by key in its row, and from its menu", async () => {
  await show("token");
  const renamed = (credential: string, name: string) => ({ type: "renameCredential", credential, name });
  await inspector().locator("h2").hover();
  await deed("Rename").click();
  await page.keyboard.type("Harbour");
  await page.keyboard.press("Enter");
  await row("zeropath-1").locator(".name").focus();
  await page.keyboard.press("F2");
  await page.keyboard.type("Nightly");
  await page.keyboard.press("Enter");
  await row("account-1").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.keyboard.type("Home");
  await page.keyboard.press("Enter");
  await row("account-1").locator(".name").focus();
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("Enter");
  await page.keyboard.type("x");
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([renamed("account-2", "Harbour"), renamed("zeropath-1", "Nightly"), renamed("account-1", "Home")]);
  await page.waitForFunction(() => document.activeElement?.closest("li")?.getAttribute("data-credential") === "account-1");
});

test("the service's token is neither renamed nor dropped", async () => {
  await show("token-service");
  expect(await inspector().getByRole("textbox").count()).toBe(0);
  await row("service-token").click({ button: "right" });
  expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Verify now", "Renew local token…", "Copy token", "Copy as curl"]);
});

test("an end is typed or taken from what is proposed, and a wrong one is said to be", async () => {
  await show("token");
  expect(await page.getByLabel("End date").count()).toBe(0);
  expect(await inspector().getByText("It can’t be moved.").isVisible()).toBe(true);
  await page.evaluate(() => window.showFixture("token-controller"));
  const end = page.getByLabel("End date");
  const ended = (day: string) => ({ type: "endCredential", credential: "account-4", day });
  await end.fill("2027-01-31");
  await end.press("Enter");
  await end.fill("soon");
  await end.press("Escape");
  expect(await end.inputValue()).toBe("2029-02-15");
  await end.fill("20");
  await inspector().getByRole("button", { name: "90 days" }).click();
  expect(await wishes()).toEqual([ended("2027-01-31"), ended(dayIn(90))]);
  await page.evaluate(() => window.showFixture("token-zero-path"));
  expect(await inspector().getByText("A day like 2026-12-31.").isVisible()).toBe(true);
  expect(await end.inputValue()).toBe("31.12.2026");
  expect(await end.getAttribute("aria-invalid")).toBe("true");
});

test("a note is kept", async () => {
  await show("token");
  await page.getByLabel("Note").fill("For the backup.");
  await page.getByLabel("Note").press("Enter");
  expect(await wishes()).toEqual([{ type: "noteCredential", credential: "account-2", text: "For the backup." }]);
});

test("a token is verified at once, and forgotten only after a question", async () => {
  await show("token");
  await deed("Verify now").click();
  await deed("Forget here…").click();
  expect(await wishes()).toEqual([{ type: "verifyCredential", credential: "account-2" }]);
  await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
  expect(await wishes()).toEqual([{ type: "forgetCredential", credential: "account-2" }]);
  await row("zeropath-1").locator(".name").focus();
  await page.keyboard.press("Delete");
  expect(await wishes()).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Forget" }).click();
  expect(await wishes()).toEqual([{ type: "forgetCredential", credential: "zeropath-1" }]);
});

test("what lies ready is taken, and a kind leads to where it is made", async () => {
  await show("tokens");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("button", { name: "Where these are made" }).last().click();
  await page.getByRole("button", { name: "Add token" }).click();
  expect(await wishes()).toEqual([
    { type: "takeFound", source: "ZT_TOKEN" },
    { type: "openVendor", address: "https://zeropath.com/app/settings/api" },
    { type: "askAccount", open: true, renew: null },
  ]);
});

test("a ZeroPath secret is handed over with its id, and no wish carries it", async () => {
  await show("account");
  await page.getByRole("radio", { name: "ZeroPath" }).click();
  expect(await page.locator("dialog form > p").first().innerText()).toContain("zeropath.com");
  expect(await page.getByLabel("End date").inputValue()).toBe(dayIn(30));
  await page.getByLabel("Secret").fill(SECRET);
  expect(await page.getByRole("button", { name: "Connect", exact: true }).isDisabled()).toBe(true);
  await page.getByLabel("Token ID").fill("4b1c7a52");
  await page.getByLabel("Token ID").press("Enter");
  const sent = await wishes();
  const entrusted = { type: "entrust", renew: null, kind: null, base: "", name: "", tokenId: "4b1c7a52", ends: dayIn(30), keepUnverified: false };
  expect(sent).toEqual([entrusted]);
  expect(JSON.stringify(sent)).not.toContain(SECRET);
  await page.getByRole("radio", { name: "New Central" }).click();
  expect(await page.getByLabel("End date").inputValue()).toBe("");
  // Put away, nothing of it is left.
  await page.evaluate(() => window.showFixture("tokens"));
  await page.evaluate(() => window.showFixture("account"));
  await page.getByRole("radio", { name: "ZeroPath" }).click();
  expect(await page.getByLabel("Secret").inputValue()).toBe("");
  expect(await page.getByLabel("Token ID").inputValue()).toBe("");
});

test("a narrow window shows the inspector as a page with a way back", async () => {
  await show("token", { width: 420, height: 800 });
  await page.getByRole("button", { name: "Back" }).click();
  expect(await wishes()).toEqual([at(null)]);
});
