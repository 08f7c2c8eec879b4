// Wishes that are asked about before they are sent.
import type { Action } from "../bindings/Action";
import type { Question } from "../bindings/Question";
import { act } from "./app.svelte";
import { layers } from "./layer.svelte";

/** Sends the wish, after the person has said yes if there is a question. */
export function wish(action: Action, question: Question | null): void {
  if (question) layers.open = { type: "question", question, action };
  else act(action);
}
