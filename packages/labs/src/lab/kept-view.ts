// A view of networks that may outlive the run: who watches still turns the dial when it has ended.

import type { Block } from "@recurra/report";
import type { LabContext, LabResult, LabView } from "./lab.ts";

export class KeptView implements LabView {
  readonly draw: (dial?: number) => readonly Block[];
  readonly #networks: readonly { dispose(): void }[];
  #kept = false;

  constructor(networks: readonly { dispose(): void }[], draw: (dial?: number) => readonly Block[]) {
    this.#networks = networks;
    this.draw = draw;
  }

  /** The result with this view behind it, where somebody watches: the networks are then theirs to dispose of. */
  behind({ watch }: LabContext, result: LabResult): LabResult {
    if (watch === undefined) return result;
    this.#kept = true;
    return { ...result, view: { draw: this.draw, dispose: () => this.#dispose() } };
  }

  /** Called however the run ends: the networks go, but for those of a result that is looked at. */
  end(): void {
    if (!this.#kept) this.#dispose();
  }

  #dispose(): void {
    for (const network of this.#networks) network.dispose();
  }
}
