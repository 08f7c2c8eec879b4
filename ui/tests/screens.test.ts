// What a press and a key on each screen wish for.
import { readFileSync } from "node:fs";

import { expect, test } from "vitest";

import { page, show, wishes } from "./stage";

const HOME = "17d395d8cb43a800";

const row = (name: string) => page.locator("li.row").filter({ has: page.locator(`.name:text-is("${name}")`) });

test("a switch connects and disconnects", async () => {
  await show("networks");
  await row("home").getByRole("switch").click();
  await row("studio").getByRole("switch").click();
  expect(await wishes()).toEqual([
    { type: "disconnect", network: HOME },
    { type: "connect", network: "9c41e07f2d18b350" },
  ]);
});

test("a press anywhere in a row opens its inspector, and again closes it", async () => {
  await show("networks");
  await row("home").click({ position: { x: 200, y: 20 } });
  expect(await wishes()).toEqual([{ type: "go", place: { type: "networks", search: "", selected: HOME, from: 0 } }]);
  await page.close();
  await show("network");
  await row("home").click({ position: { x: 100, y: 20 } });
  expect(await wishes()).toEqual([{ type: "go", place: { type: "networks", search: "", selected: null, from: 0 } }]);
});

test("an address is copied whole, and that is seen", async () => {
  await show("network");
  const address = page.locator(".inspector .copy", { hasText: "fd17" });
  await address.click();
  expect(await wishes()).toEqual([{ type: "copy", text: "fd17:d395:d8cb:43a8:99:938f:2c1a:9b3d" }]);
  expect(await address.getAttribute("class")).toContain("done");
});

test("in a low window the sections of an inspector don't lie upon one another", async () => {
  await show("network");
  await page.setViewportSize({ width: 880, height: 420 });
  // Under the pointer, the addresses keep their room.
  await page.locator(".inspector header").hover();
  const spills = await page
    .locator(".inspector > section")
    .evaluateAll((sections) => sections.filter((section) => section.scrollHeight > section.clientHeight).length);
  expect(spills).toBe(0);
});

test("a permission's switch stays where it is while what is said of it changes", async () => {
  const said = readFileSync(new URL("../../crates/companion/locales/en/networks.ftl", import.meta.url), "utf8");
  const managed = [...said.matchAll(/^allow-managed-(?:help|waits) = (.+)$/gm)].map(([, sentence]) => sentence);
  expect(managed.length).toBe(2);
  await show("network");
  await page.setViewportSize({ width: 880, height: 640 });
  const help = page.locator(".inspector .allow p").first();
  const tall = await help.evaluate((help, sentences) =>
    sentences.map((sentence) => {
      help.textContent = sentence ?? "";
      return help.getBoundingClientRect().height;
    }), managed);
  expect(new Set(tall).size).toBe(1);
});

test("the row's menu has what can be done, by pointer and by key", async () => {
  await show("networks");
  await row("home").click({ button: "right" });
  expect(await page.getByRole("menuitem").allTextContents()).toEqual(["Copy address", "Copy network ID", "Disconnect", "Rename…", "Forget"]);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("menu").count()).toBe(0);
  await row("studio").locator(".name").focus();
  await page.keyboard.press("Shift+F10");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([{ type: "forget", network: "9c41e07f2d18b350" }]);
});

test("the list is walked with the arrows, switched with the space bar, renamed with F2", async () => {
  await show("networks");
  await row("home").locator(".name").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press(" ");
  expect(await wishes()).toEqual([{ type: "disconnect", network: "a09acf0233e4b070" }]);
  await page.keyboard.press("End");
  await page.keyboard.press("F2");
  await page.getByRole("dialog").getByRole("textbox").fill("workshop");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([{ type: "rename", network: "9c41e07f2d18b350", name: "workshop" }]);
});

test("only the default route asks first, and a no changes nothing", async () => {
  await show("network");
  const permission = (name: string) => page.locator(".inspector").getByRole("switch", { name });
  await permission("Set DNS servers").click();
  expect(await wishes()).toEqual([{ type: "configure", network: HOME, permission: "dns", on: true }]);
  await permission("Replace the default route").click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  expect(await wishes()).toEqual([]);
  await permission("Replace the default route").click();
  await page.getByRole("dialog").getByRole("button", { name: "Replace the default route" }).click();
  expect(await wishes()).toEqual([{ type: "configure", network: HOME, permission: "default", on: true }]);
});

test("joining takes what was understood, and only that", async () => {
  await show("join");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").press("Enter");
  expect(await wishes()).toContainEqual({ type: "join", network: "c07e51a98fd2643b" });
  expect(await dialog.count()).toBe(0);
});

