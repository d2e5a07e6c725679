// One layer of a recurrent network, one or two directions, as a single node of the tape. The kernels run over the whole
// sequence; both directions write side by side into one output. Packed weights are renewed when a parameter changed.

import { writeWords } from "../../kernels/wasm/engine.ts";
import { packWhen } from "../../kernels/wasm/recorder.ts";
import { recurrentBackward, recurrentForward } from "../../kernels/wasm/recurrent.ts";
import type { Cell, ParameterName, WeightPointers } from "../../kernels/wasm/recurrent-cell.ts";
import { layoutOf } from "../../kernels/wasm/recurrent-layout.ts";
import { RecurrentWeights } from "../../kernels/wasm/recurrent-weights.ts";
import type { Parameter } from "../../tensor/parameter.ts";
import { scratch } from "../../tensor/step.ts";
import { record, recording, versionsOf } from "../../tensor/tape.ts";
import { allocateTensor, type Tensor } from "../../tensor/tensor.ts";
import type { RecurrentTrace } from "./recurrent-trace.ts";

/** The parameters of one direction of one layer, in their order: those that the cell has, and biases where they are wanted. */
export type DirectionParameters = Readonly<Partial<Record<ParameterName, Parameter>>>;

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
    this.list = Object.values(parameters);
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
    // The packed copy goes with the parameter that it is made from.
    const source = this.list[0];
    for (const parameter of this.list) parameter.pointer(); // none may be gone
    let copy = wide ? this.#wide : this.#panels;
    if (copy === undefined) {
      const reserve = (bytes: number): number => source.reserve(bytes).pointer;
      copy = { weights: new RecurrentWeights(this.#cell, this.#inputs, this.#hidden, reserve, wide), version: -1 };
      if (wide) this.#wide = copy;
      else this.#panels = copy;
    }
    const { version } = this;
    const packed = copy;
    packWhen(version !== packed.version, packed, () => {
      packed.weights.pack(pointersOf(this.parameters, (parameter) => parameter.pointer()));
      packed.version = version;
    });
    return packed.weights;
  }

  gradients(): WeightPointers {
    return pointersOf(this.parameters, gradientOf);
  }
}

function pointersOf(
  { weight_ih, weight_hh, bias_ih, bias_hh }: DirectionParameters,
  of: (parameter: Parameter) => number,
): WeightPointers {
  return {
    weight_ih: weight_ih ? of(weight_ih) : 0,
    weight_hh: weight_hh ? of(weight_hh) : 0,
    bias_ih: bias_ih ? of(bias_ih) : 0,
    bias_hh: bias_hh ? of(bias_hh) : 0,
  };
}

/** Where to add a tensor's gradient; 0 when it wants none. */
function gradientOf(tensor: Tensor): number {
  return tensor.requiresGrad ? tensor.gradPointer() : 0;
}

/** What a layer gives: y [B, T, D*H] and the final states [D, B, H], in the order of the cell's. */
interface LayerResult {
  readonly output: Tensor;
  readonly states: readonly Tensor[];
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
   * Runs the layer over x [B, T, I], or one step of one direction, x [B, I], whose results have no T and D, from the states `first` [D, B, H], in the order of the cell's (zeros when there are none). With
   * `lengths`, sequence b has lengths[b] true steps. What the kernels kept goes into `trace`, here and after the backward pass.
   */
  forward(
    x: Tensor,
    first: readonly Tensor[],
    lengths: readonly number[] | undefined,
    trace?: RecurrentTrace,
  ): LayerResult {
    const single = x.shape.length === 2;
    const [batch, time, inputs] = single ? [x.shape[0], 1, x.shape[1]] : x.shape;
    const cell = this.#cell;
    const hidden = this.#hidden;
    const count = this.#directions.length;
    const width = count * hidden;
    const layout = layoutOf(cell, batch, time, inputs, hidden);
    const parents: Tensor[] = [x, ...this.#parameters, ...first];
    const saved = recording(parents);
    const output = allocateTensor(single ? [batch, width] : [batch, time, width], cell.name);
    const states = cell.states.map(() => allocateTensor(single ? [batch, hidden] : [count, batch, hidden], cell.name));
    const lengthsAt = lengths ? writeLengths(lengths) : 0;
    const stateBytes = batch * hidden * 4;
    /** Addresses of one direction's part of states, or of gradients of them; 0 stays 0. */
    const part = (addresses: readonly number[], d: number): number[] =>
      addresses.map((address) => address && address + d * stateBytes);
    const [begin, end] = [first, states].map((list) => list.map((state) => state.pointer()));
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
        first: part(begin, d),
        last: part(end, d),
      };
      const weights = direction.weights(layout.wide);
      return recurrentForward(layout, weights, tensors, saved || readers !== undefined, readers?.[d].readSteps);
    });
    if (saved) {
      const directions = this.#directions;
      const came = (tensor: Tensor): number => (tensor.hasGrad() ? tensor.gradPointer() : 0);
      record(cell.name, parents, [output, ...states], () => {
        const dy = came(output);
        const dLast = states.map(came);
        const dx = gradientOf(x);
        const dFirst = first.map(gradientOf);
        for (let d = 0; d < count; d++) {
          const incoming = {
            dy: dy && dy + d * hidden * 4,
            dLast: part(dLast, d),
            dx,
            dFirst: part(dFirst, d),
            parameters: directions[d].gradients(),
          };
          const weights = directions[d].weights(layout.wide);
          recurrentBackward(runs[d], weights, incoming, readers?.[d].openGradients(incoming.dLast));
        }
      });
    }
    return { output, states };
  }
}

function writeLengths(lengths: readonly number[]): number {
  const pointer = scratch(lengths.length * 4);
  writeWords(pointer, lengths);
  return pointer;
}
