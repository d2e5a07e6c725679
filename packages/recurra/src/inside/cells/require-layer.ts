// What comes as an opened layer is looked at before it is computed with: it may come out of a file, or from elsewhere.
import {
  checkOptions,
  flag,
  made,
  NUMBER,
  type OptionRule,
  type OptionRules,
  object,
  PLACE,
  part,
  requireOption,
  TEXT,
  whole,
  word,
} from "../../core/option-rules.ts";
import { cellNames } from "../../words/cells.ts";
import { insideOf } from "./cells.ts";
import type { OpenedForm, OpenedLayer, OpenedQuantity, OpenedUpdate } from "./opened.ts";

const LAYER: OptionRule<OpenedLayer> = /* @__PURE__ */ part("an opened layer", "inputNames");
const SIZE: OptionRule<number> = /* @__PURE__ */ whole(1, 1 << 24);
const OBJECT: OptionRule<object> = /* @__PURE__ */ object();
const NAMES: OptionRule<readonly string[]> = /* @__PURE__ */ made(
  "a list of names",
  (value): value is readonly string[] => Array.isArray(value) && value.every((one) => typeof one === "string"),
);
const LISTED: OptionRule<readonly OpenedQuantity[]> = /* @__PURE__ */ made(
  "a list of gates or states",
  (value): value is readonly OpenedQuantity[] =>
    Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null),
);

export const CELL_WORD: OptionRule<OpenedLayer["cell"]> = /* @__PURE__ */ word(...cellNames);

const numbers = (...counts: readonly number[]): OptionRule<Float32Array> =>
  made(
    `a Float32Array of ${counts.join(" or ")} numbers`,
    (value): value is Float32Array => value instanceof Float32Array && counts.includes(value.length),
  );

const FORM: OptionRules<OpenedForm> = { nonlinearity: word("tanh", "relu"), resetAfter: flag, heads: SIZE };

/** Throws OptionError OPTION_VALUE or OPTION_UNKNOWN where a form has what no cell has. */
export function requireForm(subject: string, form: OpenedForm): void {
  checkOptions(subject, form, FORM);
}

/** Throws OptionError OPTION_VALUE unless it is a layer whose arrays have the sizes that it says. */
export function requireLayer(subject: string, layer: OpenedLayer): void {
  requireOption(subject, "layer", LAYER, layer);
  const check = <T>(name: string, rule: OptionRule<T>, value: unknown): void =>
    requireOption(subject, `layer.${name}`, rule, value);
  check("cell", CELL_WORD, layer.cell);
  requireForm(subject, layer.form);
  check("title", TEXT, layer.title);
  check("reversed", flag, layer.reversed);
  check("from", PLACE, layer.from);
  const { steps, inputSize, hiddenSize } = layer;
  for (const [name, size] of Object.entries({ steps, inputSize, hiddenSize })) check(name, SIZE, size);
  check("x", numbers(steps * inputSize), layer.x);
  check("inputNames", NAMES, layer.inputNames);
  const { gates, states } = insideOf(layer.cell, layer.form);
  const all = numbers(steps * hiddenSize);
  for (const name of ["gates", "states", "first", "weights"] as const) {
    check(name, name === "gates" || name === "states" ? LISTED : OBJECT, layer[name]);
  }
  for (const [name, wanted] of Object.entries({ gates, states })) {
    for (const { symbol } of wanted) {
      const found = layer[name as "gates" | "states"].find((one) => one.symbol === symbol);
      check(`${name}: the values of "${symbol}"`, all, found?.values);
    }
  }
  for (const { symbol } of states) check(`first.${symbol}`, numbers(hiddenSize), layer.first[symbol]);
  const rows = Math.max(1, gates.length) * hiddenSize;
  const { heads = 1 } = layer.form;
  check("weights.ih", numbers(rows * inputSize), layer.weights.ih);
  check("weights.hh", numbers((rows * hiddenSize) / heads, 0), layer.weights.hh);
  for (const name of ["biasIh", "biasHh"] as const) check(`weights.${name}`, numbers(rows, 0), layer.weights[name]);
  if (layer.update !== undefined) requireUpdate(subject, layer, layer.update);
  if (layer.gradients === undefined) return;
  check("gradients", OBJECT, layer.gradients);
  check("gradients.h", all, layer.gradients.h);
  check("gradients.gates", OBJECT, layer.gradients.gates);
  for (const [symbol, values] of Object.entries(layer.gradients.gates)) check(`gradients.gates.${symbol}`, all, values);
}

/** Throws OptionError OPTION_VALUE unless every move has the size of what it moved. */
function requireUpdate(subject: string, { weights }: OpenedLayer, update: OpenedUpdate): void {
  const check = <T>(name: string, rule: OptionRule<T>, value: unknown): void =>
    requireOption(subject, `layer.update${name}`, rule, value);
  check("", OBJECT, update);
  check(".optimizer", TEXT, update.optimizer);
  check(".step", PLACE, update.step);
  check(".gradientScale", NUMBER, update.gradientScale);
  check(".settings", OBJECT, update.settings);
  check(".moves", OBJECT, update.moves);
  for (const name of ["ih", "hh", "biasIh", "biasHh"] as const) {
    const move = update.moves[name];
    if (move === undefined) continue;
    const all = numbers(weights[name].length);
    check(`.moves.${name}`, OBJECT, move);
    for (const part of ["before", "gradient"] as const) check(`.moves.${name}.${part}`, all, move[part]);
    for (const part of ["learningRate", "weightDecay"] as const) check(`.moves.${name}.${part}`, NUMBER, move[part]);
    check(`.moves.${name}.numbers`, OBJECT, move.numbers);
    check(`.moves.${name}.state`, OBJECT, move.state);
    for (const [key, values] of Object.entries(move.state)) check(`.moves.${name}.state.${key}`, all, values);
  }
}
