// Light or dark, and the height of rows, set on the document before it is painted.
import type { View } from "../bindings/View";

const dark = matchMedia("(prefers-color-scheme: dark)");

let chosen: View["appearance"] = "system";

function dress(): void {
  const isDark = chosen === "dark" || (chosen === "system" && dark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

dark.addEventListener("change", dress);
dress();

export function wear(view: View): void {
  chosen = view.appearance;
  dress();
  document.documentElement.dataset.density = view.density;
  document.documentElement.lang = view.language;
}
