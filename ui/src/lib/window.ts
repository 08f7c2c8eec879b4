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
