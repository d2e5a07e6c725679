// One layer of a recurrent network, one or two directions, as a single node of the tape. The kernels run over the whole
// sequence; both directions write side by side into one output. Packed weights are renewed when a parameter changed.
import { writeWords } from "../../kernels/wasm/engine.ts";
import { packWhen } from "../../kernels/wasm/recorder.ts";
import { recurrentBackward, recurrentForward } from "../../kernels/wasm/recurrent.ts";
import { type Cell, layoutOf } from "../../kernels/wasm/recurrent-layout.ts";
import { RecurrentWeights, type WeightPointers } from "../../kernels/wasm/recurrent-weights.ts";
import type { Parameter } from "../../tensor/parameter.ts";
import { scratch } from "../../tensor/step.ts";
import { record, recording, versionsOf } from "../../tensor/tape.ts";
import { allocateTensor, type Tensor } from "../../tensor/tensor.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";

/** The parameters of one direction of one layer. */
export interface DirectionParameters {
  readonly inputWeight: Parameter;
  readonly hiddenWeight: Parameter;
  readonly inputBias: Parameter | undefined;
  readonly hiddenBias: Parameter | undefined;
}

/** Packed weights, and the versions of the parameters that they were made from. */
interface PackedCopy {
  readonly weights: RecurrentWeights;
  version: number;
}

/** One direction: its parameters, and their packed copies. */
class Direction {
  readonly parameters: DirectionParameters;
  readonly list: readonly Parameter[];
  readonly #cell: Cell;
  readonly #inputs: number;
  readonly #hidden: number;
  #panels: PackedCopy | undefined;
  #wide: PackedCopy | undefined;

  constructor(cell: Cell, inputs: number, hidden: number, parameters: DirectionParameters) {
    this.#cell = cell;
    this.#inputs = inputs;
    this.#hidden = hidden;
    this.parameters = parameters;
    const { inputWeight, hiddenWeight, inputBias, hiddenBias } = parameters;
    this.list = [inputWeight, hiddenWeight, inputBias, hiddenBias].filter((p) => p !== undefined);
  }

  /** Grows with every change of a parameter. */
  get version(): number {
    return versionsOf(this.list);
  }

