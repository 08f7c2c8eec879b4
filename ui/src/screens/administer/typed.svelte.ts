// What is typed into the settings of a network. The page is ahead of the view while somebody types.
import type { FormView } from "../../bindings/FormView";
import type { NetworkForm } from "../../bindings/NetworkForm";
import { act } from "../../lib/app.svelte";

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

export class Typed {
  form: NetworkForm;
  private turn: number;
  /** Sent, and not yet in the view. */
  private sent: NetworkForm | null = null;

  constructor(
    private readonly authority: string,
    private readonly network: string,
    view: FormView,
  ) {
    this.form = $state(structuredClone(view.form));
    this.turn = view.turn;
  }

  /** Takes over what somebody else has changed; never while it is being typed into, unless it is another turn. */
  see(view: FormView, typing: boolean): void {
    if (this.sent && same(this.sent, view.form)) this.sent = null;
    const turned = view.turn !== this.turn;
    if (turned || (!typing && !this.sent)) {
      this.turn = view.turn;
      this.sent = null;
      if (!same($state.snapshot(this.form), view.form)) this.form = structuredClone(view.form);
    }
  }

  /** Something was typed: the whole form goes. */
  changed(): void {
    const form = $state.snapshot(this.form);
    this.sent = form;
    act({ type: "draft", authority: this.authority, network: this.network, form });
  }

  /** What was typed is given up. */
  discard(): void {
    this.sent = null;
    act({ type: "discardDraft", authority: this.authority, network: this.network });
  }
}
