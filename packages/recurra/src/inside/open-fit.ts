// The network of a fit, opened over one of its windows.
import { StateError } from "../core/errors.ts";
import { instance, type OptionRule, requireOption } from "../core/option-rules.ts";
import { withMode } from "../kernels/wasm/engine.ts";
import { counted } from "../words/counted.ts";
import type { OpenedLine, OpenedNetwork } from "./cells/opened.ts";
import { FitLook } from "./fit-look.ts";
import { openNetwork } from "./open-network.ts";

const LOOK: OptionRule<FitLook> = /* @__PURE__ */ instance("a look at a fit, as its step gives it", FitLook);

/**
 * Opens the network of a fit over one of its windows, between two steps: `openFit(step.look())` in `onStep`. A network that reads segments has a step
 * for each. undefined where there is no recurrent network, as in a linear model.
 */
export function openFit(look: FitLook): OpenedNetwork | undefined {
  requireOption("openFit", "look", LOOK, look);
  const { network, run, mode, lookback, horizon, rows, inputNames, target, values, times, restore } = look.parts;
  const [read, ahead] = [Math.floor(lookback / rows), Math.ceil(horizon / rows)];
  let forecast: Float64Array = new Float64Array();
  const body = () => {
    const said = run();
    forecast = restore(said.output.toArray());
    return said;
  };
  const starts = [0, read];
  try {
    const opened = withMode(mode, () => openNetwork(network, body, { starts, ...(rows === 1 && { inputNames }) }));
    // What segments ahead are written by is a step each from the same state, and no sequence.
    const layers = rows === 1 ? opened.layers : opened.layers.filter(({ steps }) => steps >= read);
    const skipped = lookback - read * rows;
    const row = (at: number): number => Math.min(skipped + at, values.length);
    const means = (of: Float64Array): (number | null)[] =>
      Array.from({ length: read + ahead }, (_, step) => meanOf(of.subarray(row(step * rows), row((step + 1) * rows))));
    const line = (label: string, role: OpenedLine["role"], from: number, to: number, of: Float64Array): OpenedLine => {
      const own = new Float64Array(values.length).fill(Number.NaN);
      own.set(of, from);
      return { label, role, y: means(own.fill(Number.NaN, to)) };
    };
    const name = rows === 1 ? target : `${target}, means of ${counted(rows, "row")}`;
    return {
      ...opened,
      layers,
      ...(rows > 1 && {
        reads: `Each step reads a segment of ${counted(rows, "row")}, which a layer has turned into features; what is ahead is written from the last state.`,
      }),
      lines: [
        line(name, "input", 0, lookback, values.subarray(0, lookback)),
        line("truth", "truth", lookback, values.length, values.subarray(lookback)),
        line("forecast", "model", lookback, values.length, forecast),
      ],
      stepNames: Array.from({ length: read + ahead }, (_, step) => {
        const [first, last] = [times[row(step * rows)], times[row((step + 1) * rows) - 1]];
        return first === last ? first : `${first} to ${last}`;
      }),
    };
  } catch (error) {
    if (error instanceof StateError && error.code === "NOTHING_OPENED") return undefined;
    throw error;
  }
}

/** null where there is none. */
function meanOf(values: Float64Array): number | null {
  const known = values.filter(Number.isFinite);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
