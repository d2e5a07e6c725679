// One step of a layer, component after component, with the numbers of one unit: what an animation shows.
import { checkOptions, NUMBER, whole } from "../../core/option-rules.ts";
import { insideOf } from "./cells.ts";
import type { ExplainedSum, Stage, StageNumber } from "./explanation.ts";
import type { OpenedLayer } from "./opened.ts";
import { Place } from "./place.ts";
import { requireLayer } from "./require-layer.ts";

/** Where a step is looked at. */
export interface StagesAt {
  readonly unit: number;
  readonly t: number;
  /** Of the sequence, where it is known. */
  readonly loss?: number;
}

/**
 * What happens in one step of a layer, in its order: the products with the input and with the states before, each gate, the candidate, the states,
 * the output, the loss, the gradient on its way back, and the update; each with its equation and the numbers of one unit. What is not known, such as
 * a gradient of a layer that was opened without one, has no numbers.
 *
 * Throws OptionError OPTION_VALUE for a unit or a step that is not there.
 */
export function stagesOf(layer: OpenedLayer, options: StagesAt): readonly Stage[] {
  requireLayer("stagesOf", layer);
  const rules = { unit: whole(0, layer.hiddenSize - 1), t: whole(0, layer.steps - 1), loss: NUMBER };
  checkOptions("stagesOf", options, rules, ["unit", "t"]);
  const { unit, t, loss } = options;
  const at = new Place(layer, unit, t, 0);
  const { gates, states } = insideOf(layer.cell, layer.form);
  const [h, ...others] = states;
  const sums = [...gates, ...states].flatMap(({ lines }) => lines(at).flatMap((line) => line.sums));
  const [read, held] = ["x_t", "h_{"].map((letter) => once(sums.filter(({ tex }) => tex.includes(letter))));
  const computed = [...gates, ...others, h].map(({ symbol, name, kind, tex, says }): Stage => {
    const numbers = [{ tex: `${symbol}_t`, value: at.read(symbol).value }];
    return { kind, symbols: [symbol], title: name, tex: tex(at.past), says, numbers };
  });
  return [
    {
      kind: "input",
      symbols: gates.map(({ symbol }) => symbol),
      title: "input product",
      tex: "W x_t + b",
      says: "Each gate weighs what is read at this step.",
      numbers: read,
    },
    // A minGRU has none.
    ...(held.length === 0 ? [] : [heldStage(at, held)]),
    ...computed,
    {
      kind: "output",
      symbols: ["h"],
      title: "output",
      tex: "h_t",
      says: "The state goes on: up, to what reads it, and to the next step.",
      numbers: [{ tex: "h_t", value: at.read("h").value }],
    },
    {
      kind: "loss",
      symbols: [],
      title: "loss",
      tex: "L",
      says: "How far what the network says is from the truth, over the whole sequence.",
      numbers: loss === undefined ? [] : [{ tex: "L", value: loss }],
    },
    ...gradientStages(layer, at),
  ];
}

function heldStage({ past }: Place, numbers: readonly StageNumber[]): Stage {
  const says = "Each gate weighs what the units said at the step before.";
  const [title, tex] = ["product with the state", `W h_{${past}} + b`];
  return { kind: "recurrent", symbols: ["h"], title, tex, says, numbers };
}

function once(sums: readonly ExplainedSum[]): StageNumber[] {
  const seen = new Map(sums.map(({ tex, bias, total }) => [bias ? `${tex} + ${bias.tex}` : tex, total]));
  return [...seen].map(([tex, value]) => ({ tex, value }));
}

function gradientStages({ gradients, update, hiddenSize, steps }: OpenedLayer, { unit, t }: Place): readonly Stage[] {
  const of = Object.entries(gradients?.gates ?? {});
  const value = (values: Float32Array, step: number): number => values[step * hiddenSize + unit];
  const slope = (of: string): string => `\\partial L / \\partial ${of}`;
  const allSteps = (values: Float32Array): number => {
    let sum = 0;
    for (let step = 0; step < steps; step++) sum += value(values, step);
    return sum;
  };
  return [
    {
      ...{ kind: "gradient", symbols: ["h", ...of.map(([symbol]) => symbol)], title: "gradient, on its way back" },
      tex: slope("h_t"),
      says: "How much the loss would change with this state, and with what goes into each gate: from the last step back to the first.",
      numbers: [
        ...(gradients ? [{ tex: slope("h_t"), value: value(gradients.h, t) }] : []),
        ...of.map(([symbol, values]) => ({ tex: slope(`a_${symbol}`), value: value(values, t) })),
      ],
    },
    {
      ...{ kind: "update", symbols: of.map(([symbol]) => symbol), title: "update" },
      tex: "W \\leftarrow W - \\eta \\, \\partial L / \\partial W",
      says: update
        ? `${update.optimizer} has moved each weight against its gradient over a whole batch, of which this sequence may be one: step ${update.step} of this network's training.`
        : "The optimizer moves each weight against its gradient, added over all steps: that of this sequence for each gate's bias is shown. What it did in the last step is not known: nobody looked when it was taken, or other weights, such as those of the best epoch, have been put in place since. One more step, and its changes stand here.",
      numbers: update ? [] : of.map(([symbol, values]) => ({ tex: slope(`b_${symbol}`), value: allSteps(values) })),
    },
  ];
}
