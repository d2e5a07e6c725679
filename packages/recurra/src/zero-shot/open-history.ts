// The network that was trained before, opened over a history: a step for each season that it reads.

import { log } from "../core/math.ts";
import {
  callback,
  checkOptions,
  made,
  NUMBERS,
  type OptionRule,
  type OptionRules,
  PLACE,
  requireArguments,
  requireOption,
  TEXT,
  whole,
} from "../core/option-rules.ts";
import { type OpenedLine, type OpenedNetwork, openNetwork } from "../inside/index.ts";
import { quantileLoss } from "../nn/losses/quantile.ts";
import { SEASONS_AHEAD, SEASONS_BACK } from "../nn/networks/season-layout.ts";
import type { SeasonNetwork } from "../nn/networks/season-network.ts";
import { type Tensor, tensor } from "../tensor/index.ts";
import { counted } from "../words/counted.ts";
import { NETWORK } from "./network-rule.ts";
import { PRETRAINED_QUANTILES } from "./quantiles.ts";
import { SeasonView } from "./season-view.ts";
import { LOOK, type Look, ZeroShot } from "./zero-shot.ts";

/** What is opened. */
export interface OpenedHistory {
  /** How it is seen, as of `zeroShot` or `looksOf`. */
  readonly look: Look;
  /** Finite; those from `end` on are the truth, as far as there are any. */
  readonly values: Float64Array;
  /** The row that the forecast begins with. Default: behind all values. */
  readonly end?: number;
  /** What a row is called, also one that is forecast; without, seasons are counted from the forecast. */
  readonly rowName?: (row: number) => string;
  /** "sales". */
  readonly label?: string;
}

const HISTORY: OptionRule<OpenedHistory> = /* @__PURE__ */ made(
  "a history, { look, values }",
  (value): value is OpenedHistory => (value as Partial<OpenedHistory> | null)?.values instanceof Float64Array,
);

const RULES: OptionRules<OpenedHistory> = {
  look: LOOK,
  values: NUMBERS as OptionRule<Float64Array>,
  end: PLACE,
  rowName: callback("a function that names a row"),
  label: TEXT,
};

/**
 * Opens a SeasonNetwork over a history of which it forecasts two seasons: the sequence of its recurrent layer are the 16 seasons before, the oldest
 * first. Where both seasons ahead are known, the loss is that of its quantiles, and there are gradients. What it writes with is a step each from the
 * last state, and no sequence.
 *
 * Throws OptionError for a network without PRETRAINED_QUANTILES, and for a history or a look that is none.
 */
export function openHistory(network: SeasonNetwork, history: OpenedHistory): OpenedNetwork {
  requireArguments("openHistory", { network: NETWORK, history: HISTORY }, network, history);
  const { look, values, end = values.length, rowName, label = "value" } = history;
  checkOptions("openHistory", history, RULES, ["look", "values"]);
  requireOption("openHistory", "end", whole(1, values.length), end);
  const asked = new ZeroShot(network, look);
  const view = new SeasonView(look.season);
  const { rows, end: width } = view.layout;
  const seen = (row: number): number =>
    look.form === "logs" ? log(Math.max(look.least ?? Number.MIN_VALUE, values[row])) : values[row];
  const first = Math.max(0, end - (SEASONS_BACK + 1) * rows);
  const window = Float64Array.from({ length: end - first }, (_, row) => seen(first + row));
  const x = new Float32Array(width);
  const { season, unit } = view.write(window, window.length, x, 0);
  const ahead = SEASONS_AHEAD * rows;
  const truth =
    values.length - end < ahead
      ? undefined
      : Float32Array.from({ length: ahead }, (_, row) => (seen(end + row) - season[row % rows]) / unit);
  const middle = (network.quantiles - 1) / 2;
  const body = () => {
    const said: Tensor = network.forward(tensor(x, [1, width]));
    const output = said.slice(2, middle, middle + 1).reshape([1, ahead]);
    return { output, ...(truth && { loss: quantileLoss(said, tensor(truth, [1, ahead]), PRETRAINED_QUANTILES) }) };
  };
  const kind = look.season === undefined ? "stretch" : "season";
  const opened = openNetwork(network, body, {
    networkNames: [`the layer that reads each ${kind}`],
    inputNames: Array.from({ length: network.recurrent.hiddenSize }, (_, i) => `feature ${i + 1} of the ${kind}`),
  });
  const quantiles = asked.forecast([{ values, end }], ahead);
  const length = SEASONS_BACK + SEASONS_AHEAD;
  /** Means over seasons; season 0 is the oldest that is read. */
  const means = (of: (row: number) => number | undefined): readonly (number | null)[] =>
    Array.from({ length }, (_, step) => {
      const from = end + (step - SEASONS_BACK) * rows;
      let [sum, count] = [0, 0];
      for (let row = from; row < from + rows; row++) {
        const value = of(row);
        if (value !== undefined) [sum, count] = [sum + value, count + 1];
      }
      return count === 0 ? null : sum / count;
    });
  const line = (name: string, role: OpenedLine["role"], of: (row: number) => number | undefined): OpenedLine => ({
    ...{ label: name, role, y: means(of) },
  });
  return {
    ...opened,
    layers: opened.layers.filter(({ steps }) => steps === SEASONS_BACK),
    lines: [
      line(`${label}, means of ${counted(rows, "row")}`, "input", (row) =>
        row >= 0 && row < end ? values[row] : undefined,
      ),
      line("truth", "truth", (row) => (row >= end ? values[row] : undefined)),
      line("forecast", "model", (row) =>
        row >= end ? quantiles[(row - end) * network.quantiles + middle] : undefined,
      ),
    ],
    stepNames: Array.from({ length }, (_, step) => nameOf(step, kind, end, rows, rowName)),
    reads:
      `Each step reads one ${kind} of ${counted(rows, "row")}${look.form === "logs" ? ", as logarithms" : ""}: at 24 places how far it lies from the last value, and from the last ${kind}; ` +
      `a layer turns these into ${counted(network.recurrent.hiddenSize, "feature")}. From the last state it writes two of them ahead, as changes of the last one.`,
  };
}

function nameOf(step: number, kind: string, end: number, rows: number, rowName: OpenedHistory["rowName"]): string {
  const from = end + (step - SEASONS_BACK) * rows;
  if (from + rows <= 0) return `no ${kind} so far back`;
  if (rowName) return `${rowName(Math.max(0, from))} to ${rowName(from + rows - 1)}`;
  const back = SEASONS_BACK - step;
  return back > 0 ? `${kind} ${back} before the forecast` : `${kind} ${1 - back} of the forecast`;
}
