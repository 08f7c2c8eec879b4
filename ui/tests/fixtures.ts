import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { View } from "../src/bindings/View";

const folder = fileURLToPath(new URL("../src/gallery/fixtures/", import.meta.url));

/** Every view that Rust has exported, by name. */
export const FIXTURES = readdirSync(folder).map((file) => file.replace(/\.json$/, ""));

export function fixture(name: string): View {
  return JSON.parse(readFileSync(`${folder}${name}.json`, "utf8")) as View;
}
