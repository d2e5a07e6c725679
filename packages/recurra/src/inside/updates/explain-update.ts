// What the last step of the optimizer did to the weights of one unit.
import { checkOptions, PLACE, whole, word } from "../../core/option-rules.ts";
import { insideOf } from "../cells/cells.ts";
import type { ExplainedPlace, ExplainedSum } from "../cells/explanation.ts";
import type { OpenedLayer, OpenedMove, OpenedUpdate } from "../cells/opened.ts";
import { Place } from "../cells/place.ts";
import { requireLayer } from "../cells/require-layer.ts";
import type { ExplainedUpdate, UpdatedBlock, UpdatedRows, UpdatedWeight } from "./explained-update.ts";
import { ruleOf } from "./rules.ts";

/** Weights that are shown of a sum. */
const SHOWN = 5;

type Matrix = keyof OpenedLayer["weights"];

/** One of the weights that are shown, and where it lies. */
interface Listed {
  readonly matrix: Matrix;
  readonly at: number;
  readonly tex: string;
  readonly weight: UpdatedWeight;
}

/**
 * What the step of the optimizer that made a layer's weights what they are did to those that the equation of a gate lists, or, of a state without
 * weights of its own, to those of all gates of the unit: each weight before and after, its gradient over the whole batch, its change; how the change
 * of the one that moved furthest came about, in float64; and how far each gate's weights moved, over all units.
 * undefined where no step is known (`OpenedLayer.update`).
 *
 * Throws OptionError OPTION_VALUE for a letter that the cell has not, or a unit or a step that is not there.
 */
export function explainUpdate(layer: OpenedLayer, place: ExplainedPlace): ExplainedUpdate | undefined {
  requireLayer("explainUpdate", layer);
  const { gates, states } = insideOf(layer.cell, layer.form);
  const all = [...gates, ...states];
  const rules = {
    symbol: word(...all.map(({ symbol }) => symbol)),
    unit: whole(0, layer.hiddenSize - 1),
    t: whole(0, layer.steps - 1),
    parts: PLACE,
  };
  checkOptions("explainUpdate", place, rules, ["symbol", "unit", "t"]);
  const { update } = layer;
  if (!update) return undefined;
  const { symbol, unit, t, parts = SHOWN } = place;
  const at = new Place(layer, unit, t, parts);
  const sumsOf = (some: typeof gates): ExplainedSum[] => {
    const sums = some.flatMap(({ lines }) => lines(at).flatMap((line) => line.sums));
    // Some gates read others' sums, too.
    return sums.filter(({ tex }, i) => sums.findIndex((one) => one.tex === tex) === i);
  };
  const own = sumsOf(all.filter((one) => one.symbol === symbol));
  const sums = own.length > 0 ? own : sumsOf(gates);
  const listed = sums.map((sum) => [sum, listWeights(layer, update, sum)] as const);
  const { optimizer, step, gradientScale, moves } = update;
  const [first] = Object.values(moves);
  const rule = ruleOf(optimizer);
  const worked = workOut(
    update,
    listed.flatMap(([, weights]) => weights),
  );
  return {
    ...{ optimizer, step, gradientScale, learningRate: first?.learningRate ?? 0 },
    ...(rule && { tex: rule.tex, says: rule.says }),
    blocks: (gates.length > 0 ? gates : states.slice(0, 1)).flatMap(({ symbol, name }, block) =>
      measureBlock(layer, update, { symbol, name, block }),
    ),
    rows: listed.map(([sum, weights]): UpdatedRows => {
      const { tex } = sum;
      return { tex: matrixOf(tex), weights: weights.map(({ weight }) => weight), left: sum.rest.count };
    }),
    ...(worked && { worked }),
  };
}

/** "W_{if}" of "W_{if} x_t". */
const matrixOf = (tex: string): string => tex.slice(0, tex.indexOf("}") + 1);

function listWeights(layer: OpenedLayer, { moves }: OpenedUpdate, sum: ExplainedSum): Listed[] {
  const list = (matrix: Matrix, at: number, name: string, tex: string): Listed[] => {
    const move = moves[matrix];
    const after = layer.weights[matrix][at];
    if (!move) return [];
    const [before, gradient] = [move.before[at], move.gradient[at]];
    return [{ matrix, at, tex, weight: { name, before, gradient, change: after - before, after } }];
  };
  const tex = matrixOf(sum.tex);
  const weights = sum.parts.flatMap(({ at, name }) => list(sum.weights, at, name, tex));
  const bias = sum.bias ? list(sum.weights === "ih" ? "biasIh" : "biasHh", sum.row, "bias", sum.bias.tex) : [];
  return [...weights, ...bias];
}

/** How far the weights of a gate moved, in each matrix and in the biases. */
function measureBlock(
  { weights, hiddenSize, gates }: OpenedLayer,
  { moves }: OpenedUpdate,
  { symbol, name, block }: { readonly symbol: string; readonly name: string; readonly block: number },
): readonly UpdatedBlock[] {
  const rows = Math.max(1, gates.length) * hiddenSize;
  const [ih, hh, b] = [`W_{i${symbol}}`, `W_{h${symbol}}`, `b_{${symbol}}`];
  const measure = (tex: string, matrices: readonly Matrix[]): readonly UpdatedBlock[] => {
    let [count, gradient, change] = [0, 0, 0];
    for (const matrix of matrices) {
      const move: OpenedMove | undefined = moves[matrix];
      if (!move) continue;
      const width = move.before.length / rows;
      const from = block * hiddenSize * width;
      for (let i = from; i < from + hiddenSize * width; i++) {
        count++;
        gradient += Math.abs(move.gradient[i]);
        change += Math.abs(weights[matrix][i] - move.before[i]);
      }
    }
    return count === 0 ? [] : [{ symbol, name, tex, count, gradient: gradient / count, change: change / count }];
  };
  return [...measure(ih, ["ih"]), ...measure(hh, ["hh"]), ...measure(b, ["biasIh", "biasHh"])];
}

/** The change of the weight that moved furthest, line by line. */
function workOut(
  { optimizer, settings, gradientScale, moves }: OpenedUpdate,
  listed: readonly Listed[],
): ExplainedUpdate["worked"] {
  const rule = ruleOf(optimizer);
  const furthest = listed.reduce<Listed | undefined>(
    (most, one) => (most && Math.abs(most.weight.change) >= Math.abs(one.weight.change) ? most : one),
    undefined,
  );
  if (!rule || !furthest) return undefined;
  const { matrix, at, tex, weight } = furthest;
  const { state, numbers, learningRate, weightDecay } = moves[matrix]!;
  const lines = rule.lines({
    ...{
      weight: weight.before,
      gradient: weight.gradient,
      gradientScale,
      numbers,
      learningRate,
      weightDecay,
      settings,
    },
    state: Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values[at]])),
  });
  return { tex, name: weight.name, lines, value: lines[lines.length - 1].value, change: weight.change };
}
