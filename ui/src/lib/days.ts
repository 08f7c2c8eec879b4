// The days that are proposed for the end of a credential.
import { app } from "./app.svelte";

const DAY = 86_400_000;

/** Ends that are proposed; `label` is a name in the catalogue. */
export const SOON = [
  { days: 30, label: "in-30-days" },
  { days: 90, label: "in-90-days" },
  { days: 365, label: "in-a-year" },
];

/** The day so many days from today, as it is typed. Days are those of UTC, as in the records. */
export function dayIn(days: number): string {
  const today = Date.parse(app.view?.today ?? "");
  return Number.isNaN(today) ? "" : new Date(today + days * DAY).toISOString().slice(0, 10);
}
