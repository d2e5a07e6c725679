import { expect, test } from "vitest";
import { Generator } from "../core/random.ts";
import { Series } from "../data/index.ts";
import { experiment } from "./experiment.ts";

test("a model whose input knows the future is not called better, and the input is named first", async () => {
  const random = new Generator(4).stream("noise");
  const y = Array.from({ length: 261 }, (_, i) => 100 + 10 * random.normal(i));
  const series = Series.fromColumns({ y: y.slice(0, 260), ahead: y.slice(1) }, { name: "leak.csv" });
  const settings = { target: "y", horizon: 1, lookback: 3, hiddenSize: 4, epochs: 30, learningRate: 0.02 };
  for await (const event of experiment(series, { ...settings, inputs: ["y", "ahead"] })) {
    if (event.type !== "result") continue;
    const { verdict, backtest } = event.result;
    expect(backtest.scores[0].mae).toBeLessThan(0.7 * backtest.scores[1].mae);
    expect(verdict.outcome).toBe("no-better");
    expect([verdict.naive.outcome, verdict.simple?.outcome]).toEqual(["no-better", "no-better"]);
    expect(verdict.headline).toBe("Not to be believed: an input knows the future");
    expect(verdict.sentence).toMatch(
      /^"ahead" is "y" one row later in all 259 rows: a forecast cannot know it\. The scores are those of a forecast that nobody can make: a mean absolute error of [\d.]+ against [\d.]+ of the mean\.$/,
    );
  }
});

test("what spoils the target is repeated beside the verdict, with the number but not with the offer", async () => {
  const random = new Generator(5).stream("noise");
  const y = Array.from({ length: 160 }, (_, i) => (i % 40 === 7 ? -9999 : 20 + random.normal(i)));
  const settings = { target: "y", horizon: 1, lookback: 3, hiddenSize: 2, epochs: 2 };
  for await (const event of experiment(Series.fromColumns({ y }), settings)) {
    if (event.type !== "result") continue;
    expect(event.result.verdict.remarks[0]).toMatch(
      /^In the data: "y": -9999 stands 4 times, far from every other value .*: a mark for missing\?$/,
    );
    expect(event.result.verdict.remarks[0]).not.toContain("missing: ");
  }
});
