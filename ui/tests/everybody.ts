// Every view that Rust has exported is drawn without a complaint, without an accessibility violation, and fits.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { Gallery } from "./browser";
import { FIXTURES } from "./fixtures";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** In another theme the same page differs by its colours alone. */
async function violations(page: Page, theme: "light" | "dark"): Promise<string[]> {
  await page.evaluate(axe);
  const options: RunOptions = { resultTypes: ["violations"], ...(theme === "dark" ? { runOnly: ["color-contrast"] } : {}) };
  const results = await page.evaluate(async (options) => {
    const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    return await axe.run(options);
  }, options);
  return results.violations.flatMap((broken) => broken.nodes.map((node) => `${broken.id}: ${node.html}\n  ${node.failureSummary ?? ""}`));
}

/** What is wider than its window, or cut although it is a word of state. */
async function overflowing(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const shown = (element: Element): string => `${element.className || element.tagName}: ${element.textContent?.trim().slice(0, 40) ?? ""}`;
    const wide = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, left, width } = element.getBoundingClientRect();
      const decoration = element.closest("svg, .hush") !== null;
      // What stands in a cell that ends in dots goes no further than the cell.
      const ends = element.parentElement !== null && getComputedStyle(element.parentElement).textOverflow === "ellipsis";
      return !decoration && !ends && width > 1 && (right > innerWidth + 1 || left < -1);
    });
    const cut = [...document.querySelectorAll(".row .state, .button, .me .state")].filter(
      (element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0,
    );
    return [...wide.map((element) => `wide ${shown(element)}`), ...cut.map((element) => `cut ${shown(element)}`)];
  });
}

export function everybody(theme: "light" | "dark"): void {
  let gallery: Gallery;
  let page: Page;

  beforeAll(async () => {
    gallery = await Gallery.open();
    page = await gallery.show("networks", { theme });
  });

  afterAll(async () => {
    await gallery.close();
  });

  test.each(FIXTURES)("%s can be used by everybody", async (name) => {
    await page.setViewportSize({ width: 880, height: 600 });
    await gallery.open(page, name, theme);
    expect(await violations(page, theme)).toEqual([]);
    for (const width of theme === "light" ? [320, 420, 880, 1200] : []) {
      await page.setViewportSize({ width, height: 600 });
      expect(await overflowing(page), `${width} pixels`).toEqual([]);
    }
  });
}
