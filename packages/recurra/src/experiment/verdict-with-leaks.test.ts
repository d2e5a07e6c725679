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
    expect(verdict.headline).toBe("Not to be believed: an input knows the future");
    expect(verdict.sentence).toMatch(
      /^"ahead" is "y" one row later in all 259 rows: a forecast cannot know it\. The scores are those of a forecast that nobody can make\. The LSTM /,
    );
  }
});
