// One page of the gallery at a time, for tests that press and type; what was wished for is kept by the gallery.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";

import type { Action } from "../src/bindings/Action";
import { Gallery, type Look } from "./browser";

let gallery: Gallery;
export let page: Page;

beforeAll(async () => {
  gallery = await Gallery.open();
});

afterAll(async () => {
  await gallery.close();
});

afterEach(async () => {
  await page.close();
});

export async function show(fixture: string, look?: Look): Promise<void> {
  page = await gallery.show(fixture, look);
}

/** The wishes since the last time, but for those a pointer makes by being somewhere. */
export async function wishes(): Promise<Action[]> {
  return (await sent()).filter(({ type }) => type !== "holdRows");
}

/** All that was sent since the last time. */
export async function sent(): Promise<Action[]> {
  return await page.evaluate(() => window.wishes.splice(0));
}
