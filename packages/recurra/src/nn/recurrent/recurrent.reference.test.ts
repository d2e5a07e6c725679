import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { type CellWeights, makeState, makeWeights } from "../../kernels/reference/cell.ts";
import { scaledError } from "../../kernels/reference/differences.ts";
import { sample, sampleState } from "../../kernels/reference/sample.ts";
import { zeroState } from "../../kernels/reference/sequence.ts";
import { stackBackward, stackForward } from "../../kernels/reference/stack.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { type Cell, kernelCells, referenceCells } from "../../kernels/wasm/recurrent.conformance.ts";
import { layoutOf } from "../../kernels/wasm/recurrent-layout.ts";
import { dropout, noGrad, type Tensor, tensor } from "../../tensor/index.ts";
import { suffixes } from "./pytorch.conformance.ts";
import { type AnyLayer, makeLayer, runLayer, type States } from "./recurrent.conformance.ts";
import { traceErrors } from "./recurrent-trace.conformance.ts";
import { RecurrentTrace } from "./recurrent-trace.ts";

const cells = Object.keys(referenceCells) as Cell[];
const BOUND = 1e-5;

interface Shape {
  readonly layers: number;
  readonly directions: 1 | 2;
  readonly lengths?: readonly number[];
  readonly state: boolean;
  readonly sizes?: Sizes;
}

interface Sizes {
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
}

const small: Sizes = { batch: 5, time: 6, inputs: 3, hidden: 7 };
const { batch, time, inputs } = small;

const shapes: Shape[] = [1, 2, 3].flatMap((layers) =>
  ([1, 2] as const).flatMap((directions) =>
    [undefined, [2, 6, 1, 4, 6]].flatMap((lengths) =>
      [false, true].map((state) => ({ layers, directions, state, ...(lengths && { lengths }) })),
    ),
  ),
);

function describeShape({ layers, directions, lengths, state }: Shape): string {
  const rest = [lengths && "lengths", state && "initial state"].filter(Boolean).join(" and ");
  return `${layers} layers, ${directions} directions${rest && `, ${rest}`}`;
}

function build(cell: Cell, shape: Shape, p = 0): { layer: AnyLayer; weights: CellWeights[] } {
  const { inputs, hidden } = sizesFor(cell, shape);
  const layer = withSeed(3, () =>
    makeLayer(cell, {
      inputSize: inputs,
      hiddenSize: hidden,
      numLayers: shape.layers,
      bidirectional: shape.directions === 2,
      dropout: p,
    }),
  );
  const values = new Map(layer.namedParameters().map(([name, p]) => [name, Float64Array.from(p.value)]));
  const weights = suffixes(shape.layers, shape.directions).map((suffix) =>
    makeWeights(referenceCells[cell], inputs, hidden, (name) => values.get(`${STORED[name]}_${suffix}`) ?? none),
  );
  return { layer, weights };
}

const none = new Float64Array(0);
const STORED = { weightIh: "weight_ih", weightHh: "weight_hh", biasIh: "bias_ih", biasHh: "bias_hh" } as const;

/** H is a multiple of the cell's heads. */
function sizesFor(cell: Cell, { sizes = small }: Pick<Shape, "sizes">): Sizes {
  return { ...sizes, hidden: sizes.hidden * referenceCells[cell].heads };
}

/** A state that the cell may be in, as leaves and for the reference. */
function statePair(cell: Cell, name: string, shape: readonly number[], requiresGrad: boolean) {
  const reference = referenceCells[cell];
  const size = shape.reduce((a, b) => a * b, 1);
  const values = sampleState(reference, name, size);
  const numbers = makeState(reference, (part) => Float64Array.from(Float32Array.from(values[part]!)));
  const leaves = reference.states.map((part) => [part, tensor(numbers[part]!, shape, { requiresGrad })] as const);
  return { leaves: Object.fromEntries(leaves) as States, numbers };
}

/** A leaf of normal numbers, and the same numbers for the reference. */
function pair(name: string, shape: readonly number[], requiresGrad: boolean): { leaf: Tensor; numbers: Float64Array } {
  const values = Float32Array.from(
    sample(
      name,
      shape.reduce((a, b) => a * b, 1),
    ),
  );
  return { leaf: tensor(values, shape, { requiresGrad }), numbers: Float64Array.from(values) };
}

