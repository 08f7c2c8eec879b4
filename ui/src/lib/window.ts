// A long list is a window of rows: Rust sends some rows and says how many there are. This says which to ask for.

export type Rows = { from: number; count: number; total: number };

/** Rows sent before the first one that is seen, so that scrolling back finds them there. */
const BEFORE = 20;
/** So near to the edge of what was sent, more is asked for. */
const NEAR = 6;

/** The first row to ask for, or null if what was sent will do. */
export function wanted(seen: { first: number; last: number }, sent: Rows): number | null {
  const first = Math.max(0, seen.first - NEAR);
  const last = Math.min(sent.total - 1, seen.last + NEAR);
  const enough = first >= sent.from && last < sent.from + sent.count;
  const from = Math.max(0, seen.first - BEFORE);
  return enough || from === sent.from ? null : from;
}

/** A table in which the first rows are taller, with a gap before and after them. All in pixels. */
export type Heights = { tall: number; low: number; gap: number; tallRows: number };

/** How far below the first row's place this row begins; with the number of all rows, the height of all. */
export function topOf(row: number, { tall, low, gap, tallRows }: Heights): number {
  if (tallRows === 0) return row * low;
  return row < tallRows ? gap + row * tall : 2 * gap + tallRows * tall + (row - tallRows) * low;
}

/** The row that is so far below the first row's place. */
export function rowAt(top: number, heights: Heights): number {
  const { tall, low, gap, tallRows } = heights;
  const rest = top - topOf(tallRows, heights);
  const row = rest >= 0 ? tallRows + rest / low : Math.min((top - gap) / tall, tallRows - 1);
  return Math.max(0, Math.floor(row));
}
