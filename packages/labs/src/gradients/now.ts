// What a page shows of the lab of gradients while it runs: how large the gradient of the loss is at each step back from it, in every network
// as it is now, on one axis.
import type { BarsBlock, Block, LinesBlock } from "@recurra/report";
import { clipGradNorm, crossEntropyLoss, type Mode, withMode, withSeed } from "recurra";
import type { OpenedNetwork } from "recurra/inside";
import { withEvaluation } from "recurra/nn";
import { counted } from "recurra/words";
import type { LabDial } from "../lab/lab.ts";
import { oneOf } from "../network/opened.ts";
import { drawBackwards } from "./backwards.ts";
import { measureGradients } from "./norms.ts";
import { openReader } from "./opened.ts";
import { SequenceReader, type Subject } from "./subjects.ts";
import { makeRecall, SYMBOLS } from "./tasks.ts";

export const dial: LabDial = {
  label: "steps back",
  least: 10,
  most: 200,
  step: 10,
  initial: 100,
  effect:
    "The gradient is followed back through sequences of this length, in the networks as they are now. What they learn stays as it is.",
};

/** Sequences on which gradients are measured: few, for they are measured ten times a second. */
const SEQUENCES = 8;

interface NowSettings {
  readonly hidden: number;
  readonly gain: number;
  readonly clip: number;
  readonly seed: number;
}

/** One of the networks as it is now. */
interface Shown {
  readonly model: SequenceReader;
  /** What was measured, where the network has not changed since. */
  measured?: Measured & { readonly length: number };
}

interface Measured {
  readonly norms: Float64Array;
  /** Of the gradients of all weights together: what clipping compares with its limit. */
  readonly whole: number;
}

export class NetworksNow {
  readonly #subjects: readonly Subject[];
  readonly #settings: NowSettings;
  readonly #mode: Mode | undefined;
  readonly #shown = new Map<Subject, Shown>();
  #learning: { readonly subject: Subject; readonly distance: number } | undefined;
  #says: string;

  constructor(subjects: readonly Subject[], settings: NowSettings, mode: Mode | undefined) {
    this.#subjects = subjects;
    this.#settings = settings;
    this.#mode = mode;
    this.#says = "All networks are new.";
    for (const subject of subjects) this.renew(subject);
  }

  /** The network is a new one, its recurrent weights times a gain. */
  renew(subject: Subject, gain: number = this.#settings.gain): void {
    const { hidden, seed } = this.#settings;
    const model = withSeed(seed, () => new SequenceReader(subject.make(SYMBOLS + 1, hidden), hidden, SYMBOLS));
    this.#show(subject, model.scaleRecurrent(gain));
    this.#says = gain === 1 ? "All networks are new." : `${subject.name}: new, with recurrent weights times ${gain}.`;
  }

  /** The network learns from here on. It is freed with the others. */
  learn(subject: Subject, model: SequenceReader, distance: number, seed: number): void {
    this.#show(subject, model);
    this.#learning = { subject, distance };
    this.#says = `${subject.name} is learning to name a symbol ${counted(distance, "step")} back, with seed ${seed}.`;
  }

  /** Nothing learns any more. */
  rest(): void {
    this.#learning = undefined;
    this.#says = "All networks are as they were after their last training, for the longest distance.";
  }

  draw(length: number): readonly Block[] {
    const measured = this.#subjects.map((subject) => this.#measure(subject, length));
    const far = this.#subjects.filter((_, i) => !(measured[i].whole <= WHOLE[1])).map(({ name }) => name);
    const beyond = far.length === 0 ? "" : ` Too large to be shown through ${length} steps: ${far.join(", ")}.`;
    return [
      { kind: "text", text: this.#says + beyond },
      this.#drawNorms(measured, length),
      this.#drawWhole(measured, length),
    ];
  }

  /** One of the networks, counted round, from the one that learns on, over a sequence of this length. */
  open(length: number, which: number | undefined): OpenedNetwork {
    const learning = this.#learning ? this.#subjects.indexOf(this.#learning.subject) : 0;
    const count = this.#subjects.length;
    const subject = this.#subjects[(learning + oneOf(count, which)) % count];
    const named = { title: subject.name, mode: this.#mode };
    return openReader(this.#shown.get(subject)!.model, length, this.#settings.seed, named);
  }

  dispose(): void {
    for (const { model } of this.#shown.values()) model.dispose();
    this.#shown.clear();
  }

  #show(subject: Subject, model: SequenceReader): void {
    this.#shown.get(subject)?.model.dispose();
    this.#shown.set(subject, { model });
  }

  /** Anew where the network learns, or another length is asked for. */
  #measure(subject: Subject, length: number): Measured {
    const shown = this.#shown.get(subject)!;
    const known = shown.measured;
    if (known?.length === length && this.#learning?.subject !== subject) return known;
    const { model } = shown;
    const probe = makeRecall(SEQUENCES, length - 1, this.#settings.seed);
    let whole = Number.NaN;
    const { norms } = withEvaluation(model, () =>
      measureGradients(model, probe, crossEntropyLoss, this.#mode, () => {
        whole = withMode(this.#mode ?? "strict", () => clipGradNorm(model.parameters(), Number.POSITIVE_INFINITY));
      }),
    );
    shown.measured = { norms, whole, length };
    return shown.measured;
  }

  #drawNorms(measured: readonly Measured[], length: number): LinesBlock {
    const { clip } = this.#settings;
    const back = this.#learning?.distance;
    return {
      kind: "lines",
      title: `Norm of dLoss/dh at each of ${counted(length, "step")} back from the loss, as the networks are now`,
      description:
        "A line for each network on one logarithmic axis: the steeper it falls, the sooner its gradient is gone.",
      x: { label: "steps back from the loss", domain: [0, length - 1] },
      y: { label: "norm of dLoss/dh", scale: "log", domain: [floorOf(length), 100] },
      lines: this.#subjects.map(({ name, role }, i) => drawBackwards(name, role, measured[i].norms, floorOf(length))),
      rules: [
        { label: `clipping acts above ${clip}`, y: clip },
        ...(back !== undefined && back < length ? [{ label: "what is asked for", x: back }] : []),
      ],
    };
  }

  #drawWhole(measured: readonly Measured[], length: number): BarsBlock {
    const { clip } = this.#settings;
    return {
      kind: "bars",
      title: `Norm of the gradient of all weights together, through ${counted(length, "step")}: what is clipped`,
      description: "A point for each network, beside the norm above which a gradient is scaled down.",
      value: { label: "norm", scale: "log", domain: [...WHOLE] },
      bars: this.#subjects.map(({ name, role }, i) => ({
        label: name,
        role,
        value: within(measured[i].whole),
      })),
      rule: { label: "clipping acts above", value: clip },
    };
  }
}

/** The norms of all weights' gradients that are shown: beyond, the point is at the end, and its figures say where it would be. */
const WHOLE = [1e-4, 1e4] as const;
/** What a logarithmic axis takes: of 0, and of what is no number any more, the nearest that there is. */
const within = (norm: number): number => (Number.isFinite(norm) ? Math.max(1e-30, norm) : WHOLE[1]);

/** The least norm that is shown: farther down where a gradient has farther to go, to where the kernels take it for 0. */
function floorOf(length: number): number {
  return Number(`1e-${Math.min(30, 4 + Math.ceil(length / 4))}`);
}
