// The icons as paths on a 16-pixel grid. A circle and a round rectangle are written as what they are.

const circle = (x: number, y: number, r: number): string => `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;

const box = (x: number, y: number, w: number, h: number, r: number): string =>
  `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}a${r} ${r} 0 0 1 ${r} ${-r}z`;

export const ICONS = {
  networks: circle(8, 3.6, 1.85) + circle(3.6, 12, 1.85) + circle(12.4, 12, 1.85) + "M7.1 5.3 4.5 10.3M8.9 5.3l2.6 5M5.5 12h5",
  administer: circle(6.25, 5.25, 2.5) + "M1.75 13.25c0-2.5 2-4.25 4.5-4.25.75 0 1.45.15 2.05.45M9.75 11.75l1.6 1.6 3.15-3.35",
  settings: "M2 4.75h6.5M13 4.75h1M2 11.25h1M7.5 11.25H14" + circle(10.75, 4.75, 2) + circle(5.25, 11.25, 2),
  search: circle(7, 7, 4.25) + "M10.2 10.2l3.3 3.3",
  copy:
    box(5.75, 5.75, 7.5, 7.5, 1.5) +
    "M10.25 5.75v-1.5a1.5 1.5 0 0 0-1.5-1.5h-4.5a1.5 1.5 0 0 0-1.5 1.5v4.5a1.5 1.5 0 0 0 1.5 1.5h1.5",
  more: circle(3.25, 8, 1.2) + circle(8, 8, 1.2) + circle(12.75, 8, 1.2),
  right: "M6.25 4 10.25 8l-4 4",
  down: "M4 6.25 8 10.25l4-4",
  plus: "M8 3.25v9.5M3.25 8h9.5",
  pen: "M3 13l.6-2.9 7-7a1.4 1.4 0 0 1 2 0l.3.3a1.4 1.4 0 0 1 0 2l-7 7z",
  left: "M9.75 4 5.75 8l4 4",
  choose: "M5.25 6 8 3.25 10.75 6M5.25 10 8 12.75 10.75 10",
  close: "M4.25 4.25l7.5 7.5M11.75 4.25l-7.5 7.5",
  check: "M3.25 8.5 6.5 11.75l6.25-7",
  undo: "M5.5 3 2.75 5.75 5.5 8.5M3 5.75h6.25a3.5 3.5 0 0 1 0 7H6",
  lock: box(3.25, 7, 9.5, 6.5, 1.5) + "M5.25 7V5a2.75 2.75 0 0 1 5.5 0v2",
  key: circle(5.25, 10.75, 3) + "M7.4 8.6l5.85-5.85M10.4 5.6l2.2 2.2",
} as const;

export type IconName = keyof typeof ICONS;

const WARN =
  "M8 1.9c.55 0 1.06.29 1.33.77l5.13 9.1c.58 1.02-.16 2.28-1.33 2.28H2.87c-1.17 0-1.91-1.26-1.33-2.28l5.13-9.1C6.94 2.19 7.45 1.9 8 1.9z" +
  "M7.2 6.1a.8.8 0 0 1 1.6 0v3a.8.8 0 0 1-1.6 0zM8 10.55a.9.9 0 1 1 0 1.8.9.9 0 0 1 0-1.8z";
const RING = circle(8, 8, 4.75);

/** The glyphs of states: their shape tells as much as their colour. */
export const GLYPHS = {
  connected: { path: circle(8, 8, 4.5), tone: "good" },
  off: { path: RING + circle(8, 8, 3.25), tone: "off" },
  unknown: { path: circle(8, 8, 1.75), tone: "off" },
  working: { path: RING + "M8 4.75v6.5a3.25 3.25 0 0 1 0-6.5z", tone: "work" },
  attention: { path: WARN, tone: "warn" },
  trouble: {
    path:
      "M5 2.5h6A2.5 2.5 0 0 1 13.5 5v6a2.5 2.5 0 0 1-2.5 2.5H5A2.5 2.5 0 0 1 2.5 11V5A2.5 2.5 0 0 1 5 2.5z" +
      "m1.06 2.5L5 6.06 6.94 8 5 9.94 6.06 11 8 9.06 9.94 11 11 9.94 9.06 8 11 6.06 9.94 5 8 6.94z",
    tone: "bad",
  },
  note: {
    path: circle(8, 8, 5.75) + "M8 4.65a.95.95 0 1 0 0 1.9.95.95 0 0 0 0-1.9zM7.2 8v2.9a.8.8 0 0 0 1.6 0V8a.8.8 0 0 0-1.6 0z",
    tone: "info",
  },
} as const;

export type GlyphName = keyof typeof GLYPHS;
