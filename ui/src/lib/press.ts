// A press counts for what was there when it began. What has come under a pointer that rests is not pressed before
// somebody can have seen it; a press that begins on one control never acts on another.

/** So long it takes to see that something else lies there, in milliseconds. */
const SEEN = 1000;
/** A hand that presses twice trembles: within so many pixels a pointer rests. */
const REST = 6;
/** A list goes on moving for so long after the wheel was turned, in milliseconds. */
const ROLLS = 300;

/** What acts when it is pressed. Beside an open dialog, the dialog itself: it closes. */
const CONTROLS = "button, input, select, textarea, [role=option], tr[data-node], .box > div, dialog";
const ROWS = "[data-network], [data-node], [data-credential], [data-row], [data-key]";
/** Numbers and keys beside a word don't change what it does. */
const ASIDE = ".count, kbd, .hush";

/** A control, and what it does as far as can be told from the page: of which row, and by what name. */
type Control = { element: Element; kind: string; row: string; text: string; label: string };
type Spot = { x: number; y: number };

export function controlOf(target: EventTarget | null): Control | null {
  const element = target instanceof Element ? target.closest(CONTROLS) : null;
  if (!element) return null;
  const row = element.closest<HTMLElement>(ROWS);
  // A row's own text is how it stands, which may change: what it does is to open.
  const text = row === element || element.matches("dialog") ? "" : textOf(element);
  return {
    element,
    kind: `${element.tagName} ${element.getAttribute("role") ?? ""}`,
    row: JSON.stringify({ ...row?.dataset }),
    text,
    label: text ? "" : (element.getAttribute("aria-label") ?? ""),
  };
}

const textOf = (element: Element): string =>
  [...element.childNodes].map((child) => (child instanceof Element && child.matches(ASIDE) ? "" : (child.textContent ?? ""))).join("");

/** Drawn anew it is still the same. The label of what has no text may say how it stands, so it counts only then. */
function isSame(one: Control | null, other: Control | null): boolean {
  if (!one || !other) return one === other;
  const does = one.kind === other.kind && one.row === other.row && one.text === other.text;
  return does && (one.element === other.element || one.label === other.label);
}

const isNear = (one: Spot, other: Spot): boolean => Math.hypot(one.x - other.x, one.y - other.y) <= REST;

/** Where the pointer is, what was seen there, and since when something else lies there. */
class Pointer {
  private at: Spot | null = null;
  private seen: Control | null = null;
  private now: Control | null = null;
  private changed: (Spot & { since: number }) | null = null;
  private pressed: { control: Control | null; counts: boolean } | null = null;
  private rolled = -Infinity;

  move(event: PointerEvent): void {
    const to = spotOf(event);
    // Webviews also send moves of a pointer that rests, after something has moved below it.
    if (this.at?.x === to.x && this.at.y === to.y) {
      this.look();
      return;
    }
    this.at = to;
    if (!this.changed || !isNear(this.changed, to)) this.see(controlOf(event.target));
  }

  /** The page has changed. */
  look(): void {
    if (!this.at) return;
    const now = controlOf(document.elementFromPoint(this.at.x, this.at.y));
    if (isSame(now, this.seen)) this.changed = null;
    else if (!this.changed || !isSame(now, this.now)) this.changed = { ...this.at, since: performance.now() };
    this.now = now;
  }

  roll(event: WheelEvent): void {
    this.rolled = event.timeStamp;
  }

  scroll(event: Event): void {
    this.look();
    // Whoever turns the wheel looks at what comes.
    if (event.timeStamp - this.rolled < ROLLS) this.see(this.now);
  }

  down(event: PointerEvent): void {
    const to = spotOf(event);
    const control = controlOf(event.target);
    // A finger is nowhere before it presses.
    const rests = this.at !== null && isNear(this.at, to);
    if (this.changed && !isNear(this.changed, to)) this.changed = null;
    // Without a change that was noticed, it has been something else just now.
    const since = this.changed?.since ?? event.timeStamp;
    const counts = !rests || isSame(control, this.seen) || event.timeStamp - since >= SEEN;
    this.pressed = { control, counts };
    this.at = to;
    if (counts || !this.changed) this.see(control);
    if (!counts) swallow(event);
  }

  /** The mouse's own event of a press: it moves the focus, and closes a dialog it falls beside. */
  mouse(event: MouseEvent): void {
    if (this.pressed && !this.pressed.counts) swallow(event);
  }

  click(event: MouseEvent): void {
    const pressed = this.pressed;
    this.pressed = null;
    // Keys and assistive programs click without a pointer.
    if (!pressed || event.detail === 0) return;
    if (!pressed.counts || !isSame(controlOf(event.target), pressed.control)) swallow(event);
  }

  private see(control: Control | null): void {
    this.seen = control;
    this.now = control;
    this.changed = null;
  }
}

const spotOf = ({ clientX, clientY }: MouseEvent): Spot => ({ x: clientX, y: clientY });

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}

/** Stands before every other listener; to be called once. */
export function guardPresses(): void {
  const pointer = new Pointer();
  const first = { capture: true };
  addEventListener("pointermove", (event) => pointer.move(event), { capture: true, passive: true });
  addEventListener("wheel", (event) => pointer.roll(event), { capture: true, passive: true });
  addEventListener("scroll", (event) => pointer.scroll(event), { capture: true, passive: true });
  addEventListener("resize", () => pointer.look());
  addEventListener("pointerdown", (event) => pointer.down(event), first);
  addEventListener("mousedown", (event) => pointer.mouse(event), first);
  addEventListener("click", (event) => pointer.click(event), first);
  new MutationObserver(() => pointer.look()).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
}
