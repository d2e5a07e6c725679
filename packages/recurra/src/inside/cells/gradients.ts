// d loss / d what goes into each gate, out of d loss / d h_t and the numbers of a layer.
import { insideOf } from "./cells.ts";
import type { OpenedLayer } from "./opened.ts";
import { Place } from "./place.ts";

/** By symbol: of gates [T, H] each, and of the states before the first step but h [H] each. */
interface GateGradients {
  readonly gates: Readonly<Record<string, Float32Array>>;
  readonly first: Readonly<Record<string, Float32Array>>;
}

/**
 * Goes from the last step that a layer reads to its first. `h` is d loss / d h_t [T, H], through all that reads it; `last` what comes from behind
 * the last step to the states but h, [H] each by symbol, zeros where it has none.
 */
export function gateGradients(
  layer: OpenedLayer,
  h: Float32Array,
  last: Readonly<Record<string, ArrayLike<number>>> = {},
): GateGradients {
  const { steps, hiddenSize, reversed } = layer;
  const { states, gradients } = insideOf(layer.cell, layer.form);
  const carried = states.map(({ symbol }) => symbol).filter((symbol) => symbol !== "h");
  const zeros = (size: number) => new Float64Array(size);
  const at = new Place(layer, 0, 0, 0);
  const gates: Record<string, Float32Array> = {};
  let after: Record<string, Float64Array> = {};
  for (const symbol of carried) after[symbol] = last[symbol] ? Float64Array.from(last[symbol]) : zeros(hiddenSize);
  for (let s = steps - 1; s >= 0; s--) {
    const t = reversed ? steps - 1 - s : s;
    const before = Object.fromEntries(carried.map((symbol) => [symbol, zeros(hiddenSize)]));
    const of = (symbol: string, unit: number) => (symbol === "h" ? h[t * hiddenSize + unit] : after[symbol][unit]);
    for (let unit = 0; unit < hiddenSize; unit++) {
      at.moveTo(unit, t);
      const found = gradients(of, at);
      for (const symbol in found.gates) {
        gates[symbol] ??= new Float32Array(steps * hiddenSize);
        gates[symbol][t * hiddenSize + unit] = found.gates[symbol];
      }
      for (const symbol of carried) before[symbol][unit] = found.states[symbol];
    }
    after = before;
  }
  const first = Object.fromEntries(carried.map((symbol) => [symbol, Float32Array.from(after[symbol])]));
  return { gates, first };
}
