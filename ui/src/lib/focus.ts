// The focus is never nowhere: when what had it is taken away, it goes on at what is nearest.

const CONTROLS = "button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), tr[data-node]";
const ROWS = "li[data-network], tr[data-node], li[data-credential], li[data-row]";
/** What floats above the window has a way back of its own. */
const LAYERS = "dialog[open], [role=menu]";

/** Where somebody stands: what has the focus, and what it is part of, from the inside out. */
type Stand = {
  element: HTMLElement;
  around: { parent: Element; index: number }[];
  row: HTMLElement | null;
  inspector: HTMLElement | null;
  /** It can't have the focus for a while. */
  dimmed: boolean;
};

/** Its name among all rows; that of an inspector is the one of its row. */
const keyOf = ({ dataset }: HTMLElement): string | undefined => dataset.network ?? dataset.node ?? dataset.credential ?? dataset.row ?? dataset.key;

/** What of a row takes the focus. */
const mainOf = (row: Element): HTMLElement | null => row.querySelector<HTMLElement>("button.name") ?? (row instanceof HTMLElement && row.matches("tr") ? row : null);

const rowOf = (key: string | undefined): HTMLElement | undefined => [...document.querySelectorAll<HTMLElement>(ROWS)].find((row) => keyOf(row) === key);

/** Enters the row of this network, member or token, if it is here. */
export function enterRow(key: string): boolean {
  const row = rowOf(key);
  return enter(row && mainOf(row));
}

/** A row that will be here in a while is entered then, unless a key or a press goes elsewhere first. */
let expected: string | null = null;

export function expectRow(key: string): void {
  expected = key;
}

/** Enters the list that is shown, at its first row. */
export function enterList(): boolean {
  const row = document.querySelector(`main :is(${ROWS})`);
  return enter(row && mainOf(row));
}

function enter(element: HTMLElement | null | undefined): boolean {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: "nearest" });
  return element != null;
}

function standAt(element: HTMLElement): Stand {
  const around: Stand["around"] = [];
  for (let child: Element = element; child.parentElement; child = child.parentElement) {
    around.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
  }
  return { element, around, row: element.closest<HTMLElement>(ROWS), inspector: element.closest<HTMLElement>(".inspector"), dimmed: element.matches(":disabled") };
}

const isSeen = (element: Element): boolean => element.isConnected && element.checkVisibility();

/** The same place in what is left; else the row again, or the one the inspector was of. */
function nearest({ around, row, inspector }: Stand): HTMLElement | null {
  const moved = row && !isSeen(row) ? rowOf(keyOf(row)) : undefined;
  const closed = inspector && !isSeen(inspector) ? rowOf(keyOf(inspector)) : undefined;
  const again = moved ?? closed;
  if (again) return mainOf(again);
  for (const { parent, index } of around) {
    if (!isSeen(parent)) continue;
    const child = parent.children[Math.min(index, parent.children.length - 1)];
    const found = child && first(child);
    if (found) return found;
  }
  return null;
}

/** The first control in it, or of it. */
function first(element: Element): HTMLElement | null {
  if (element.matches(ROWS)) return mainOf(element);
  const controls = element.matches(CONTROLS) ? [element] : [...element.querySelectorAll(CONTROLS)];
  return controls.find((control): control is HTMLElement => control instanceof HTMLElement && isSeen(control)) ?? null;
}

class Focus {
  private stand: Stand | null = null;

  /** Something has got the focus. */
  enter(target: EventTarget | null): void {
    if (target instanceof HTMLElement && !target.closest(LAYERS)) this.stand = standAt(target);
  }

  /** The page has changed. */
  look(): void {
    if (expected && !document.querySelector(LAYERS) && enterRow(expected)) expected = null;
    const { stand } = this;
    if (!stand) return;
    const lost = document.activeElement === document.body && !document.querySelector(LAYERS);
    if (isSeen(stand.element)) {
      const now = standAt(stand.element);
      const moved = stand.around.some(({ parent, index }, step) => parent !== now.around[step]?.parent || index !== now.around[step]?.index);
      now.dimmed ||= lost && stand.dimmed;
      const back = lost && (moved || (stand.dimmed && !stand.element.matches(":disabled")));
      // Where it stood and not dimmed, it was left by hand.
      this.stand = lost && !back && !now.dimmed ? null : now;
      if (back) stand.element.focus({ preventScroll: true });
    } else if (lost) {
      nearest(stand)?.focus({ preventScroll: true });
    }
  }
}

/** To be called once. */
export function keepFocus(): void {
  const focus = new Focus();
  for (const type of ["keydown", "pointerdown"]) addEventListener(type, () => (expected = null), { capture: true });
  addEventListener("focusin", (event) => focus.enter(event.target));
  new MutationObserver(() => focus.look()).observe(document.body, { subtree: true, childList: true, attributes: true });
}
