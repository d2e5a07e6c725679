// A worker thread. It knows no tensors and no models: it has its own instance of the kernels and a memory with the same addresses as
// the main thread's, gets plans as lists of kernel calls, and runs them on the chunks of lanes that it takes. It is compiled into one
// text (scripts/build-worker.mjs) that the library carries, so it may import only what has no dependencies.

import { COPY } from "../core/copy.ts";
import { addModule, type ProgramRunner, programRunner } from "../kernels/wasm/program.ts";
import type { Constant } from "../kernels/wasm/recorder.ts";
import type { NativeDescription, NativeScope } from "../kernels/wasm/sgemm.ts";
import type { MemoryRange, PlanData } from "../tensor/plan.ts";
import {
  CHUNK_WORDS,
  COUNTS,
  DONE,
  EXIT,
  FAILED,
  GRADIENTS,
  LANES,
  MOST_RANGES,
  OFFERED,
  PLANS,
  POSTED,
  READY,
  TEXT_BYTES,
  TICKET,
  WAKE,
} from "./control.ts";

/** What a job is made of, in shared memory; sent again when a buffer had to grow. */
export interface Buffers {
  /** Numbers of all parameters, one after another. */
  readonly parameters: SharedArrayBuffer;
  /** Inputs and key words of the chunks. */
  readonly inputs: SharedArrayBuffer;
  /** Results of the chunks. */
  readonly outputs: SharedArrayBuffer;
  /** Sums of gradients, lane after lane. */
  readonly lanes: SharedArrayBuffer;
  /** The chunks (see CHUNK_WORDS), after the ranges of the lanes. */
  readonly table: SharedArrayBuffer;
}

/** What the main thread sends. */
export type Message =
  | {
      readonly kind: "start";
      /** Of the library that sends it: a page may have this script as a file of another one. */
      readonly version: string;
      /** This worker's number among the pool's, from 0. */
      readonly number: number;
      readonly control: SharedArrayBuffer;
      readonly text: SharedArrayBuffer;
      readonly module: WebAssembly.Module;
      /** The BLAS of mode "native". */
      readonly native: NativeDescription | undefined;
      readonly parameters: readonly MemoryRange[];
      readonly gradients: readonly MemoryRange[];
    }
  | { readonly kind: "plan"; readonly plan: PlanData; readonly bytes: number }
  | { readonly kind: "forget" }
  | { readonly kind: "buffers"; readonly buffers: Buffers };

const page = 65_536;
/** How long a worker looks for new work before it sleeps, in milliseconds. */
const spin = 0.05;

function abort(): never {
  throw new Error("kernels: aborted");
}

class Worker {
  readonly #control: Int32Array;
  readonly #number: number;
  readonly #text: Uint8Array;
  readonly #parameters: readonly MemoryRange[];
  readonly #gradients: readonly MemoryRange[];
  readonly #memory: WebAssembly.Memory;
  readonly #exports: WebAssembly.Exports;
  readonly #runProgram: ProgramRunner;
  /** Modules that are here beside the first one, by their numbers in the table. */
  readonly #further = new Set<number>();
  readonly #plans: PlanData[] = [];
  readonly #size: number;
  #buffers: { [K in Exclude<keyof Buffers, "table">]: Float32Array } | undefined;
  #words: { inputs: Int32Array; table: Int32Array } | undefined;
  #messages = 1;
  #job = -1;
  #packed = new Set<number>();