function compare(cell: Cell, shape: Shape): Record<string, number> {
  const { batch, time, inputs, hidden } = sizesFor(cell, shape);
  const reference = referenceCells[cell];
  const { layer, weights } = build(cell, shape);
  const rows = [shape.layers * shape.directions, batch, hidden];
  const x = pair("x", [batch, time, inputs], true);
  const first = shape.state ? statePair(cell, "first", rows, true) : undefined;
  const factors = pair("factors", [batch, time, shape.directions * hidden], false);
  const factorsOfState = statePair(cell, "factors", rows, false);

  const stack = { cell: reference, inputs, hidden, layers: shape.layers, directions: shape.directions, weights };
  const initial = first?.numbers ?? zeroState(reference, rows[0]! * batch, hidden);
  const lengths = shape.lengths ?? new Array<number>(batch).fill(time);
  const data = { batch, time, lengths, x: x.numbers, state: initial };
  const expected = stackForward(stack, data);
  const gradients = stackBackward(stack, data, expected, factors.numbers, factorsOfState.numbers);

  const state = first?.leaves;
  const trace = new RecurrentTrace();
  const found = runLayer(layer, x.leaf, {
    trace,
    ...(state && { state }),
    ...(shape.lengths && { lengths: shape.lengths }),
  });
  const errors: Record<string, number> = {
    output: scaledError(found.output.toArray(), expected.output),
  };
  let loss = found.output.mul(factors.leaf).sum();
  for (const name of reference.states) {
    errors[name] = scaledError(found.state[name]!.toArray(), expected.state[name]!);
    loss = loss.add(found.state[name]!.mul(factorsOfState.leaves[name]!).sum());
  }
  loss.backward();
  Object.assign(errors, traceErrors(trace, cell, stack, data, expected.runs, gradients.hidden));
  errors["gradient of x"] = scaledError(x.leaf.grad ?? [], gradients.x);
  for (const [name, leaf] of Object.entries(state ?? {})) {
    errors[`gradient of ${name}0`] = scaledError(leaf.grad ?? [], gradients.state[name]!);
  }
  const parameters = new Map(layer.namedParameters());
  suffixes(shape.layers, shape.directions).forEach((suffix, index) => {
    const d = gradients.weights[index]!;
    for (const part of Object.keys(STORED) as (keyof typeof STORED)[]) {
      const name = `${STORED[part]}_${suffix}`;
      errors[`gradient of ${name}`] = scaledError(parameters.get(name)?.grad ?? [], d[part]);
    }
  });
  layer.dispose();
  return errors;
}