test("a wrong id is said beside the field and stays in it", async () => {
  await show("join-wrong");
  const field = page.getByRole("dialog").getByRole("textbox");
  await field.press("Enter");
  expect(await wishes()).toEqual([]);
  expect(await field.inputValue()).toBe("17d3 95d8 xb43 a800");
  expect(await field.getAttribute("aria-invalid")).toBe("true");
  const note = await page.locator(`[id="${await field.getAttribute("aria-describedby")}"]`).textContent();
  expect(note?.replace(/[\u2068\u2069]/g, "")).toContain("not “x”");
});

test("the first run is a field to join with", async () => {
  await show("first-run");
  await page.keyboard.type("17d3");
  expect((await wishes()).at(-1)).toEqual({ type: "understand", text: "17d3" });
});

test("names that want to be markup are text", async () => {
  await show("hostile-names");
  expect(await page.locator(".row .name").allTextContents()).toContain("<img src=x onerror=alert(1)>");
  expect(await page.locator(".list img").count()).toBe(0);
});

test("a long list asks for the rows that come into sight", async () => {
  await show("crowded");
  expect(await page.locator("li.row").count()).toBe(60);
  await page.locator(".view").evaluate((view) => view.scrollTo(0, 2200));
  await expect.poll(async () => (await wishes()).at(-1)).toMatchObject({ type: "go", place: { type: "networks" } });
});

test("searching searches, and Escape ends it", async () => {
  await show("networks");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("of");
  expect((await wishes()).at(-1)).toEqual({ type: "go", place: { type: "networks", search: "of", selected: null, from: 0 } });
  await page.keyboard.press("Escape");
  expect((await wishes()).at(-1)).toEqual({ type: "go", place: { type: "networks", search: "", selected: null, from: 0 } });
});

test("the keyboard's map is true", async () => {
  await show("network");
  await page.locator("body").press("Control+k");
  expect(await wishes()).toEqual([{ type: "find", text: "" }]);
  await page.locator("body").press("Control+,");
  expect(await wishes()).toEqual([{ type: "go", place: { type: "settings", page: "general" } }]);
  await page.locator("body").press("Control+c");
  expect(await wishes()).toEqual([{ type: "copy", text: "10.147.17.24" }]);
  await page.locator("body").press("Control+z");
  await page.locator("body").press("Control+Shift+z");
  expect(await wishes()).toEqual([{ type: "undo" }]);
  await page.locator("body").press("Control+w");
  await page.locator("body").press("Control+q");
  expect(await wishes()).toEqual([{ type: "closeWindow" }, { type: "quit" }]);
  await page.locator("body").press("?");
  expect(await page.getByRole("dialog").getByRole("heading").textContent()).toBe("Keyboard shortcuts");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("dialog").count()).toBe(0);
  await page.locator("body").press("Escape");
  expect((await wishes()).at(-1)).toEqual({ type: "go", place: { type: "networks", search: "", selected: null, from: 0 } });
});

test("Delete forgets the network whose row has the focus, and no other", async () => {
  await show("network");
  for (const place of ["body", ".inspector .switch >> nth=0", ".inspector .copy >> nth=0", "li.row .switch >> nth=0"]) {
    await page.locator(place).press("Delete");
    await page.locator(place).press("Backspace");
  }
  expect(await wishes()).toEqual([]);
  await row("home").locator(".name").press("Delete");
  expect(await wishes()).toEqual([{ type: "forget", network: HOME }]);
});

test("in a field Control+Z is the field's", async () => {
  await show("networks");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("of");
  await wishes();
  await page.keyboard.press("Control+z");
  expect((await wishes()).map(({ type }) => type)).not.toContain("undo");
});

test("Enter in a question that has just opened is a no", async () => {
  await show("network");
  await page.locator(".inspector").getByRole("switch", { name: "Replace the default route" }).focus();
  await page.keyboard.press("Enter");
  expect(await focused()).toBe("Cancel");
  await page.keyboard.press("Enter");
  expect(await page.getByRole("dialog").count()).toBe(0);
  expect(await wishes()).toEqual([]);
});

test("what a field held the last time is written over", async () => {
  await show("join-wrong");
  await page.keyboard.type("17d3");
  expect(await page.getByRole("dialog").getByRole("textbox").inputValue()).toBe("17d3");
});

test("the palette is walked and chosen from with the keyboard", async () => {
  await show("palette-typed");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([{ type: "find", text: null }, { type: "copy", text: "10.147.17.24" }]);
});

const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent?.trim());