  constructor(start: Extract<Message, { kind: "start" }>) {
    if (start.version !== COPY.version)
      throw new Error(`the threads' script is of version ${COPY.version}, the library of ${start.version}`);
    this.#control = new Int32Array(start.control);
    this.#number = start.number;
    this.#text = new Uint8Array(start.text);
    this.#parameters = start.parameters;
    this.#gradients = start.gradients;
    this.#size = start.gradients.reduce((sum, place) => sum + place.size, 0);
    this.#memory = new WebAssembly.Memory({ initial: 2, maximum: page });
    const { recurraSgemm } = globalThis as NativeScope;
    const sgemm = (start.native && recurraSgemm?.(this.#memory, start.native)) ?? abort;
    const instance = new WebAssembly.Instance(start.module, { env: { memory: this.#memory, abort, sgemm } });
    this.#exports = instance.exports;
    this.#runProgram = programRunner(instance.exports);
    Atomics.add(this.#control, READY, 1);
    Atomics.notify(this.#control, READY);
  }

  receive(message: Message): void {
    this.#messages++;
    if (message.kind === "plan") this.#addPlan(message.plan, message.bytes);
    else if (message.kind === "forget") this.#plans.length = 0;
    else if (message.kind === "buffers") this.#share(message.buffers);
  }

  /** Works until there is a message to be read (true) or the thread is to end (false). */
  work(): boolean {
    const control = this.#control;
    for (;;) {
      const wake = Atomics.load(control, WAKE);
      if (Atomics.load(control, EXIT) === 1) return false;
      if (Atomics.load(control, POSTED) !== this.#messages) return true;
      while (this.#takeLane());
      const end = performance.now() + spin;
      while (Atomics.load(control, WAKE) === wake && performance.now() < end);
      Atomics.wait(control, WAKE, wake);
    }
  }

  /** Tells the main thread what went wrong. */
  fail(error: unknown): void {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const bytes = new TextEncoder().encode(said).subarray(0, TEXT_BYTES - 1);
    this.#text.fill(0);
    this.#text.set(bytes);
    Atomics.store(this.#control, FAILED, 1);
    Atomics.add(this.#control, DONE, 1);
    Atomics.notify(this.#control, DONE);
  }

  #addPlan(plan: PlanData, bytes: number): void {
    const missing = Math.ceil((bytes - this.#memory.buffer.byteLength) / page);
    if (missing > 0) this.#memory.grow(missing);
    const words = new Int32Array(this.#memory.buffer);
    for (const { address, words: values } of plan.constants as readonly Constant[]) words.set(values, address >>> 2);
    for (const { module, runOne } of plan.modules) {
      if (this.#further.has(runOne)) continue;
      this.#further.add(runOne);
      const { exports } = new WebAssembly.Instance(module, { env: { memory: this.#memory, abort } });
      addModule(this.#exports, exports, runOne);
    }
    this.#plans.push(plan);
  }

  #share(buffers: Buffers): void {
    const { parameters, inputs, outputs, lanes, table } = buffers;
    this.#buffers = {
      parameters: new Float32Array(parameters),
      inputs: new Float32Array(inputs),
      outputs: new Float32Array(outputs),
      lanes: new Float32Array(lanes),
    };
    this.#words = { inputs: new Int32Array(inputs), table: new Int32Array(table) };
  }

  /** Takes the next lane of the open job and computes it; false when there is none. */
  #takeLane(): boolean {
    const control = this.#control;
    const ticket = Atomics.load(control, TICKET);
    const lane = ticket & 31;
    if (!this.#buffers || lane >= Atomics.load(control, OFFERED)) return false;
    if (Atomics.load(control, PLANS) > this.#plans.length) return false;
    if (Atomics.load(control, POSTED) !== this.#messages) return false;
    const job = ticket >> 5;
    if (job !== this.#job) this.#prepare();
    this.#job = job;
    if (Atomics.compareExchange(control, TICKET, ticket, ticket + 1) !== ticket) return true;
    this.#compute(lane);
    Atomics.add(control, COUNTS + this.#number, 1);
    // Whoever waits for the job does not wake up before.
    if (Atomics.add(control, DONE, 1) + 1 >= Atomics.load(control, LANES)) Atomics.notify(control, DONE);
    return true;
  }

  /** Copies the parameters. Should they change meanwhile, then the job is over: its lanes are all taken, and the next has another number. */
  #prepare(): void {
    const memory = new Float32Array(this.#memory.buffer);
    const { parameters } = this.#buffers!;
    let at = 0;
    for (const { address, size } of this.#parameters) {
      memory.set(parameters.subarray(at, at + size), address >>> 2);
      at += size;
    }
    this.#packed.clear();
  }

  #compute(lane: number): void {
    const { table } = this.#words!;
    const first = table[lane];
    const last = table[lane + 1];
    const gradients = Atomics.load(this.#control, GRADIENTS) === 1;
    for (let chunk = first; chunk < last; chunk++) {
      this.#run(MOST_RANGES + chunk * CHUNK_WORDS);
      if (gradients) this.#addGradients(lane, chunk === first);
    }
  }

  #run(at: number): void {
    const { inputs, outputs } = this.#buffers!;
    const { table, inputs: keys } = this.#words!;
    const number = table[at];
    const plan = this.#plans[number];
    if (!this.#packed.has(number)) this.#runProgram(plan.prologue);
    this.#packed.add(number);
    const memory = new Float32Array(this.#memory.buffer);
    const words = new Int32Array(this.#memory.buffer);
    let from = table[at + 1];
    for (const { address, size } of plan.inputs) {
      memory.set(inputs.subarray(from, from + size), address >>> 2);
      from += size;
    }
    from = table[at + 2];
    for (const address of plan.keys) {
      words.set(keys.subarray(from, from + 2), address >>> 2);
      from += 2;
    }
    this.#runProgram(plan.body);
    const { address, size } = plan.output;
    outputs.set(memory.subarray(address >>> 2, (address >>> 2) + size), table[at + 3]);
  }

  #addGradients(lane: number, first: boolean): void {
    const memory = new Float32Array(this.#memory.buffer);
    const { lanes } = this.#buffers!;
    let at = lane * this.#size;
    for (const { address, size } of this.#gradients) {
      const gradient = memory.subarray(address >>> 2, (address >>> 2) + size);
      if (first) lanes.set(gradient, at);
      else for (let i = 0; i < size; i++) lanes[at + i] += gradient[i];
      at += size;
    }
  }
}

/** What Node and browsers give a worker, as far as it is used here. */
interface Port {
  on?(event: "message", listener: (data: Message) => void): void;
  close(): void;
}

interface Scope {
  onmessage: ((event: { data: Message }) => void) | null;
  close(): void;
  readonly process?: { getBuiltinModule?(name: string): { parentPort: Port } };
}

const self = globalThis as unknown as Scope;
const port = self.process?.getBuiltinModule?.("worker_threads").parentPort;
let worker: Worker | undefined;

function receiveMessage(message: Message): void {
  try {
    if (message.kind === "start") worker = new Worker(message);
    else worker?.receive(message);
    if (worker && !worker.work()) (port ?? self).close();
  } catch (error) {
    worker?.fail(error);
    if (!worker) throw error;
    (port ?? self).close();
  }
}

if (port?.on) port.on("message", receiveMessage);
else self.onmessage = ({ data }) => receiveMessage(data);
