// Every text can be read and every control seen: computed from the tokens themselves.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

const css = readFileSync(fileURLToPath(new URL("../src/style/tokens.css", import.meta.url)), "utf8");

/** The colours of a block, the light ones beneath the dark ones. */
function tokens(theme: "light" | "dark"): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, selector, body] of css.matchAll(/(:root[^{]*)\{([^}]*)\}/g)) {
    const isDark = selector?.includes("dark");
    if (selector?.includes(":root:root") || (isDark && theme === "light")) continue;
    for (const [, name, value] of (body ?? "").matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(name ?? "", value ?? "");
  }
  return found;
}

type Colour = [number, number, number, number];

function colour(text: string): Colour {
  const hex = /^#(..)(..)(..)$/.exec(text);
  if (hex) return [1, 2, 3].map((at) => parseInt(hex[at] ?? "", 16)).concat(1) as Colour;
  const rgb = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(text);
  if (!rgb) throw new Error(`${text} is no colour`);
  return [1, 2, 3, 4].map((at) => Number(rgb[at])) as Colour;
}

function over(top: Colour, below: Colour): Colour {
  const mix = (at: 0 | 1 | 2): number => top[at] * top[3] + below[at] * (1 - top[3]);
  return [mix(0), mix(1), mix(2), 1];
}

function luminance([r, g, b]: Colour): number {
  const [red = 0, green = 0, blue = 0] = [r, g, b].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["canvas", "surface", "selected", "raised", "picked"];
const WASHES = ["good-wash", "warn-wash", "bad-wash", "info-wash"];

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const known = tokens(theme);
  const named = (name: string): Colour => colour(known.get(name) ?? `no ${name}`);

  const expectReadable = (text: string, ground: Colour, least: number): void => {
    expect(contrast(named(text), ground), text).toBeGreaterThanOrEqual(least);
  };

  test.each([...GROUNDS, ...WASHES])("text on %s", (ground) => {
    for (const text of ["text", "muted"]) expectReadable(text, named(ground), 4.5);
    expectReadable("text", over(named("fill"), named(ground)), 4.5);
  });

  test.each(["canvas", "surface", "selected", "raised"])("hints on %s", (ground) => {
    expectReadable("faint", named(ground), 4.5);
  });

  test("a state's words on paper and on a selected row, and on their wash", () => {
    for (const state of ["good", "warn", "bad", "info"]) {
      for (const ground of ["canvas", "surface", "selected", `${state}-wash`]) expectReadable(state, named(ground), 4.5);
    }
  });

  test.each(GROUNDS)("outlines and focus rings on %s", (ground) => {
    for (const line of ["edge", "focus"]) expectReadable(line, named(ground), 3);
  });

  test("what stands on ink", () => expectReadable("on-ink", named("ink"), 4.5));
});
