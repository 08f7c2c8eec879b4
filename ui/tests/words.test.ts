// The page's sentences: each one that is used is in its file of the catalogue, and each of that file is used.
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { FluentResource } from "@fluent/bundle";
import { expect, test } from "vitest";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const locales = at("../../crates/companion/locales/en/");
const namesIn = (file: string): string[] => new FluentResource(readFileSync(locales + file, "utf8")).body.map((message) => message.id);
const names = new Set(namesIn("page.ftl"));

const files = readdirSync(at("../src"), { recursive: true, encoding: "utf8" }).filter((file) => /\.(ts|svelte)$/.test(file));
const sources = files.map((file) => ({ file, text: readFileSync(at(`../src/${file}`), "utf8") }));

/** Names put together from a beginning and a value. */
const FAMILIES = [
  /^settings-(general|access|about)$/,
  /^account-(find|legacy|new|controller|zeroPath)$/,
  /^tab-(members|networkSettings)$/,
  /^none-(all|waiting|allowed|away|hidden)$/,
  /^column-(name|address|lastSeen|version)$/,
  /^may-(bridge|no-auto|exempt)(-help)?$/,
  /^set-(private|broadcast|rfc4193|six-plane)(-help)?$/,
  /^set-(v4|v6-pools)$/,
  /^pool-(first|last)$/,
];

test("every sentence that is used is among the page's own", () => {
  for (const { file, text } of sources) {
    for (const [, name] of text.matchAll(/\b(?:say|send)\(\s*"([^"]+)"/g)) expect(names, `${file} says ${name}`).toContain(name);
    for (const [, name] of text.matchAll(/\bname: "(keys-[^"]+)"/g)) expect(names, `${file} says ${name}`).toContain(name);
  }
});

test("every sentence of the page's own is used", () => {
  const all = sources.map(({ text }) => text).join("\n");
  const unused = namesIn("page.ftl").filter((name) => !all.includes(`"${name}"`) && !FAMILIES.some((family) => family.test(name)));
  expect(unused).toEqual([]);
});
