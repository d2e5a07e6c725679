// The state of one recurrent network between two steps: h, and c for the LSTM, each [L, B, H], at addresses that stay. It lies in
// parameters for the sake of their memory alone: no module knows of them, and nothing trains them.

import { OptionError } from "../../core/errors.ts";
import { kernels } from "../../kernels/wasm/engine.ts";
import { forever, Parameter, Tensor } from "../../tensor/index.ts";
import { counted } from "../../words/counted.ts";

/** The state of one recurrent network in plain numbers: h, and c for the LSTM, each [L, B, H] row by row. */
export interface NetworkState {
  readonly h: ArrayLike<number>;
  readonly c?: ArrayLike<number>;
}

/** One layer's part: h and c are [1, B, H]. */
interface LayerState {
  readonly h: Tensor;
  readonly c: Tensor | undefined;
}

interface Memory {
  readonly h: Parameter;
  readonly c: Parameter | undefined;
  readonly layers: readonly LayerState[];
}

export class HeldState {
  readonly #shape: readonly [layers: number, batch: number, hidden: number];
  readonly #cellState: boolean;
  #memory: Memory | undefined;

  /** Zeros, for which memory is taken when they are first asked for. */
  constructor(layers: number, batch: number, hidden: number, cellState: boolean) {
    this.#shape = [layers, batch, hidden];
    this.#cellState = cellState;
  }

  /** The state that a layer starts from. */
  layer(index: number): LayerState {
    return this.#open().layers[index];
  }

  /** Makes a layer's new state the one that the next step starts from. */
  keep(index: number, h: Tensor, c: Tensor | undefined): void {
    const to = this.layer(index);
    kernels().copyArray(to.h.pointer(), h.pointer(), h.size);
    if (c && to.c) kernels().copyArray(to.c.pointer(), c.pointer(), c.size);
  }

  read(): { h: number[]; c?: number[] } {
    const { h, c } = this.#open();
    return c ? { h: [...h.value], c: [...c.value] } : { h: [...h.value] };
  }

  /** Throws OptionError STEPPER_STATE, naming the network by its position, when the numbers do not fit; nothing is changed then. */
  check(state: NetworkState | undefined, position: number): void {
    const { h, c } = this.#open();
    for (const [name, part] of [["h", h] as const, ["c", c] as const]) {
      if (!part) continue;
      const values = state?.[name];
      const wrong = values && Array.prototype.findIndex.call(values, (value) => typeof value !== "number");
      if (values?.length === part.size && wrong === -1) continue;
      const got = values ? (wrong === -1 ? counted(values.length, "number") : "what is no number") : "nothing";
      throw new OptionError(
        "STEPPER_STATE",
        "stepper.state",
        `got ${got} for ${name} of the recurrent network ${position}, expected ${counted(part.size, "number")} (layers x batch x hiddenSize = ${part.shape.join(" x ")})`,
      );
    }
  }

  write(state: NetworkState): void {
    const { h, c } = this.#open();
    h.value = state.h;
    if (c) c.value = state.c!;
  }

  reset(): void {
    const { h, c } = this.#open();
    for (const part of c ? [h, c] : [h]) part.value = new Float32Array(part.size);
  }

  dispose(): void {
    this.#memory?.h.dispose();
    this.#memory?.c?.dispose();
  }

  #open(): Memory {
    if (this.#memory) return this.#memory;
    const shape = this.#shape;
    const zeros = (): Parameter => new Parameter(new Float32Array(shape[0] * shape[1] * shape[2]), shape);
    const h = zeros();
    const c = this.#cellState ? zeros() : undefined;
    const layers = Array.from({ length: shape[0] }, (_, i) => ({ h: layerOf(h, i), c: c && layerOf(c, i) }));
    this.#memory = { h, c, layers };
    return this.#memory;
  }
}

/** A view of one layer's [1, B, H]. */
function layerOf(state: Parameter, layer: number): Tensor {
  const [, batch, hidden] = state.shape;
  const size = batch * hidden;
  return new Tensor(
    [1, batch, hidden],
    size,
    "step",
    "stepper",
    forever,
    state.pointer() + layer * size * 4,
    null,
    false,
  );
}
