// What a press and a key wish for where networks are administered.
import { expect, test } from "vitest";

import { page, sent, show, wishes } from "./stage";

const HOME = "17d395d8cb43a800";
const ACCOUNT = "account-1";
const MEMBERS = { type: "members", authority: ACCOUNT, network: HOME, filter: "all", search: "", sort: "name", from: 0, selected: null };
const TOKEN = "nobodyMayEverReadThisToken";

const member = (name: string) => page.locator("tr[data-node]").filter({ has: page.locator(`.name span:text-is("${name}")`) });
const doWith = (node: string, deed: string) => ({ type: "doWith", authority: ACCOUNT, network: HOME, members: [node], deed });

test("a token is handed over, and no wish carries it", async () => {
  await show("account");
  await page.getByLabel("Token").fill(TOKEN);
  await page.getByRole("radio", { name: "New Central" }).click();
  await page.getByLabel("Name").fill("work");
  await page.getByLabel("Name").press("Enter");
  const sent = await wishes();
  expect(sent).toEqual([{ type: "entrust", renew: null, kind: "new", base: "", name: "work", tokenId: null, ends: "", keepUnverified: false }]);
  expect(JSON.stringify(sent)).not.toContain(TOKEN);
  // Refused, it may be corrected; put away, nothing of it is left.
  await page.evaluate(() => window.showFixture("account-wrong"));
  expect(await page.getByLabel("Token").inputValue()).toBe(TOKEN);
  await page.evaluate(() => window.showFixture("central-legacy"));
  expect(await page.locator("input[type=password]").count()).toBe(0);
  await page.evaluate(() => window.showFixture("account"));
  expect(await page.getByLabel("Token").inputValue()).toBe("");
});

test("it is said where a token goes before it goes", async () => {
  await show("account");
  const leads = page.locator("dialog form > p");
  expect(await leads.innerText()).toMatch(/api\.zerotier\.com.* central\.zerotier\.com/);
  await page.getByLabel("Address").fill("https://controller.example:9993");
  expect(await leads.innerText()).toContain("controller.example:9993");
  expect(await leads.innerText()).not.toContain("zerotier.com");
});

test("a network leads to its members, and arrows move between networks", async () => {
  await show("central-legacy");
  await page.locator("li.net .name").first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([{ type: "go", place: MEMBERS }]);
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitemcheckbox").click();
  expect(await wishes()).toMatchObject([{ type: "watch", authority: ACCOUNT, network: HOME }]);
});

test("an account is removed only after a question", async () => {
  await show("central-legacy");
  await page.locator(".administered header .icon-button").first().click();
  await page.getByRole("menuitem", { name: "Remove account…" }).click();
  expect(await wishes()).toEqual([]);
  await page.getByRole("button", { name: "Remove account" }).click();
  expect(await wishes()).toEqual([{ type: "removeAuthority", authority: ACCOUNT }]);
});

test("a narrow window tells, too, that more members are to come", async () => {
  await show("members-arriving", { width: 420, height: 800 });
  expect(await page.locator(".chips button .count").first().innerText()).toBe("32+");
  await page.evaluate(() => window.showFixture("members"));
  expect(await page.locator(".chips button .count").first().innerText()).toBe("12");
});

test("a press selects a member, with other keys it marks", async () => {
  await show("members");
  const cell = member("nas").locator(".name");
  await cell.click();
  await cell.click({ modifiers: ["Control"] });
  await cell.click({ modifiers: ["Shift"] });
  expect(await wishes()).toEqual([
    { type: "go", place: { ...MEMBERS, selected: "a4e19c07d2" } },
    { type: "mark", member: "a4e19c07d2", on: true },
    { type: "markTo", member: "a4e19c07d2" },
  ]);
});

test("rows are held while a pointer or a key is at them", async () => {
  await show("members");
  await member("nas").hover();
  expect(await sent()).toEqual([{ type: "holdRows", on: true }]);
  await page.mouse.move(1, 1);
  expect(await sent()).toEqual([{ type: "holdRows", on: false }]);
  await page.getByRole("button", { name: "Add member" }).focus();
  await page.keyboard.press("Tab");
  while ((await page.evaluate(() => document.activeElement?.tagName)) !== "TR") await page.keyboard.press("Tab");
  expect(await sent()).toEqual([{ type: "holdRows", on: true }]);
});

test("this very device is withdrawn only after a question", async () => {
  await show("members");
  await member("studio-desk").press("Space");
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await member("studio-desk").getByRole("switch").click();
  expect((await wishes()).filter(({ type }) => type === "doWith")).toEqual([]);
  await page.getByRole("dialog").getByRole("button", { name: "Withdraw access" }).click();
  expect((await wishes()).filter(({ type }) => type === "doWith")).toEqual([doWith("8f2c1a9b3d", "withdraw")]);
});

