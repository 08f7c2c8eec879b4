// The focus is never nowhere, and what has it is seen to have it.
import { expect, test } from "vitest";

import { page, show } from "./stage";

/** What has the focus, and in which row. */
const focused = () =>
  page.evaluate(() => {
    const { activeElement: at } = document;
    const row = at?.closest<HTMLElement>("[data-network], [data-node], [data-credential], [data-key]");
    const { network, node, credential, key } = row?.dataset ?? {};
    return `${at?.tagName ?? ""} ${network ?? node ?? credential ?? key ?? ""}`.trim();
  });

const HOME = "17d395d8cb43a800";

test("the row of an inspector that has gone is stood in", async () => {
  await show("network");
  await page.locator(".inspector .copy").first().focus();
  await page.evaluate(() => window.showFixture("networks"));
  await expect.poll(focused).toBe(`BUTTON ${HOME}`);
});

test("what takes the place of a button has its focus", async () => {
  await show("members");
  const row = page.locator("tr[data-node]").first();
  await row.locator(".c-allow .button").focus();
  await row.locator(".c-allow").evaluate((cell) => {
    const next = document.createElement("button");
    next.className = "switch";
    cell.replaceChildren(next);
  });
  await expect.poll(focused).toBe("BUTTON 4b7e92d10f");
});

test("a row that has moved is still stood in, and the next one where it has gone", async () => {
  await show("members");
  const row = page.locator("tr[data-node='4b7e92d10f']");
  await row.focus();
  await row.evaluate((line) => document.querySelector("table")?.lastElementChild?.append(line));
  await expect.poll(focused).toBe("TR 4b7e92d10f");
  await row.evaluate((line) => {
    line.closest("tbody")?.prepend(line);
  });
  await expect.poll(focused).toBe("TR 4b7e92d10f");
  const next = await row.evaluate((line) => (line.nextElementSibling as HTMLElement).dataset.node);
  await row.evaluate((line) => {
    line.remove();
  });
  await expect.poll(focused).toBe(`TR ${next ?? ""}`);
});

test("a press on nothing leaves the focus to nobody", async () => {
  await show("networks");
  await page.locator("li.row .switch").first().focus();
  await page.locator("h1").click();
  await page.evaluate(() => window.showFixture("networks"));
  expect(await focused()).toBe("BODY");
});

test.each(["ArrowDown", "Enter"])("%s in the search enters the list", async (key) => {
  for (const [fixture, first] of [
    ["networks", `BUTTON ${HOME}`],
    ["members", "TR 4b7e92d10f"],
  ] as const) {
    await show(fixture);
    await page.keyboard.press("Control+f");
    await page.keyboard.press(key);
    await expect.poll(focused).toBe(first);
    if (fixture === "networks") await page.close();
  }
});

/** Controls whose ring is cut by something around them that cuts off what goes beyond it. */
const cut = () =>
  page.evaluate(() => {
    const bad: string[] = [];
    for (const control of document.querySelectorAll<HTMLElement>("button, input, select, textarea, tr[data-node]")) {
      if (!control.checkVisibility()) continue;
      control.focus({ preventScroll: false });
      if (document.activeElement !== control) continue;
      // Where the ring is drawn: on the control, what is stretched over its row, or the frame around a field.
      const styles: [Element, CSSStyleDeclaration][] = [[control, getComputedStyle(control)]];
      const label = control.closest(".search");
      if (label) styles.push([label, getComputedStyle(label)]);
      for (const [element, style] of styles) {
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0) continue;
        const beyond = parseFloat(style.outlineWidth) + parseFloat(style.outlineOffset);
        const { left, right, top, bottom } = element.getBoundingClientRect();
        for (let around = element.parentElement; around && around !== document.body; around = around.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(around);
          const box = around.getBoundingClientRect();
          const horizontally = overflowX !== "visible" && (left - beyond < box.left - 0.5 || right + beyond > box.right + 0.5);
          const vertically = overflowY !== "visible" && (top - beyond < box.top - 0.5 || bottom + beyond > box.bottom + 0.5);
          if (horizontally || vertically) bad.push(`${control.className || control.tagName} “${(control.getAttribute("aria-label") ?? control.textContent).slice(0, 30)}” in ${around.className || around.tagName}`);
        }
      }
    }
    return bad;
  });

test.each(["networks", "network", "central-legacy", "members", "member", "network-settings-edited", "tokens", "token", "settings-general", "settings-access", "join", "account", "palette", "stopped-network"])(
  "the ring of what has the focus is whole in %s",
  async (name) => {
    for (const width of [420, 880, 1200]) {
      await show(name, { width, height: 760 });
      // As the Tab key would: rings are drawn for keys.
      await page.keyboard.press("Tab");
      expect(await cut(), `${width} pixels`).toEqual([]);
      if (width < 1200) await page.close();
    }
  },
);
