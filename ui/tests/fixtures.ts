import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { View } from "../src/bindings/View";

const folder = fileURLToPath(new URL("../src/gallery/fixtures/", import.meta.url));

/** Every view that Rust has exported, by name. */
export const FIXTURES = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

export function fixture(name: string): View {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as View;
}

/** A day so many days from the fixtures' own, as it is typed. */
export function dayIn(days: number): string {
  return new Date(Date.parse(fixture("tokens").today) + days * 86_400_000).toISOString().slice(0, 10);
}