test("who waits is allowed with one press, and a switch goes both ways", async () => {
  await show("members");
  await member("spare-laptop").getByRole("button", { name: "Allow" }).click();
  await member("nas").getByRole("switch").click();
  expect(await wishes()).toEqual([doWith("4b7e92d10f", "allow"), doWith("a4e19c07d2", "withdraw")]);
});

test("the keyboard works on members", async () => {
  await show("members");
  await page.locator("tr[data-node]").first().focus();
  for (const key of ["ArrowDown", "ArrowDown", "Enter", "Space", "Control+Space", "Control+a"]) await page.keyboard.press(key);
  expect(await wishes()).toEqual([
    { type: "go", place: { ...MEMBERS, selected: "d81f4c20a9" } },
    doWith("d81f4c20a9", "withdraw"),
    { type: "mark", member: "d81f4c20a9", on: true },
    { type: "markAll", on: true },
  ]);
  await page.keyboard.press("F2");
  await page.keyboard.type("build-08");
  await page.keyboard.press("Enter");
  const edit = { type: "name", text: "build-08" };
  expect(await wishes()).toEqual([{ type: "changeMember", authority: ACCOUNT, network: HOME, member: "d81f4c20a9", edit }]);
  await page.keyboard.press("F2");
  await page.keyboard.type("x");
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-node"))).toBe("d81f4c20a9");
});

test("a member is renamed from its menu", async () => {
  await show("members");
  await page.locator("tr[data-node]").nth(2).focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menuitem", { name: "Rename…" }).click();
  await page.keyboard.type("build-08");
  await page.keyboard.press("Enter");
  expect(await wishes()).toMatchObject([{ type: "changeMember", edit: { type: "name", text: "build-08" } }]);
});

test("Escape goes back one layer at a time", async () => {
  await show("members-marked");
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([{ type: "markAll", on: false }]);
  await page.evaluate(() => window.showFixture("member"));
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([{ type: "go", place: MEMBERS }]);
  await page.evaluate(() => window.showFixture("members"));
  await page.keyboard.press("Escape");
  expect(await wishes()).toEqual([{ type: "go", place: { type: "administer", search: "" } }]);
});

test("the columns sort, and say by which", async () => {
  await show("members");
  expect(await page.locator("th[aria-sort]").innerText()).toBe("Name");
  await page.getByRole("button", { name: "Last seen" }).click();
  expect(await wishes()).toEqual([{ type: "go", place: { ...MEMBERS, sort: "lastSeen" } }]);
});

test("of many members only some are drawn, and scrolling asks for others", async () => {
  await show("members-crowd");
  expect(await page.locator("tr[data-node]").count()).toBeLessThanOrEqual(60);
  await page.locator(".scroller").evaluate((scroller) => (scroller.scrollTop = 60_000));
  await page.waitForFunction(() => window.wishes.length > 0);
  const [wish] = await wishes();
  expect(wish).toMatchObject({ type: "go", place: { type: "members" } });
});

test("access is withdrawn with one press, and a member removed only after a question", async () => {
  await show("member");
  const deed = (name: string) => page.locator(".inspector .end").getByRole("button", { name });
  await deed("Withdraw access").click();
  await deed("Remove…").click();
  expect(await wishes()).toEqual([doWith("a4e19c07d2", "withdraw")]);
  await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
  expect(await wishes()).toEqual([doWith("a4e19c07d2", "remove")]);
});

test("what is typed into the settings stays while the view moves on, and goes whole", async () => {
  await show("network-settings");
  const mtu = page.getByLabel("MTU");
  await mtu.fill("1400");
  const [draft] = await wishes();
  expect(draft).toMatchObject({ type: "draft", authority: ACCOUNT, network: HOME, form: { name: "home", mtu: "1400" } });
  await page.evaluate(() => window.showFixture("network-settings"));
  expect(await mtu.inputValue()).toBe("1400");
  expect(await mtu.evaluate((field) => field.classList.contains("changed"))).toBe(true);
});

test("changes are sent and given up from the foot of the form", async () => {
  await show("network-settings-edited");
  await page.locator(".sendbar").getByRole("button", { name: "Discard" }).click();
  expect(await wishes()).toEqual([{ type: "discardDraft", authority: ACCOUNT, network: HOME }]);
  await page.evaluate(() => window.showFixture("network-settings"));
  expect(await page.getByLabel("MTU").inputValue()).toBe("2800");
  expect(await page.locator(".sendbar").count()).toBe(0);
});

test("a network is deleted only once its name is typed", async () => {
  await show("network-settings");
  await page.locator(".pane").getByRole("button", { name: "Delete network…" }).click();
  const yes = page.getByRole("button", { name: "Delete network", exact: true });
  await page.keyboard.type("hom");
  expect(await yes.isDisabled()).toBe(true);
  await page.keyboard.type("e");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([{ type: "deleteNetwork", authority: ACCOUNT, network: HOME }]);
});
