// Which rows of a long list are asked for.
import { expect, test } from "vitest";

import { rowAt, topOf, wanted } from "../src/lib/window";

const sent = { from: 0, count: 60, total: 500 };

test("what is seen and near is there: nothing is asked for", () => {
  expect(wanted({ first: 0, last: 12 }, sent)).toBeNull();
  expect(wanted({ first: 40, last: 52 }, sent)).toBeNull();
});

test("near the end of what was sent, more is asked for, with some before", () => {
  expect(wanted({ first: 45, last: 57 }, sent)).toBe(25);
  expect(wanted({ first: 300, last: 312 }, sent)).toBe(280);
});

test("scrolling back asks for what is before", () => {
  expect(wanted({ first: 283, last: 295 }, { ...sent, from: 280 })).toBe(263);
  expect(wanted({ first: 0, last: 12 }, { ...sent, from: 280 })).toBe(0);
});

test("a short list is never asked for again", () => {
  expect(wanted({ first: 0, last: 12 }, { from: 0, count: 4, total: 4 })).toBeNull();
  expect(wanted({ first: 0, last: 0 }, { from: 0, count: 0, total: 0 })).toBeNull();
});

test("the end of a long list is the end", () => {
  expect(wanted({ first: 488, last: 500 }, { from: 460, count: 40, total: 500 })).toBeNull();
});

test("rows of two heights: where each begins, and which is where", () => {
  const heights = { tall: 40, low: 32, gap: 6, tallRows: 3 };
  expect([0, 1, 2, 3, 4, 10].map((row) => topOf(row, heights))).toEqual([6, 46, 86, 132, 164, 356]);
  expect([0, 6, 45, 46, 131, 132, 163, 164].map((top) => rowAt(top, heights))).toEqual([0, 0, 0, 1, 2, 3, 3, 4]);
  expect(topOf(5, { ...heights, tallRows: 0 })).toBe(160);
});
