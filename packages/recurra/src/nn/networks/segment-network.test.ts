import { describe, expect, test } from "vitest";
import { withSeed } from "../../core/random.ts";
import { withMode } from "../../kernels/wasm/engine.ts";
import { modes } from "../../kernels/wasm/modes.conformance.ts";
import { poisonStepMemory } from "../../tensor/gradients.conformance.ts";
import { noGrad, scope, tensor } from "../../tensor/index.ts";
import { errorOfLargest, readFixture } from "../recurrent/pytorch.conformance.ts";
import { SegmentNetwork, type SegmentNetworkOptions } from "./segment-network.ts";

interface Settings {
  readonly cell: "rnn" | "lstm" | "gru";
  readonly inputs: number;
  readonly hidden: number;
  readonly layers: number;
  readonly lookback: number;
  readonly horizon: number;
  readonly segment: number;
  readonly target: number;
  readonly skip: boolean;
  readonly season: number;
}

const small: SegmentNetworkOptions = {
  ...{ cell: "gru", inputSize: 1, hiddenSize: 6, numLayers: 1, dropout: 0, lookback: 8, horizon: 6 },
  ...{ segmentRows: 4, targetColumn: 0, skip: true, anchorSeason: 4 },
};
const window = Float32Array.from({ length: 16 }, (_, i) => ((i * 7) % 11) - 5);

describe.each(modes)("on %s kernels", (mode) => {
  test.each(readFixture<Settings>("segments").map((one) => [one.name, one] as const))(
    "the forecast of %s is PyTorch's within 1e-5, and every gradient within 2e-5 of its largest entry",
    (_, one) => {
      withMode(mode, () => {
        const { cell, inputs, hidden, layers, lookback, horizon, segment, target, skip, season } = one.settings;
        const network = new SegmentNetwork({
          ...{ cell, inputSize: inputs, hiddenSize: hidden, numLayers: layers, dropout: 0, lookback, horizon },
          ...{ segmentRows: segment, targetColumn: target, skip, anchorSeason: season },
        });
        for (const [name, parameter] of network.namedParameters()) parameter.value = one.numbers(name);
        scope(() => {
          poisonStepMemory();
          const x = tensor(one.numbers("x"), [3, lookback, inputs], { requiresGrad: true });
          const y = network.forward(x);
          expect(y.shape).toEqual([3, horizon]);
          expect(errorOfLargest(y.toArray(), one.numbers("output"))).toBeLessThan(1e-5);
          y.mul(tensor(one.numbers("factors"), y.shape))
            .sum()
            .backward();
          expect(errorOfLargest(x.grad!, one.numbers("grad.x"))).toBeLessThan(2e-5);
          for (const [name, { grad }] of network.namedParameters()) {
            expect(errorOfLargest(grad!, one.numbers(`grad.${name}`)), name).toBeLessThan(2e-5);
          }
        });
        network.dispose();
      });
    },
  );
});

test("untrained, the forecast is the last season, or no change where it is added to none", () => {
  const x = tensor(window, [2, 8, 1]);
  const forecast = (options: Partial<SegmentNetworkOptions>) =>
    noGrad(() => [
      ...withSeed(1, () => new SegmentNetwork({ ...small, ...options }))
        .forward(x)
        .toArray(),
    ]);
  const [first, second] = [window.subarray(4, 8), window.subarray(12, 16)];
  expect(forecast({})).toEqual([...first, ...first.subarray(0, 2), ...second, ...second.subarray(0, 2)]);
  expect(forecast({ anchorSeason: 0 })).toEqual(new Array(12).fill(0));
  expect(forecast({ anchorSeason: 8, horizon: 2 })).toEqual([window[0], window[1], window[8], window[9]]);
});
