// A plan: what a function of tensors does to the engine's memory, as a list of kernel calls at fixed addresses, captured while it
// ran once. Running a plan is running that list: no tensors, no tape, no allocation, and the same bits, since they are the same
// calls. Whoever makes a plan says that the function makes the same calls for every batch of these shapes.
//
// The function runs twice: once to learn how much step memory it takes, and once in a region of that size which the
// plan owns. Packing of weights is recorded apart (`prologue`), because it is needed once per change of the parameters, not for each
// batch. Random draws are recorded with their purpose and serial, so that a run with another seed draws its own.

import { Generator, withSeed } from "../core/random.ts";
import { inRegion, takenBytes } from "../kernels/wasm/arena.ts";
import { currentRunner, f32, i32, recordWith } from "../kernels/wasm/engine.ts";
import { allocate, release } from "../kernels/wasm/heap.ts";
import { CALL_BYTES, callWords, type Program } from "../kernels/wasm/program.ts";
import { type Constant, type FurtherModule, Recorder, refuseInPlan } from "../kernels/wasm/recorder.ts";
import { adopt } from "./creation.ts";
import { decidesAlike, keyWords } from "./draw.ts";
import type { Parameter } from "./parameter.ts";
import { noGrad, scope } from "./scope.ts";
import type { Shape } from "./shape.ts";
import { apartFromEnclosing } from "./step.ts";
import { type Tensor, viewTensor } from "./tensor.ts";

/** A place in the engine's memory: an address in bytes and a number of float32 numbers. */
export interface MemoryRange {
  readonly address: number;
  readonly size: number;
}

/** What to capture. */
interface PlanSource {
  /** Leaves, or other tensors that hold the numbers of the first run; later runs replace them. */
  readonly inputs: readonly Tensor[];
  /** The seed of the first run; what the function draws with it, a run with another seed draws anew. */
  readonly seed: number;
  /** The function. It is called twice. */
  readonly body: (inputs: readonly Tensor[]) => Tensor;
  /**
   * With it, the gradients of the result with respect to these parameters are part of the plan. They start from `from`, of the
   * result's shape, which is one more input. Without it, the plan is of the forward pass alone.
   */
  readonly gradient?: { readonly parameters: readonly Parameter[]; readonly from: Tensor };
}

/** Everything that another thread needs to run a plan in a memory of its own. */
export interface PlanData {
  readonly prologue: Program;
  readonly body: Program;
  readonly constants: readonly Constant[];
  /** The modules beside the first one that its kernels are of. */
  readonly modules: readonly FurtherModule[];
  readonly inputs: readonly MemoryRange[];
  readonly output: MemoryRange;
  /** Where the key words of random draws go, two for each. */
  readonly keys: readonly number[];
}

/** A function of tensors as kernel calls. */
export class Plan {
  readonly data: PlanData;
  readonly outputShape: Shape;
  /** The parameters that get a gradient, and where it is after a run. */
  readonly gradients: ReadonlyMap<Parameter, MemoryRange>;
  readonly #recorder: Recorder;
  readonly #seed: number;
  readonly #region: number;
  readonly #calls: number;
  #disposed = false;

