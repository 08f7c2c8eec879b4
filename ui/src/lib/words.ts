// The sentences of the page: its file of the one catalogue. All others come with the view.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";

import page from "../../../crates/companion/locales/en/page.ftl?raw";
import { app } from "./app.svelte";

/** English in other letters: what is not in it was written outside the catalogue. */
export const PSEUDO = "en-XA";

const PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const OTHER = "åƀçđëƒğħïĵķłɱñöþɋřšťüṽŵẋýžÅƁÇĐËƑĞĦÏĴĶŁṀÑÖÞɊŘŠŤÜṼŴẊÝŽ";

function otherLetters(text: string): string {
  return Array.from(text, (letter) => OTHER[PLAIN.indexOf(letter)] ?? letter).join("");
}

const bundles = new Map<string, FluentBundle>();

function bundle(language: string): FluentBundle {
  const known = bundles.get(language);
  if (known) return known;
  const made = language === PSEUDO ? new FluentBundle(language, { transform: otherLetters }) : new FluentBundle(language);
  made.addResource(new FluentResource(page));
  bundles.set(language, made);
  return made;
}

/** The sentence of this name, with its parts filled in; each part is kept apart from the sentence's own direction. */
export function say(name: string, parts: Record<string, FluentVariable> = {}): string {
  const words = bundle(app.view?.language ?? "en");
  const pattern = words.getMessage(name)?.value;
  // Seen, and looked for by a test, rather than silently empty.
  if (!pattern) return `⟨${name}⟩`;
  return words.formatPattern(pattern, parts, []);
}
