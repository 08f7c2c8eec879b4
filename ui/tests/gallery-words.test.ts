// Every sentence on a page comes from the catalogue.
import { afterAll, beforeAll, expect, test } from "vitest";

import { Gallery } from "./browser";
import { FIXTURES } from "./fixtures";

let gallery: Gallery;

beforeAll(async () => {
  gallery = await Gallery.open();
});

afterAll(async () => {
  await gallery.close();
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
  const names = /^(home|lab|office|studio|home, account 1|home\.example|nas|spare-laptop|build-07|cam-yard|field-laptop|greenhouse|media-box|old-phone|studio-desk|test-vm|wall-panel|Home|Work|At home|Harbour, (old|networks)|Workshop|Scans|Robin Vale|(?:api|central)\.zerotier\.com|harbour|Perigee|Backup|inventory script|perigee on studio-desk|nightly export|first try|[a-z]+@org-[\da-f-]+\.ztsa|Looks after the networks from a desk\.|Exports the members at night\.|central\.example|ZeroTier|allow(Managed|Global|Default|DNS)|[\d.:/a-f…]+)$/;
  expect(ours.filter((text) => /[A-Za-z]{3}/.test(text) && !names.test(text))).toEqual([]);
  await page.close();
});