  /**
   * Captures what `source.body` does. Gradients of the parameters are forgotten, before and after.
   * Throws what the body throws, and StateError PLAN_READS_VALUES when it reads numbers of tensors in JavaScript, uses tensors that
   * were made before, or runs or makes another plan.
   */
  constructor(source: PlanSource) {
    refuseInPlan(plansApart);
    const { inputs, gradient } = source;
    const given = gradient ? [...inputs, gradient.from] : inputs;
    const values = given.map((input) => adopt(input.data ?? input.toArray(), input.shape));
    const before = takenBytes();
    scope(() => {
      record(source, values, new Recorder());
    });
    // Beside what the function took: all inputs, also those that it does not read, each rounded up.
    const size = takenBytes() - before + values.reduce((sum, { size }) => sum + 4 * size + 64, 64);
    this.#region = allocate(size);
    this.#recorder = new Recorder();
    this.#seed = source.seed;
    try {
      const found = scope(() => inRegion(this.#region, size, () => capture(source, values, this.#recorder)));
      const { prologue, body, constants, modules } = this.#recorder;
      const calls = placeCalls([...prologue, ...body]);
      this.#calls = calls.address;
      const between = calls.address + CALL_BYTES * prologue.length;
      this.data = {
        prologue: { start: calls.address, end: between },
        body: { start: between, end: between + CALL_BYTES * body.length },
        constants: [...constants, calls],
        modules: Array.from(modules, ({ module, runOne }) => ({ module, runOne })),
        inputs: found.inputs,
        output: found.output,
        keys: this.#draws().map((draw) => draw.address),
      };
      this.outputShape = found.shape;
      this.gradients = found.gradients;
    } catch (error) {
      release(this.#region);
      throw error;
    } finally {
      for (const parameter of gradient?.parameters ?? []) parameter.zeroGrad();
    }
  }

  /** Whether the function would take the same path with this seed: random decisions may choose which operations run. */
  agrees(seed: number): boolean {
    return this.#recorder.decisions.every((decision) => decision.seed !== this.#seed || decidesAlike(decision, seed));
  }

  /** The key words of the function's random draws with this seed, in the order of `data.keys`. */
  keyWords(seed: number): Uint32Array {
    if (this.data.keys.length === 0) return noKeys;
    const generator = new Generator(seed);
    return Uint32Array.from(this.#draws().flatMap(({ purpose, serial }) => keyWords(generator, purpose, serial)));
  }

  /** Packs the weights; needed before `run` once the parameters have changed. */
  pack(): void {
    currentRunner()(this.data.prologue);
  }

  /** Computes the result, and the gradients, of `inputs`: the numbers of each input in order, the gradient's start last. */
  run(inputs: readonly ArrayLike<number>[], keys: Uint32Array = noKeys): void {
    refuseInPlan(plansApart);
    const memory = f32();
    const places = this.data.inputs;
    for (let i = 0; i < places.length; i++) memory.set(inputs[i], places[i].address >>> 2);
    const at = this.data.keys;
    for (let i = 0; i < at.length; i++) i32().set(keys.subarray(2 * i, 2 * i + 2), at[i] >>> 2);
    currentRunner()(this.data.body);
  }

  /** The result of the last run: a view, good until the next run or any growth of the memory. */
  output(): Float32Array {
    const { address, size } = this.data.output;
    return f32().subarray(address >>> 2, (address >>> 2) + size);
  }

  /** Tells the parameters that they have gradients: those of the last run. */
  openGradients(): void {
    for (const parameter of this.gradients.keys()) parameter.openGrad();
  }

  /** Gives the plan's memory back. A second call does nothing. */
  dispose(): void {
    if (this.#disposed) return;
    release(this.#region);
    release(this.#calls);
    this.#disposed = true;
  }

  /** Draws with another seed than the plan's own are the same in every run. */
  #draws() {
    return this.#recorder.draws.filter((draw) => draw.seed === this.#seed);
  }
}

const plansApart = "a Predictor or stepper computes by kernels that are not noted";
const noKeys = new Uint32Array(0);

/** Where things are, found while the function ran in the plan's region. */
interface Found {
  readonly inputs: readonly MemoryRange[];
  readonly output: MemoryRange;
  readonly shape: Shape;
  readonly gradients: ReadonlyMap<Parameter, MemoryRange>;
}

function capture(source: PlanSource, values: readonly Tensor[], recorder: Recorder): Found {
  const leaves = values.map((leaf) => adopt(leaf.data!, leaf.shape));
  const places = leaves.map((leaf) => ({ address: leaf.pointer(), size: leaf.size }));
  // Not as leaves, whose numbers JavaScript has at hand: reading those of an input must be refused too.
  const inputs = leaves.map((leaf) => viewTensor(leaf.shape, "input", leaf.pointer()));
  const result = record(source, inputs, recorder);
  const gradients = new Map<Parameter, MemoryRange>();
  for (const parameter of source.gradient?.parameters ?? []) {
    if (parameter.hasGrad()) gradients.set(parameter, { address: parameter.readGrad(), size: parameter.size });
  }
  return {
    inputs: places,
    output: { address: result.address, size: result.size },
    shape: result.shape,
    gradients,
  };
}

/** Puts calls where programs are run from. */
function placeCalls(calls: readonly number[]): Constant {
  const words = callWords(calls);
  const address = allocate(words.byteLength);
  i32().set(words, address >>> 2);
  return { address, words };
}

/** One run of the function, which may use nothing that ends before the plan does. */
function record(source: PlanSource, inputs: readonly Tensor[], recorder: Recorder): Tensor {
  return apartFromEnclosing(() => recordWith(recorder, () => compute(source, inputs)));
}

/** One run of the function, as always. */
function compute({ seed, body, gradient }: PlanSource, inputs: readonly Tensor[]): Tensor {
  return withSeed(seed, () => {
    if (!gradient) return noGrad(() => body(inputs));
    for (const parameter of gradient.parameters) parameter.zeroGrad();
    const result = body(inputs.slice(0, -1));
    result.backward({ gradient: inputs[inputs.length - 1], retain: true });
    return result;
  });
}