describe.each(modes)("on %s kernels", (mode) => {
  describe.each(cells)("the layer %s equals the float64 reference within 1e-5 (scaled)", (cell) => {
    test.each(shapes.map((shape) => [describeShape(shape), shape] as const))("with %s", (_, shape) => {
      const errors = withMode(mode, () => compare(cell, shape));
      for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(BOUND);
    });

    test("with more sequences than one chunk holds, of different lengths, in both directions", () => {
      const sizes: Sizes = { batch: 50, time: 200, inputs: 3, hidden: 23 };
      expect(layoutOf(kernelCells[cell], sizes.batch, sizes.time, sizes.inputs, sizes.hidden).chunks).toBeGreaterThan(
        1,
      );
      const lengths = Array.from({ length: sizes.batch }, (_, b) => (b % 3 === 0 ? 200 : 1 + ((b * 37) % 200)));
      const errors = withMode(mode, () => compare(cell, { layers: 1, directions: 2, state: true, lengths, sizes }));
      for (const [name, error] of Object.entries(errors)) expect(error, name).toBeLessThan(BOUND);
    });
  });

  test.each(cells)("%s with dropout between layers equals the reference with the same masks within 1e-5", (cell) => {
    withMode(mode, () => {
      const { hidden } = sizesFor(cell, {});
      const { layer, weights } = build(cell, { layers: 3, directions: 1, state: false }, 0.4);
      const x = pair("x", [batch, time, inputs], false);
      const output = withSeed(8, () => runLayer(layer, x.leaf, {}).output.toArray());
      const ones = tensor(new Float32Array(batch * time * hidden).fill(1), [batch, time, hidden]);
      const masks = withSeed(8, () =>
        [dropout(ones, 0.4), dropout(ones, 0.4)].map((m) => Float64Array.from(m.toArray())),
      );
      expect(new Set([...masks[0]!].map((value) => value.toFixed(4)))).toEqual(new Set(["0.0000", "1.6667"]));
      const stack = { cell: referenceCells[cell], inputs, hidden, layers: 3, directions: 1 as const, weights, masks };
      const state = zeroState(referenceCells[cell], 3 * batch, hidden);
      const lengths = new Array<number>(batch).fill(time);
      const expected = stackForward(stack, { batch, time, lengths, x: x.numbers, state });
      expect(scaledError(output, expected.output)).toBeLessThan(BOUND);
      layer.eval();
      const still = runLayer(layer, x.leaf, {}).output.toArray();
      const plain = stackForward({ ...stack, masks: undefined }, { batch, time, lengths, x: x.numbers, state });
      expect(scaledError(still, plain.output)).toBeLessThan(BOUND);
      layer.dispose();
    });
  });

  test.each(cells)("%s gives exactly twice the gradients when a retained step runs backward twice", (cell) => {
    withMode(mode, () => {
      const { layer } = build(cell, { layers: 2, directions: 2, state: false });
      const x = pair("x", [batch, time, inputs], true).leaf;
      const loss = runLayer(layer, x, { lengths: [2, 6, 1, 4, 6] })
        .output.tanh()
        .sum();
      loss.backward({ retain: true });
      const once = [x, ...layer.parameters()].map((leaf) => leaf.grad!);
      loss.backward();
      const twice = [x, ...layer.parameters()].map((leaf) => leaf.grad!);
      once.forEach((gradient, i) => {
        expect(twice[i]).toEqual(gradient.map((value) => 2 * value));
      });
      layer.dispose();
    });
  });

  test.each(cells)("%s takes a gradient that arrives at the final state alone, and none for a padded step", (cell) => {
    withMode(mode, () => {
      const { layer } = build(cell, { layers: 1, directions: 1, state: false });
      const x = pair("x", [batch, time, inputs], true).leaf;
      const lengths = [2, 6, 1, 4, 6];
      runLayer(layer, x, { lengths }).state.h.sum().backward();
      const gradient = x.grad!;
      lengths.forEach((length, b) => {
        const own = gradient.slice(b * time * inputs, (b + 1) * time * inputs);
        expect(own.slice(0, length * inputs).some((value) => value !== 0)).toBe(true);
        expect(own.slice(length * inputs).every((value) => value === 0)).toBe(true);
      });
      layer.dispose();
    });
  });

  test.each(cells)("%s gives the same bits with and without recording", (cell) => {
    withMode(mode, () => {
      const { layer } = build(cell, { layers: 2, directions: 2, state: false });
      const x = pair("x", [batch, time, inputs], false).leaf;
      const recorded = runLayer(layer, x, {}).output.toArray();
      expect(noGrad(() => runLayer(layer, x, {}).output.toArray())).toEqual(recorded);
      layer.dispose();
    });
  });
});

test.each(cells)("%s in strict mode gives each sequence the same bits in any batch", (cell) => {
  const { layer } = build(cell, { layers: 2, directions: 1, state: false });
  const many = 9;
  const values = Float32Array.from(sample("batch", many * time * inputs));
  const run = (from: number, to: number) => {
    const part = values.slice(from * time * inputs, to * time * inputs);
    return noGrad(() => runLayer(layer, tensor(part, [to - from, time, inputs]), {}).output.toArray());
  };
  const { hidden } = sizesFor(cell, {});
  const all = run(0, many);
  for (const size of [1, 2, 3, 5]) {
    for (let from = 0; from + size <= many; from += size) {
      expect(run(from, from + size)).toEqual(all.slice(from * time * hidden, (from + size) * time * hidden));
    }
  }
  layer.dispose();
});