  /**
   * Packed weights of the parameters as they are now, `wide` for products by a BLAS. Versions only grow, so their sum tells every
   * change.
   */
  weights(wide: boolean): RecurrentWeights {
    const { inputWeight, hiddenWeight, inputBias, hiddenBias } = this.parameters;
    const source = inputWeight.pointer();
    let copy = wide ? this.#wide : this.#panels;
    if (copy === undefined) {
      // The packed copy goes with the parameter that it is made from.
      const reserve = (bytes: number): number => inputWeight.reserve(bytes).pointer;
      copy = { weights: new RecurrentWeights(this.#cell, this.#inputs, this.#hidden, reserve, wide), version: -1 };
      if (wide) this.#wide = copy;
      else this.#panels = copy;
    }
    const { version } = this;
    const packed = copy;
    packWhen(version !== packed.version, packed, () => {
      packed.weights.pack({
        inputWeight: source,
        hiddenWeight: hiddenWeight.pointer(),
        inputBias: inputBias?.pointer() ?? 0,
        hiddenBias: hiddenBias?.pointer() ?? 0,
      });
      packed.version = version;
    });
    return packed.weights;
  }

  gradients(): WeightPointers {
    const { inputWeight, hiddenWeight, inputBias, hiddenBias } = this.parameters;
    return {
      inputWeight: gradientOf(inputWeight),
      hiddenWeight: gradientOf(hiddenWeight),
      inputBias: gradientOf(inputBias),
      hiddenBias: gradientOf(hiddenBias),
    };
  }
}

/** Where to add a tensor's gradient; 0 when it wants none. */
function gradientOf(tensor: Tensor | undefined): number {
  return tensor?.requiresGrad ? tensor.gradPointer() : 0;
}

/** What a layer gives: y [B, T, D*H] and the final states [D, B, H]. */
interface LayerResult {
  readonly output: Tensor;
  readonly h: Tensor;
  readonly c: Tensor | undefined;
}

export class RecurrentLayer {
  readonly #cell: Cell;
  readonly #hidden: number;
  readonly #directions: readonly Direction[];
  readonly #parameters: readonly Parameter[];

  constructor(cell: Cell, inputs: number, hidden: number, directions: readonly DirectionParameters[]) {
    this.#cell = cell;
    this.#hidden = hidden;
    this.#directions = directions.map((parameters) => new Direction(cell, inputs, hidden, parameters));
    this.#parameters = this.#directions.flatMap((direction) => direction.list);
  }

  /**
   * Runs the layer over x [B, T, I] from the states h0 and c0 [D, B, H] (zeros when absent). With `lengths`, sequence b has
   * lengths[b] true steps. What the kernels kept goes into `trace`, here and after the backward pass.
   */
  forward(
    x: Tensor,
    h0: Tensor | undefined,
    c0: Tensor | undefined,
    lengths: readonly number[] | undefined,
    trace?: RecurrentTrace,
  ): LayerResult {
    const [batch, time, inputs] = x.shape;
    const hidden = this.#hidden;
    const count = this.#directions.length;
    const width = count * hidden;
    const lstm = this.#cell === "lstm";
    const layout = layoutOf(this.#cell, batch, time, inputs, hidden);
    const parents: Tensor[] = [x, ...this.#parameters];
    if (h0) parents.push(h0);
    if (c0) parents.push(c0);
    const saved = recording(parents);
    const output = allocateTensor([batch, time, width], this.#cell);
    const h = allocateTensor([count, batch, hidden], this.#cell);
    const c = lstm ? allocateTensor([count, batch, hidden], this.#cell) : undefined;
    const lengthsAt = lengths ? writeLengths(lengths) : 0;
    const stateBytes = batch * hidden * 4;
    const readers = trace?.addLayer(this.#directions.map((_, d) => ({ layout, reverse: d === 1, lengths })));
    const runs = this.#directions.map((direction, d) => {
      const tensors = {
        x: x.pointer(),
        xBatch: time * inputs,
        xTime: inputs,
        y: output.pointer() + d * hidden * 4,
        yBatch: time * width,
        yTime: width,
        lengths: lengthsAt,
        reverse: d === 1,
        h0: h0 ? h0.pointer() + d * stateBytes : 0,
        c0: c0 ? c0.pointer() + d * stateBytes : 0,
        hN: h.pointer() + d * stateBytes,
        cN: c ? c.pointer() + d * stateBytes : 0,
      };
      const weights = direction.weights(layout.wide);
      return recurrentForward(layout, weights, tensors, saved || readers !== undefined, readers?.[d].readSteps);
    });
    if (saved) {
      const directions = this.#directions;
      record(this.#cell, parents, c ? [output, h, c] : [output, h], () => {
        const dy = output.hasGrad() ? output.gradPointer() : 0;
        const dh = h.hasGrad() ? h.gradPointer() : 0;
        const dc = c?.hasGrad() ? c.gradPointer() : 0;
        const dx = gradientOf(x);
        const dh0 = gradientOf(h0);
        const dc0 = gradientOf(c0);
        for (let d = 0; d < count; d++) {
          const incoming = {
            dy: dy && dy + d * hidden * 4,
            dhN: dh && dh + d * stateBytes,
            dcN: dc && dc + d * stateBytes,
            dx,
            dh0: dh0 && dh0 + d * stateBytes,
            dc0: dc0 && dc0 + d * stateBytes,
            parameters: directions[d].gradients(),
          };
          const weights = directions[d].weights(layout.wide);
          recurrentBackward(runs[d], weights, incoming, readers?.[d].openGradients());
        }
      });
    }
    return { output, h, c };
  }
}

function writeLengths(lengths: readonly number[]): number {
  const pointer = scratch(lengths.length * 4);
  writeWords(pointer, lengths);
  return pointer;
}
