// What floats above the window: at most one dialog. With the text in a field, the only state the page owns.
import type { Action } from "../bindings/Action";
import type { Question } from "../bindings/Question";

export type Layer =
  | { type: "join" }
  | { type: "rename"; network: string; name: string; ownName: string; networkName: string }
  | { type: "question"; question: Question; action: Action }
  | { type: "invite"; name: string; link: string }
  | { type: "newNetwork" }
  | { type: "renameAccount"; authority: string; title: string; name: string }
  | { type: "addMember"; authority: string; network: string }
  | { type: "deleteNetwork"; authority: string; network: string; name: string }
  | { type: "keys" };

class Layers {
  open = $state.raw<Layer | null>(null);
}

export const layers = new Layers();
