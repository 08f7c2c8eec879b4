// Menus: what they hold, and where they open.

/** Null is a line between. */
export type Item = {
  label: string;
  /** It is on or off, and shows which. */
  checked?: boolean;
  press: () => void;
} | null;

export type Spot = { x: number; y: number };

/** Below the button that was pressed. */
export function below({ currentTarget }: Event): Spot {
  const { left, bottom } = (currentTarget as HTMLElement).getBoundingClientRect();
  return { x: left, y: bottom };
}
