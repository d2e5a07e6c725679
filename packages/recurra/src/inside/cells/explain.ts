// How the value of one unit at one step came about.
import { checkOptions, PLACE, whole, word } from "../../core/option-rules.ts";
import { insideOf } from "./cells.ts";
import type { ExplainedPlace, Explanation } from "./explanation.ts";
import type { OpenedLayer } from "./opened.ts";
import { Place } from "./place.ts";
import { requireLayer } from "./require-layer.ts";

/** Products that are shown of a sum. */
const SHOWN = 5;

/**
 * How the number of one unit at one step came about: each weighted sum with its largest products, the sums before the activation, the
 * activation, and what a state is made of, in float64 from the layer's own weights, inputs, gates and states. `value` is what these lines come to,
 * and `computed` what the kernels have: the same within the last digits of float32.
 *
 *   explain(layer, { symbol: "f", unit: 3, t: 12 }).lines.at(-1).numbers      // "\\sigma(1.32)"
 *
 * Throws OptionError OPTION_VALUE for a letter that the cell has not, or a unit or a step that is not there.
 */
export function explain(layer: OpenedLayer, place: ExplainedPlace): Explanation {
  requireLayer("explain", layer);
  const { gates, states } = insideOf(layer.cell, layer.form);
  const all = [...gates, ...states];
  const rules = {
    symbol: word(...all.map(({ symbol }) => symbol)),
    unit: whole(0, layer.hiddenSize - 1),
    t: whole(0, layer.steps - 1),
    parts: PLACE,
  };
  checkOptions("explain", place, rules, ["symbol", "unit", "t"]);
  const { symbol, unit, t, parts = SHOWN } = place;
  const { name, tex, says, lines: explained } = all.find((one) => one.symbol === symbol)!;
  const at = new Place(layer, unit, t, parts);
  const lines = explained(at);
  const { value } = lines[lines.length - 1];
  return { symbol, name, unit, t, tex: tex(at.past), says, lines, value, computed: at.read(symbol).value };
}
