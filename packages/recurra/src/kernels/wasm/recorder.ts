// Notes every kernel call while a plan is captured (tensor/plan.ts). A plan is the list of these calls: running them again, at
// the same addresses, computes the same thing on whatever numbers its inputs then hold. So what runs between must change the
// engine's memory through kernels, `writeWords` and `writeFloats` alone, and must not read numbers in JavaScript.
import { StateError } from "../../core/errors.ts";

/** Words that the captured code wrote itself, such as the description of a layer: they are written once, before the first run. */
export interface Constant {
  readonly address: number;
  readonly words: Int32Array;
}

/** A compiled module beside the first, and the number of its `runOne` in the table. */
export interface FurtherModule {
  readonly module: WebAssembly.Module;
  readonly runOne: number;
}

/** Two key words that a random operation drew; a run with another seed draws them anew. */
interface Draw {
  readonly address: number;
  readonly purpose: string;
  readonly serial: number;
  readonly seed: number;
}

/** Random decisions that chose which operations ran; the plan is good for seeds that decide alike. */
export interface Decision {
  readonly purpose: string;
  readonly serial: number;
  readonly seed: number;
  readonly probability: number;
  readonly outcomes: readonly boolean[];
}

export class Recorder {
  /** Calls that pack weights: needed once after parameters have changed. */
  readonly prologue: number[] = [];
  /** All other calls. */
  readonly body: number[] = [];
  readonly constants: Constant[] = [];
  readonly draws: Draw[] = [];
  readonly decisions: Decision[] = [];
  /** The modules beside the first one whose kernels were called. */
  readonly modules: Set<FurtherModule> = new Set();
  readonly #packed = new Set<object>();
  readonly #wrapped = new Map<object, object>();
  #calls: number[] = this.body;

  /** Kernels that run and are recorded, by what they are called in programs. */
  wrap<K extends object>(kernels: K, codes: ReadonlyMap<string, readonly number[]>): K {
    const known = this.#wrapped.get(kernels);
    if (known) return known as K;
    const wrapped: Record<string, (...args: number[]) => unknown> = {};
    for (const [name, code] of codes) {
      const kernel = (kernels as Record<string, (...args: number[]) => unknown>)[name];
      wrapped[name] = (...args) => {
        // Programs have no counts of arguments: a call with one too few would be read as another call.
        if (args.length !== kernel.length) throw new Error(`kernels: ${name} called with ${args.length} arguments`);
        this.#calls.push(...code, ...args);
        return kernel(...args);
      };
    }
    this.#wrapped.set(kernels, wrapped);
    return wrapped as K;
  }

  /** Whether `owner` still has to pack its weights within this capture. */
  mustPack(owner: object): boolean {
    if (this.#packed.has(owner)) return false;
    this.#packed.add(owner);
    return true;
  }

  /** Notes what `pack` calls as part of the prologue. */
  packing(pack: () => void): void {
    const before = this.#calls;
    this.#calls = this.prologue;
    try {
      pack();
    } finally {
      this.#calls = before;
    }
  }
}

let recorder: Recorder | undefined;

/** The recorder of the running capture. */
export function currentRecorder(): Recorder | undefined {
  return recorder;
}

/** @internal Only the engine calls it, because it keeps the wrapped kernels. */
export function setRecorder(next: Recorder | undefined): void {
  recorder = next;
}

/** Runs `pack` when `stale`, and once in every capture, where its calls go to the prologue. */
export function packWhen(stale: boolean, owner: object, pack: () => void): void {
  if (recorder?.mustPack(owner)) recorder.packing(pack);
  else if (stale) pack();
}

/**
 * Throws StateError PLAN_READS_VALUES while a plan is captured: what `what` does, such as "item reads numbers in JavaScript", would
 * be the same in every run of the plan, or be left out.
 */
export function refuseInPlan(what: string): void {
  if (recorder === undefined) return;
  throw new StateError(
    "PLAN_READS_VALUES",
    "plan",
    `${what}, so it cannot be part of a plan, which repeats kernel calls alone`,
    {
      remedies: [
        ["leave it out of ", { call: "forward()" }],
        ["train with ", { option: "plan", value: false }],
      ],
    },
  );
}
