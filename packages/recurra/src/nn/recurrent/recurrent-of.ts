import { ShapeError } from "../../core/errors.ts";
import {
  checkOptions,
  DROPPED,
  flag,
  made,
  NUMBERS,
  type OptionRule,
  type OptionRules,
  object,
  part,
} from "../../core/option-rules.ts";
import { isObject } from "../../format/untrusted-json.ts";
import { gt, where } from "../../operations/index.ts";
import {
  announce,
  describeShape,
  dropout,
  ones,
  requireTensor,
  stack,
  type Tensor,
  tensor,
  watched,
} from "../../tensor/index.ts";
import { Module } from "../module/module.ts";
import { type CellModule, StepCell, type StepState } from "./step-cell.ts";

/** How often states keep what they were: one probability for all, or one for each state by its name. */
export type Zoneout = number | Readonly<Record<string, number>>;

/** What is done between the steps of a cell while training. */
export interface StepOptions {
  /** The probability with which a unit of h is hidden from the cell, the same units at all steps; 0 unless set. */
  recurrentDropout?: number;
  /** The probability with which a unit of a state stays as it was, drawn at each step: `{ h: 0.05, c: 0.5 }`; 0 unless set. */
  zoneout?: Zoneout;
}

/** Options of RecurrentOf. */
export interface RecurrentOfOptions extends StepOptions {
  /** What makes the next state of a step and a state: a GRUCell, or a module of one's own. */
  cell: CellModule;
  /** Whether it reads from the end of the sequence to its start; off unless set. */
  reverse?: boolean;
}

/** How a sequence starts, and how long it really is. */
export interface UnrollOptions {
  /** The state before the first step; the cell's own unless given. */
  readonly state?: StepState;
  /** True lengths [B] of padded sequences: outputs past the end are 0, the state is the one at the true end. */
  readonly lengths?: readonly number[];
}

/** What `zoneout` may be. */
export const ZONEOUT: OptionRule<Zoneout> = /* @__PURE__ */ made(
  "a probability below 1, or one for each state by its name",
  (value): value is Zoneout => DROPPED.fits(value) || (isObject(value) && Object.values(value).every(DROPPED.fits)),
);

export const STEP_RULES: OptionRules<StepOptions> = { recurrentDropout: DROPPED, zoneout: ZONEOUT };
export const CELL_MODULE: OptionRule<CellModule> = /* @__PURE__ */ part<CellModule>(
  "a module with a forward(x, state)",
  "forward",
);
const RULES: OptionRules<RecurrentOfOptions> = { cell: CELL_MODULE, reverse: flag, ...STEP_RULES };
const UNROLL: OptionRules<UnrollOptions> = {
  state: object("a state, as forward() gives it"),
  lengths: NUMBERS as OptionRule<readonly number[]>,
};

/**
 * A recurrent network of any cell: the cell runs over the steps of a sequence, and h of each step is the output.
 *
 *   state' = cell(x[t], state)        y[t] = state'.h
 *
 * `recurrentDropout` hides units of h from the cell: a mask that is drawn once for a sequence and holds at all of its steps (for the input,
 * that is Dropout1d). `zoneout` keeps units of a state as they were, drawn anew at each step; in eval() a state is their mean,
 * z state + (1 - z) state'. Both are drawn from the default generator, as `dropout` is.
 *
 * Shapes: x [B, T, I] -> output [B, T, H]; states as the cell has them, [B, H].
 * Throws OptionError for options that are none, ShapeError RECURRENT_INPUT and RECURRENT_LENGTHS for inputs and lengths that do not fit.
 * Source: Gal and Ghahramani 2016, arXiv:1512.05287; Krueger et al. 2017, arXiv:1606.01305.
 */
export class RecurrentOf extends Module {
  readonly cell: CellModule;
  readonly reverse: boolean;
  readonly recurrentDropout: number;
  readonly zoneout: Zoneout;

  constructor(options: RecurrentOfOptions) {
    super();
    checkOptions("RecurrentOf", options, RULES, ["cell"]);
    const { cell, reverse = false, recurrentDropout = 0, zoneout = 0 } = options;
    this.cell = cell;
    this.reverse = reverse;
    this.recurrentDropout = recurrentDropout;
    this.zoneout = zoneout;
  }

  /** When its cell is. */
  override get repeatable(): boolean {
    return this.cell.repeatable;
  }

  /** The outputs of all steps, and the state after the last one. */
  forward(x: Tensor, options: UnrollOptions = {}): { output: Tensor; state: StepState } {
    checkUnroll("RecurrentOf.forward", x, options);
    return unroll(this, x, options);
  }
}

