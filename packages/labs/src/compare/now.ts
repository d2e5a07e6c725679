// What a page shows of the comparison while it runs: the end of the test by the network that learns, and the errors of all that have learned,
// each as many days ahead as the dial says.
import type { BarsBlock, Block, LinesBlock } from "@recurra/report";
import { type Mode, noGrad, tensor, withMode } from "recurra";
import { rmse } from "recurra/evaluation";
import { withEvaluation } from "recurra/nn";
import { counted } from "recurra/words";
import type { LabDial } from "../lab/lab.ts";
import { dayLabels } from "../prices/price-charts.ts";
import type { CompareData } from "./data.ts";
import type { NextPrice } from "./networks.ts";

export const dial: LabDial = {
  label: "days ahead",
  least: 1,
  most: 20,
  step: 1,
  initial: 1,
  effect:
    "1 reads the price of the day before. From 2 on a network reads its own predictions of the days between. What it learns is one day ahead.",
};

/** Days of the test that are watched. */
const WATCHED = 40;

interface Shown {
  readonly title: string;
  readonly model: NextPrice;
  /** What it predicts so many days ahead, where it has not changed since. */
  known?: { readonly ahead: number; readonly prices: Float64Array };
}

/** The networks that have learned or do, as they are now. */
export class NetworksNow {
  readonly #data: CompareData;
  readonly #lookback: number;
  readonly #mode: Mode;
  readonly #shown: Shown[] = [];
  #learning: Shown | undefined;

  constructor(data: CompareData, lookback: number, mode: Mode = "strict") {
    this.#data = data;
    this.#lookback = lookback;
    this.#mode = mode;
  }

  /** This one learns from here on. */
  learn(title: string, model: NextPrice): void {
    this.#learning = { title, model };
    this.#shown.push(this.#learning);
  }

  /** It has learned, and has the weights that are kept. */
  rest(): void {
    if (this.#learning) this.#learning.known = undefined;
    this.#learning = undefined;
  }

  draw(dial: number): readonly Block[] {
    const { rows, actual } = this.#data;
    const ahead = Math.max(1, Math.min(Math.round(dial), rows.test - this.#lookback + 1));
    const from = Math.max(rows.test, rows.end - WATCHED);
    const before = actual.slice(from - ahead, rows.end - ahead);
    const predicted = this.#shown.map((one) => this.#predict(one, from, ahead));
    const last = this.#shown.length - 1;
    return [
      this.#drawDays(this.#shown[last].title, predicted[last], before, ahead),
      this.#drawErrors(predicted, before, ahead),
    ];
  }

  /** The prices of the days from `from` on, each from prices up to `ahead` days before. */
  #predict(one: Shown, from: number, ahead: number): Float64Array {
    if (one.known?.ahead === ahead && one !== this.#learning) return one.known.prices;
    const { rows, priceOf, prices, windows } = this.#data;
    const scaled = windows.test.series.column(prices.columns[0]);
    const days = rows.end - from;
    let read = Array.from({ length: days }, (_, i) => {
      const next = from + i - ahead + 1;
      return Array.from(scaled.subarray(next - this.#lookback, next));
    });
    let said: Float32Array = new Float32Array(days);
    for (let day = 0; day < ahead; day++) {
      const x = tensor(Float32Array.from(read.flat()), [days, this.#lookback, 1]);
      said = withMode(this.#mode, () =>
        withEvaluation(one.model, () => noGrad(() => one.model.forward(x).toArray() as Float32Array)),
      );
      read = read.map((values, i) => [...values.slice(1), said[i]]);
    }
    one.known = { ahead, prices: priceOf(said) };
    return one.known.prices;
  }

  #drawDays(name: string, predicted: Float64Array, before: Float64Array, ahead: number): LinesBlock {
    const { rows, series, prices, actual } = this.#data;
    const from = rows.end - predicted.length;
    const x = dayLabels(series, from, rows.end);
    return {
      kind: "lines",
      title: `The last ${counted(predicted.length, "test day")}, ${counted(ahead, "day")} ahead, as the ${name} predicts them now`,
      description: "Prices, the price of the days before, and the network's predictions at this step of its training.",
      x: { label: "day", scale: "time" },
      y: { label: prices.columns[0] },
      lines: [
        { label: "price", role: "truth", x, y: Array.from(actual.subarray(from, rows.end)) },
        { label: priceBefore(ahead), role: "naive", x, y: Array.from(before) },
        { label: name, role: "model", x, y: Array.from(predicted) },
      ],
    };
  }

  #drawErrors(predicted: readonly Float64Array[], before: Float64Array, ahead: number): BarsBlock {
    const { rows, actual } = this.#data;
    const truth = actual.slice(rows.end - before.length, rows.end);
    const persistence = rmse(truth, before);
    return {
      kind: "bars",
      title: `Error on these days, ${counted(ahead, "day")} ahead: root of the mean squared error`,
      description: "A bar for each network that has learned so far, beside the price of the days before.",
      value: { label: "RMSE, in units of the price" },
      bars: [
        ...this.#shown.map(({ title }, i) => ({
          label: title,
          role: "model" as const,
          value: rmse(truth, predicted[i]),
        })),
        { label: priceBefore(ahead), role: "naive", value: persistence },
      ],
      rule: { label: priceBefore(ahead), value: persistence },
    };
  }
}

function priceBefore(ahead: number): string {
  return ahead === 1 ? "yesterday's price" : `the price ${counted(ahead, "day")} before`;
}
