// Whole training steps against PyTorch: outputs, losses, every gradient and the optimizer all have to be right for ten
// losses in a row to be.

import { describe, expect, test } from "vitest";
import { withMode } from "../kernels/wasm/engine.ts";
import { modes } from "../kernels/wasm/modes.conformance.ts";
import { EncoderDecoder, Linear, Module, mseLoss } from "../nn/index.ts";
import { type FixtureCase, type FixtureCell, largestError, readFixture } from "../nn/recurrent/pytorch.conformance.ts";
import { type AnyLayer, makeLayer, runLayer } from "../nn/recurrent/recurrent.conformance.ts";
import { Adam, AdamW, clipGradNorm, type Optimizer, SGD } from "../optim/index.ts";
import { noGrad, type Parameter, type Tensor, tensor } from "../tensor/index.ts";

interface TrainingSettings {
  readonly cell: FixtureCell;
  readonly optimizer: string;
  readonly clip: number;
}

class Regressor extends Module {
  readonly cell: AnyLayer;
  readonly head = new Linear({ inFeatures: 7, outFeatures: 2 });

  constructor(cell: FixtureCell) {
    super();
    this.cell = makeLayer(cell, { inputSize: 3, hiddenSize: 7 });
  }

  forward(x: Tensor): Tensor {
    return this.head.forward(runLayer(this.cell, x, {}).output.step(-1));
  }
}

const optimizers: Record<string, (parameters: Parameter[]) => Optimizer> = {
  adam: (p) => new Adam(p, { learningRate: 1e-2 }),
  "adam-decay": (p) => new Adam(p, { learningRate: 1e-2, weightDecay: 0.1 }),
  "adam-clipped": (p) => new Adam(p, { learningRate: 1e-2 }),
  adamw: (p) => new AdamW(p, { learningRate: 1e-2, weightDecay: 0.1 }),
  sgd: (p) => new SGD(p, { learningRate: 0.05 }),
  "sgd-momentum": (p) => new SGD(p, { learningRate: 0.05, momentum: 0.9, weightDecay: 0.01 }),
};

function leaf<S>(one: FixtureCase<S>, name: string): Tensor {
  return tensor(one.numbers(name), one.tensors.get(name)!.shape);
}

function load<S>(module: Module, one: FixtureCase<S>): void {
  module.loadStateDict(Object.fromEntries(module.namedParameters().map(([name]) => [name, leaf(one, name)])));
}

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<TrainingSettings>("training").map((one) => [one.name, one] as const))(
    "ten losses and gradient norms of %s are PyTorch's within 1e-5 relative, and so are the parameters after",
    (_, one) => {
      withMode(mode, () => {
        const model = new Regressor(one.settings.cell);
        load(model, one);
        const optimizer = optimizers[one.settings.optimizer]!(model.parameters());
        const [x, y] = [leaf(one, "x"), leaf(one, "y")];
        const limit = one.settings.optimizer === "adam-clipped" ? one.settings.clip : Number.POSITIVE_INFINITY;
        for (let step = 0; step < 10; step++) {
          optimizer.zeroGrad();
          const loss = mseLoss(model.forward(x), y);
          loss.backward();
          const norm = clipGradNorm(model.parameters(), limit);
          optimizer.step();
          expect(Math.abs(loss.item() / one.numbers("losses")[step]! - 1)).toBeLessThan(1e-5);
          expect(Math.abs(norm / one.numbers("norms")[step]! - 1)).toBeLessThan(1e-5);
        }
        for (const [name, parameter] of model.namedParameters()) {
          expect(largestError(parameter.value, one.numbers(`after.${name}`)), name).toBeLessThan(1e-5);
        }
        model.dispose();
      });
    },
  );

  test.each(
    readFixture<{ cell: FixtureCell; layers: number; horizon: number }>("encoder-decoder").map(
      (one) => [one.name, one] as const,
    ),
  )(
    "ten losses of an encoder-decoder with teacher forcing (%s layers) are PyTorch's within 1e-5 relative, and its free forecast within 1e-4",
    (_, one) => {
      withMode(mode, () => {
        const model = new EncoderDecoder({
          inputSize: 2,
          hiddenSize: 7,
          numLayers: one.settings.layers,
          cell: one.settings.cell.replace(/-.*/, "") as "rnn" | "lstm" | "gru",
          teacherForcing: 1,
        });
        load(model, one);
        const adam = new Adam(model.parameters(), { learningRate: 1e-2 });
        const [x, y] = [leaf(one, "x"), leaf(one, "y")];
        for (let step = 0; step < 10; step++) {
          adam.zeroGrad();
          const loss = mseLoss(model.forward(x, { targets: y }), y);
          loss.backward();
          adam.step();
          expect(Math.abs(loss.item() / one.numbers("losses")[step]! - 1)).toBeLessThan(1e-5);
        }
        model.eval();
        const free = noGrad(() => model.forward(x, { horizon: one.settings.horizon }).toArray());
        expect(largestError(free, one.numbers("free"))).toBeLessThan(1e-4);
        model.dispose();
      });
    },
  );
});