test("the focus goes back to where it was when a dialog closes", async () => {
  await show("networks");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.keyboard.press("Escape");
  expect(await focused()).toBe("Join");
});

test("the focus goes back to the row when its inspector closes", async () => {
  await show("network");
  await page.locator(".inspector").getByRole("button", { name: "Close" }).click();
  expect((await focused())?.replace(/[\u2068\u2069]/g, "")).toBe("home, Connected");
});

test("under a pushed page nothing is reached", async () => {
  await show("network", { width: 420, height: 800 });
  expect(await focused()).toBe("Back");
  expect(await page.locator("li.row .name").first().isVisible()).toBe(false);
});

test("while the service is silent nothing is asked of it", async () => {
  await show("stopped-network");
  for (const control of await page.getByRole("switch").all()) {
    if ((await control.getAttribute("aria-label")) !== "Disconnect on quit") expect(await control.isDisabled()).toBe(true);
  }
  expect(await page.getByRole("button", { name: "Join", exact: true }).isDisabled()).toBe(true);
  await row("home").click({ button: "right" });
  expect(await page.getByRole("menuitem").allTextContents()).not.toContain("Disconnect");
});

test("one row of the list is in the Tab order", async () => {
  await show("networks");
  expect(await page.locator("li.row button[tabindex='0']").count()).toBe(3);
  await row("home").locator(".name").focus();
  await page.keyboard.press("ArrowDown");
  expect(await row("lab").locator("button[tabindex='0']").count()).toBe(2);
});

test("a network without a name of its own is renamed from an empty field", async () => {
  await show("networks");
  await row("home").locator(".name").focus();
  await page.keyboard.press("F2");
  expect(await page.getByRole("dialog").getByRole("textbox").inputValue()).toBe("");
});

test("the palette shows the keys of what it offers", async () => {
  await show("palette");
  expect(await page.getByRole("option", { name: "Join a network" }).locator("kbd").allTextContents()).toEqual(["Ctrl", "N"]);
});

test("an invitation is a code and a link", async () => {
  await show("network");
  await page.locator(".inspector").getByRole("button", { name: "More" }).first().click();
  await page.getByRole("menuitem", { name: "Invite…" }).click();
  expect(await page.getByRole("img", { name: "Code that joins" }).count()).toBe(1);
  await page.getByRole("button", { name: "Copy link" }).click();
  expect(await wishes()).toEqual([{ type: "copy", text: `https://joinzt.com/addnetwork?nwid=${HOME}&v=1` }]);
});

test("everything can be reached with the Tab key", async () => {
  await show("network");
  const reached = new Set<string>();
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    reached.add(await page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? ""));
  }
  const all = await page.locator("button:visible:not([tabindex='-1']), input:visible").evaluateAll((controls) =>
    controls.map((control) => control.getAttribute("aria-label") ?? control.textContent ?? ""),
  );
  expect(all.filter((label) => !reached.has(label))).toEqual([]);
});

test("the first page has one cause and one button", async () => {
  await show("no-access");
  await page.getByRole("button", { name: "Allow access" }).click();
  await page.getByRole("button", { name: "Look around first" }).click();
  expect(await wishes()).toEqual([{ type: "allowAccess" }, { type: "lookAround" }]);
});

test("settings apply at once", async () => {
  await show("settings-general");
  const appearance = page.getByRole("radiogroup", { name: "Appearance" });
  await appearance.getByRole("radio", { name: "Dark" }).click();
  await page.getByRole("switch", { name: "Start hidden" }).click();
  await page.getByRole("textbox", { name: "Name, like Home or Work" }).fill("Work");
  await page.keyboard.press("Enter");
  expect(await wishes()).toEqual([
    { type: "prefer", preference: { type: "appearance", value: "dark" } },
    { type: "prefer", preference: { type: "startHidden", on: true } },
    { type: "saveProfile", name: "Work" },
  ]);
});

test("a handful of networks fits without a scroll bar", async () => {
  await show("network");
  expect(await page.locator(".view").evaluate((view) => view.scrollHeight <= view.clientHeight)).toBe(true);
});

test("a narrow window shows the inspector as a page with a way back", async () => {
  await show("network", { width: 420, height: 800 });
  await page.getByRole("button", { name: "Back" }).click();
  expect((await wishes()).at(-1)).toEqual({ type: "go", place: { type: "networks", search: "", selected: null, from: 0 } });
});

test("a refresh moves nothing", async () => {
  await show("networks");
  const before = await page.screenshot();
  await page.evaluate(() => window.showFixture("networks"));
  expect(before.equals(await page.screenshot())).toBe(true);
});
