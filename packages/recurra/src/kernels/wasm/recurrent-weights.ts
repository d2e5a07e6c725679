// One layer's weights as panels, for the products of the forward and the backward pass. PyTorch's matrices
// weight_ih [gates * H, I] and weight_hh [gates * H, H] are joined into one of K = I + 1 + H rows; the 1 carries the biases.
import { kernels, u8 } from "./engine.ts";
import { type Cell, gateCount, gateSlots, toPanels } from "./recurrent-layout.ts";

/** Where a layer's parameters lie; 0 for a bias that there is none of. */
export interface WeightPointers {
  readonly inputWeight: number;
  readonly hiddenWeight: number;
  readonly inputBias: number;
  readonly hiddenBias: number;
}

/** Packed weights of one layer and direction, in memory that `reserve` gives and takes back. */
export class RecurrentWeights {
  /** Panels of the forward product(s) A, B, C and of the backward ones: for h (A, B) and for x (XA, XB). */
  readonly forward: readonly number[];
  readonly backward: readonly number[];
  readonly #cell: Cell;
  readonly #inputs: number;
  readonly #hidden: number;

  constructor(cell: Cell, inputs: number, hidden: number, reserve: (bytes: number) => number) {
    this.#cell = cell;
    this.#inputs = inputs;
    this.#hidden = hidden;
    const padded = toPanels(hidden);
    const wide = toPanels(inputs);
    const k = inputs + 1 + hidden;
    const slots = gateSlots(cell);
    const zeroed = (floats: number): number => (floats === 0 ? 0 : filled(reserve(floats * 4), floats * 4));
    if (cell === "gru") {
      this.forward = [k * 2 * padded, (1 + hidden) * padded, (inputs + 1) * padded].map(zeroed);
      this.backward = [3 * hidden * padded, 0, 2 * hidden * wide, hidden * wide].map(zeroed);
    } else if (cell === "gru-reset-before") {
      this.forward = [k * 2 * padded, k * padded, 0].map(zeroed);
      this.backward = [2 * hidden * padded, hidden * padded, 3 * hidden * wide, 0].map(zeroed);
    } else {
      this.forward = [k * slots * padded, 0, 0].map(zeroed);
      this.backward = [slots * hidden * padded, 0, slots * hidden * wide, 0].map(zeroed);
    }
  }

  /** Packs the parameters anew. Pads were zeroed once and are never written. */
  pack(from: WeightPointers): void {
    for (let gate = 0; gate < gateCount(this.#cell); gate++) {
      this.#packForward(from, gate);
      this.#packBackward(from, gate);
    }
  }

  #packForward(from: WeightPointers, gate: number): void {
    const hidden = this.#hidden;
    const inputs = this.#inputs;
    const padded = toPanels(hidden);
    const weights = kernels();
    const [a, b, c] = this.forward;
    const inputWeight = from.inputWeight + gate * hidden * inputs * 4;
    const hiddenWeight = from.hiddenWeight + gate * hidden * hidden * 4;
    const inputBias = from.inputBias && from.inputBias + gate * hidden * 4;
    const hiddenBias = from.hiddenBias && from.hiddenBias + gate * hidden * 4;
    if (this.#cell === "gru" && gate === 2) {
      weights.packRow(b, 1 + hidden, 0, 0, hiddenBias, 0, hidden);
      weights.packBlock(b, 1 + hidden, 1, 0, hiddenWeight, hidden, hidden, 1, hidden);
      weights.packBlock(c, inputs + 1, 0, 0, inputWeight, inputs, hidden, 1, inputs);
      weights.packRow(c, inputs + 1, inputs, 0, inputBias, 0, hidden);
      return;
    }
    const apart = this.#cell === "gru-reset-before" && gate === 2;
    const to = apart ? b : a;
    const column = apart ? 0 : gate * padded;
    const k = inputs + 1 + hidden;
    weights.packBlock(to, k, 0, column, inputWeight, inputs, hidden, 1, inputs);
    weights.packRow(to, k, inputs, column, inputBias, hiddenBias, hidden);
    weights.packBlock(to, k, inputs + 1, column, hiddenWeight, hidden, hidden, 1, hidden);
  }

  #packBackward(from: WeightPointers, gate: number): void {
    const hidden = this.#hidden;
    const inputs = this.#inputs;
    const weights = kernels();
    const [a, b, xa, xb] = this.backward;
    const inputWeight = from.inputWeight + gate * hidden * inputs * 4;
    const hiddenWeight = from.hiddenWeight + gate * hidden * hidden * 4;
    const count = gateCount(this.#cell);
    if (this.#cell === "gru-reset-before" && gate === 2) {
      weights.packBlock(b, hidden, 0, 0, hiddenWeight, hidden, hidden, hidden, 1);
    } else {
      const rows = (this.#cell === "gru-reset-before" ? 2 : count) * hidden;
      weights.packBlock(a, rows, gate * hidden, 0, hiddenWeight, hidden, hidden, hidden, 1);
    }
    if (this.#cell === "gru" && gate === 2) {
      weights.packBlock(xb, hidden, 0, 0, inputWeight, hidden, inputs, inputs, 1);
    } else {
      const rows = (this.#cell === "gru" ? 2 : count) * hidden;
      weights.packBlock(xa, rows, gate * hidden, 0, inputWeight, hidden, inputs, inputs, 1);
    }
  }
}

function filled(pointer: number, bytes: number): number {
  u8().fill(0, pointer, pointer + bytes);
  return pointer;
}
