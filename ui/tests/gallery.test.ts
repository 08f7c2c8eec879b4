// Every view that Rust has exported is drawn without a complaint, without an accessibility violation, and fits.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { Gallery } from "./browser";
import { FIXTURES } from "./fixtures";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.open();
});

afterAll(async () => {
  await gallery.close();
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const results = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } };
    return await axe.run({ resultTypes: ["violations"] });
  });
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

describe.each(["light", "dark"] as const)("%s", (theme) => {
  let page: Page;

  beforeAll(async () => {
    page = await gallery.show("networks", { theme });
  });

  test.each(FIXTURES)("%s can be used by everybody", async (name) => {
    await page.setViewportSize({ width: 880, height: 600 });
    await gallery.open(page, name, theme);
    expect(await violations(page)).toEqual([]);
    for (const width of theme === "light" ? [320, 420, 880, 1200] : []) {
      await page.setViewportSize({ width, height: 600 });
      expect(await overflowing(page), `${width} pixels`).toEqual([]);
    }
  });
});

test.each(FIXTURES.filter((name) => name.startsWith("pseudo-")))("no sentence of %s is written outside the catalogue", async (name) => {
  const page = await gallery.show(name);
  const texts = await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    while (walker.nextNode()) {
      const owner = walker.currentNode.parentElement;
      const text = walker.currentNode.textContent?.trim();
      if (text && !owner?.closest("script, style, kbd, .mono, .copy, .name, option, code")) found.push(text);
    }
    const labels = [...document.querySelectorAll("[aria-label], [title], [placeholder]")].flatMap((element) =>
      ["aria-label", "title", "placeholder"].map((attribute) => element.getAttribute(attribute) ?? ""),
    );
    return [...found, ...labels];
  });
  // Isolated parts are names, addresses and numbers from elsewhere.
  const ours = texts.map((text) => text.replace(/\u2068[^\u2069]*\u2069/g, ""));
  const names = /^(home|lab|office|studio|home, account 1|home\.example|nas|spare-laptop|build-07|cam-yard|field-laptop|greenhouse|media-box|old-phone|studio-desk|test-vm|wall-panel|Home|Work|At home|Harbour, (old|networks)|Workshop|Scans|Robin Vale|(?:api|central)\.zerotier\.com|harbour|Perigee|Backup|inventory script|perigee on studio-desk|nightly export|first try|[a-z]+@org-[\da-f-]+\.ztsa · .*|central\.example|ZeroTier|allow(Managed|Global|Default|DNS)|[\d.:/a-f…]+)$/;
  expect(ours.filter((text) => /[A-Za-z]{3}/.test(text) && !names.test(text))).toEqual([]);
  await page.close();
});
