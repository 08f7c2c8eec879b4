// Presses count for what was under the pointer when they began.
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { page, show, wishes } from "./stage";

/** The middle of a control. */
async function middle(css: string): Promise<{ x: number; y: number }> {
  const box = await page.locator(css).first().boundingBox();
  if (!box) throw new Error(`${css} is not there`);
  return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) };
}

const press = async ({ mouse }: Page): Promise<void> => {
  await mouse.down();
  await mouse.up();
};

/** What was done with networks and members. */
const deeds = async (): Promise<unknown[]> => (await wishes()).filter(({ type }) => !["go", "find"].includes(type));

/** The first switch of the list comes to lie so far below its place, as if something had been put above it. */
async function push(pixels: number): Promise<void> {
  await page.locator("ul.list").evaluate((list, pixels) => ((list as HTMLElement).style.marginTop = `${pixels}px`), pixels);
}

const ROW = 44;

test("what has come under a pointer that rests is not pressed", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(2) .switch");
  await page.mouse.move(x, y);
  await push(ROW);
  await press(page);
  // A hand that trembles.
  await page.mouse.move(x + 2, y - 2);
  await press(page);
  expect(await deeds()).toEqual([]);
  // It goes elsewhere and comes back: it has been seen.
  await page.mouse.move(x + 20, y);
  await page.mouse.move(x, y);
  await press(page);
  expect(await deeds()).toMatchObject([{ type: "disconnect", network: "17d395d8cb43a800" }]);
});

test("what has lain there long enough to be seen is pressed", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(2) .switch");
  await page.mouse.move(x, y);
  await push(ROW);
  await expect
    .poll(
      async () => {
        await press(page);
        return (await deeds()).length;
      },
      { timeout: 10_000 },
    )
    .toBe(1);
});

test("what was there before and is there again is pressed", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(1) .switch");
  await page.mouse.move(x, y);
  await push(ROW);
  await push(0);
  await press(page);
  expect(await deeds()).toHaveLength(1);
});

test("a press that ends on another control acts on neither", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(2) .switch");
  await page.mouse.move(x, y);
  await page.mouse.down();
  await push(ROW);
  await page.mouse.up();
  expect(await wishes()).toEqual([]);
});

test("a control that is drawn anew is still the same", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(1) .switch");
  await page.mouse.move(x, y);
  await page.evaluate(() => window.showFixture("networks"));
  await page.locator("li.row").first().evaluate((row) => row.replaceWith(row));
  await press(page);
  expect(await deeds()).toHaveLength(1);
});

test("keys and assistive programs press without a pointer", async () => {
  await show("networks");
  const { x, y } = await middle("li.row:nth-child(2) .switch");
  await page.mouse.move(x, y);
  await push(ROW);
  await page.locator("li.row:nth-child(1) .switch").press("Enter");
  await page.locator("li.row:nth-child(1) .switch").evaluate((control) => (control as HTMLElement).click());
  expect(await deeds()).toHaveLength(2);
});

test("whoever turns the wheel presses what has come", async () => {
  await show("crowded");
  const { x, y } = await middle("li.row:nth-child(5) .switch");
  await page.mouse.move(x, y);
  const before = await page.evaluate(([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.closest("li")?.dataset.network, [x, y]);
  await page.mouse.wheel(0, 3 * ROW);
  const now = () => page.evaluate(([x, y]) => document.elementFromPoint(x ?? 0, y ?? 0)?.closest("li")?.dataset.network, [x, y]);
  await expect.poll(now).not.toBe(before);
  await press(page);
  expect(await deeds()).toMatchObject([{ network: await now() }]);
});
