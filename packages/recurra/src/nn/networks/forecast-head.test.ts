import { expect, test } from "vitest";
import { Generator, withSeed } from "../../core/random.ts";
import { noGrad, tensor } from "../../tensor/index.ts";
import { distributionOf, HEAD_NUMBERS, HEAD_QUANTILES } from "./forecast-head.ts";
import { ForecastNetwork } from "./forecast-network.ts";
import { SegmentNetwork } from "./segment-network.ts";

const random = new Generator(1).stream("head");
const drawn = (...shape: number[]) =>
  tensor(
    Float32Array.from({ length: shape.reduce((size, one) => size * one, 1) }, (_, i) => 3 * random.normal(i)),
    shape,
  );

test("quantiles rise whatever the numbers are, and the median is the first number and what is added", () => {
  const [x, added] = [drawn(5, 4, 9), drawn(5, 4)];
  const [numbers, given, more] = [distributionOf("quantile", x, added), x, added].map((one) => one.toArray());
  for (let row = 0; row < 20; row++) {
    const own = numbers.subarray(9 * row, 9 * row + 9);
    expect([...own]).toEqual([...own].sort((a, b) => a - b));
    expect(own[HEAD_QUANTILES.indexOf(0.5)]).toBeCloseTo(given[9 * row] + more[row], 6);
  }
});

test("Student's t has more than two degrees of freedom, a scale above 0, and its middle is the second number and what is added", () => {
  const [x, added] = [drawn(5, 4, 3), drawn(5, 4)];
  const [numbers, given, more] = [distributionOf("studentT", x, added), x, added].map((one) => one.toArray());
  for (let row = 0; row < 20; row++) {
    const [df, loc, scale] = numbers.subarray(3 * row, 3 * row + 3);
    expect(df).toBeGreaterThan(2);
    expect(scale).toBeGreaterThan(0);
    expect(loc).toBeCloseTo(given[3 * row + 1] + more[row], 6);
  }
});

const shape = { cell: "gru", inputSize: 2, hiddenSize: 4, numLayers: 1, dropout: 0, lookback: 8, horizon: 5 } as const;

test.each(["quantile", "studentT"] as const)(
  "untrained networks with the head %s forecast what those without do",
  (distribution) => {
    const { count, centre } = HEAD_NUMBERS[distribution];
    const x = drawn(3, 8, 2);
    const segment = { ...shape, segmentRows: 2, targetColumn: 1, skip: true, anchorSeason: 4 };
    const networks = [
      [new ForecastNetwork({ ...shape, skipFrom: 1 }), new ForecastNetwork({ ...shape, skipFrom: 1, distribution })],
      [new SegmentNetwork(segment), new SegmentNetwork({ ...segment, distribution })],
    ];
    for (const [plain, headed] of networks) {
      const numbers = withSeed(1, () => noGrad(() => headed.forward(x)));
      expect(numbers.shape).toEqual([3, 5, count]);
      const forecast = noGrad(() => plain.forward(x)).toArray();
      forecast.forEach((value, row) => {
        expect(numbers.toArray()[row * count + centre]).toBeCloseTo(value, 6);
      });
      for (const one of [plain, headed]) one.dispose();
    }
  },
);