/** Throws OptionError and ShapeError for what is no sequence, and lengths that are none of it. */
export function checkUnroll(name: string, x: Tensor, options: UnrollOptions): void {
  requireTensor(name, "x", x);
  checkOptions(name, options, UNROLL);
  const { lengths } = options;
  const [batch, time] = x.shape;
  if (x.shape.length !== 3) {
    throw new ShapeError(
      "RECURRENT_INPUT",
      name,
      `got x ${describeShape(x.shape)}, expected [B, T, I] (batch, time, features)`,
      {
        found: x.shape,
      },
    );
  }
  const wrong = lengths
    ? [...lengths].findIndex((length) => !Number.isInteger(length) || length < 1 || length > time)
    : -1;
  if (!lengths || (lengths.length === batch && wrong < 0)) return;
  const problem =
    wrong < 0
      ? `got ${lengths.length} lengths for a batch of ${batch}`
      : `length ${lengths[wrong]} of sequence ${wrong} is not a whole number from 1 to T = ${time}`;
  throw new ShapeError("RECURRENT_LENGTHS", name, problem);
}

/** Runs a cell over x [B, T, I]. */
export function unroll(
  network: RecurrentOf,
  x: Tensor,
  { state: first, lengths }: UnrollOptions,
): { output: Tensor; state: StepState } {
  const { cell, reverse, recurrentDropout, zoneout, training } = network;
  const time = x.shape[1];
  // Whoever watches sees the same operations whatever the lengths are; the numbers are the same.
  const ends = lengths && watched() ? tensor(lengths, [lengths.length, 1]) : undefined;
  const shortest = ends ? 0 : lengths ? Math.min(...lengths) : time;
  const outputs = new Array<Tensor>(time);
  const between = new Between(training, recurrentDropout, zoneout);
  let state = first;
  for (let i = 0; i < time; i++) {
    const t = reverse ? time - 1 - i : i;
    const made = cell.forward(x.step(t), state && between.dropped(state));
    requireTensor("RecurrentOf.forward", "h of the state that the cell gives", made?.h);
    let next = between.zoned(made, state);
    outputs[t] = next.h;
    if (lengths && t >= shortest) {
      // Past its end a sequence has no step.
      const inside = ends ? gt(ends, t) : tensor(maskOf(lengths, t), [lengths.length, 1]);
      const before = state;
      outputs[t] = where(inside, next.h, 0);
      next = mapStates(next, (one, name) => where(inside, one, before?.[name] ?? 0));
    }
    state = next;
  }
  const output = stack(outputs, 1);
  // A cell of the library is one step of a network, which may be told of as a whole.
  if (zoneout === 0 && cell.forward === StepCell.prototype.forward) {
    const names = Object.keys(state!);
    const begin = first ? names.map((name) => first[name]) : [];
    announce("unrolled", [x, ...begin], [output, ...Object.values(state!)], network, lengths);
  }
  return { output, state: state! };
}

/** 1 for each sequence that has step t. */
function maskOf(lengths: readonly number[], t: number): Float32Array {
  return Float32Array.from(lengths, (length) => (t < length ? 1 : 0));
}

function mapStates(state: StepState, change: (one: Tensor, name: string) => Tensor): StepState {
  return Object.fromEntries(
    Object.entries(state).map(([name, one]) => [name, change(one, name)]),
  ) as unknown as StepState;
}

/** What is done with the states of a sequence between its steps. */
class Between {
  readonly #training: boolean;
  readonly #dropout: number;
  readonly #zoneout: Zoneout;
  /** The units of h that the cell sees. */
  #mask: Tensor | undefined;

  constructor(training: boolean, recurrentDropout: number, zoneout: Zoneout) {
    this.#training = training;
    this.#dropout = recurrentDropout;
    this.#zoneout = zoneout;
  }

  /** The state that the cell sees. */
  dropped(state: StepState): StepState {
    if (!this.#training || this.#dropout === 0) return state;
    this.#mask ??= dropout(ones(state.h.shape), this.#dropout);
    return { ...state, h: state.h.mul(this.#mask) };
  }

  /** The state that follows, of what the cell made and the one before. */
  zoned(next: StepState, before: StepState | undefined): StepState {
    const zoneout = this.#zoneout;
    if (zoneout === 0) return next;
    return mapStates(next, (one, name) => {
      const kept = typeof zoneout === "number" ? zoneout : (zoneout[name] ?? 0);
      if (kept === 0) return one;
      const old = before?.[name];
      if (this.#training) return where(dropout(ones(one.shape), kept), one, old ?? 0);
      const share = one.mul(1 - kept);
      return old ? share.add(old.mul(kept)) : share;
    });
  }
}
