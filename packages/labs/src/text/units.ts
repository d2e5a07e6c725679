// What the units of the trained network hold, on the text: for each trait the unit that follows it most closely.
import { type Mode, noGrad, tensor, withMode } from "recurra";
import { portableMath } from "recurra/core";
import { correlation } from "recurra/evaluation";
import { RecurrentTrace } from "recurra/nn";
import type { Turns } from "../lab/turns.ts";
import { type Passage, WARM_UP } from "./data.ts";
import { findTraits, type Trait } from "./traits.ts";
import type { Writer } from "./writer.ts";

/** Characters of a part of the text in which units are compared with traits. */
const LOOKED_AT = 4000;
/** Characters that are shown. */
const SHOWN = 420;
/** Characters that are read at once, to keep what is traced small. */
const STRETCH = 500;

/** The unit that follows a trait. */
interface Reader {
  readonly trait: string;
  readonly name: string;
  /** The unit's number in the last layer, from 1. */
  readonly unit: number;
  /** Of the unit's state with the trait: in the validation part, which chose it, and in the test part. */
  readonly chosen: number;
  readonly tested: number | null;
  /** The state at each shown character, turned round where it falls with the trait. */
  readonly shown: readonly number[];
}

export interface Readers {
  /** The shown characters. */
  readonly text: readonly string[];
  /** Where they begin in the text. */
  readonly start: number;
  readonly readers: readonly Reader[];
}

/** States of the last layer at the characters from `from` to `to`, [to - from, H]: tanh c of an LSTM, c / n of an sLSTM, else h. */
async function traceStates(model: Writer, { codes }: Passage, from: number, to: number, turns: Turns, mode: Mode) {
  const width = model.recurrent.hiddenSize;
  const found = new Float32Array((to - from) * width);
  for (let start = from; start < to; start += STRETCH) {
    await turns.next();
    const end = Math.min(start + STRETCH, to);
    const first = Math.max(0, start - WARM_UP);
    const trace = new RecurrentTrace();
    withMode(mode, () => noGrad(() => model.read(tensor(codes.slice(first, end), [1, end - first]), { trace })));
    const [{ hidden, states }] = trace.layers[trace.layers.length - 1];
    const { c, n } = states;
    const memory = n ? c.map((sum, i) => sum / n[i]) : c ? c.map(portableMath.tanh) : hidden;
    found.set(memory.subarray((start - first) * width), (start - from) * width);
  }
  return found;
}

function stateOf(states: Float32Array, unit: number, width: number): Float64Array {
  return Float64Array.from({ length: states.length / width }, (_, t) => states[t * width + unit]);
}

/** A part of the text with its traits: enough before it for them to be known. */
function traitsOf({ signs }: Passage, from: number, to: number): Trait[] {
  const first = Math.max(0, from - 10 * WARM_UP);
  const traits = findTraits(signs.slice(first, to + 1));
  return traits.map((trait) => ({ ...trait, values: trait.values.subarray(from - first, to - first) }));
}

/** Where the shown characters begin: the first line of the test part from which on a good part, and not all, is said by somebody. */
function chooseShown(passage: Passage, to: number): number {
  const { signs, test } = passage;
  for (let start = test; start + SHOWN <= to; start++) {
    if (signs[start - 1] !== "\n") continue;
    const [{ values }] = traitsOf(passage, start, start + SHOWN);
    const share = values.reduce((sum, value) => sum + value, 0) / SHOWN;
    if (share > 0.3 && share < 0.7) return start;
  }
  return test;
}

/** For each trait the unit whose state follows it most closely in the validation part, and what it holds in the test part. */
export async function findReaders(
  model: Writer,
  passage: Passage,
  turns: Turns,
  mode: Mode = "strict",
): Promise<Readers> {
  const { validation, test, end, signs } = passage;
  const parts = [
    [validation, Math.min(validation + LOOKED_AT, test)],
    [test, Math.min(test + LOOKED_AT, end - 1)],
  ] as const;
  const [choosing, testing] = [
    await traceStates(model, passage, ...parts[0], turns, mode),
    await traceStates(model, passage, ...parts[1], turns, mode),
  ];
  const width = model.recurrent.hiddenSize;
  const start = chooseShown(passage, parts[1][1]);
  const shownEnd = Math.min(start + SHOWN, parts[1][1]);
  const tested = traitsOf(passage, ...parts[1]);
  const readers = traitsOf(passage, ...parts[0]).flatMap(({ id, name, values }, at) => {
    const follows = Array.from({ length: width }, (_, unit) => correlation(stateOf(choosing, unit, width), values));
    const sizes = follows.map((one) => Math.abs(one ?? 0));
    const unit = sizes.indexOf(Math.max(...sizes));
    const chosen = follows[unit];
    if (chosen === null || chosen === 0) return []; // a text without quotation marks
    const states = stateOf(testing, unit, width);
    const sign = Math.sign(chosen);
    const shown = Array.from(states.subarray(start - test, shownEnd - test), (state) => sign * state);
    return [{ trait: id, name, unit: unit + 1, chosen, tested: correlation(states, tested[at].values), shown }];
  });
  return { text: signs.slice(start, shownEnd), start, readers };
}
