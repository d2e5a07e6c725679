// A list of kernel calls, and how it is run. The list lies in the engine's memory and the kernels' own `runCalls` makes the calls
// (scripts/compile-kernels.mjs writes it), so that a plan of a hundred short calls costs one from JavaScript. Nothing here knows what
// the calls mean, and this file runs in worker threads too.

/** Kernel calls, one after another, in the engine's memory: from an address to an address, in bytes. */
export interface Program {
  readonly start: number;
  readonly end: number;
}

/** What a kernel's number or an argument takes in a program. */
export const CALL_BYTES = 16;

/**
 * Calls as programs have them: of each number its float64 and its int32, as JavaScript would convert it, and a word that nobody reads.
 * Which of the two counts is known by the kernel.
 */
export function callWords(calls: ArrayLike<number>): Int32Array {
  const words = new Int32Array(4 * calls.length);
  const floats = new Float64Array(words.buffer);
  for (let i = 0; i < calls.length; i++) {
    floats[2 * i] = calls[i];
    words[4 * i + 2] = calls[i];
  }
  return words;
}

/** The kernels by their numbers in programs: every build of the kernels exports the same names. */
export function kernelNames(exports: object): string[] {
  return Object.entries(exports)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name)
    .sort();
}

/** What a kernel is called by in programs: its number in the table, and in the upper part the class of its signature. */
export function kernelCodes(exports: object, classes: string, first: number): ReadonlyMap<string, number> {
  return new Map(
    kernelNames(exports).map((name, i) => [name, (first + i) | ((classes.charCodeAt(i) - FIRST_CLASS) << 16)] as const),
  );
}

/** As scripts/compile-kernels.mjs has it. */
const FIRST_CLASS = 65;

/** Makes the calls of a program in order. */
export type ProgramRunner = (program: Program) => void;

/** The runner of an instance of the kernels: its table gets each kernel at its number. */
export function programRunner(exports: object): ProgramRunner {
  const { runCalls } = exports as { runCalls: (start: number, end: number) => void };
  addKernels(exports, exports, 0);
  return ({ start, end }) => runCalls(start, end);
}

/** Puts the kernels of an instance into the table from which the calls of `runner`, the exports of the first module, are made. */
export function addKernels(runner: object, exports: object, first: number): void {
  const { table } = runner as { table: WebAssembly.Table };
  const names = kernelNames(exports);
  const missing = first + names.length - table.length;
  if (missing > 0) table.grow(missing);
  names.forEach((name, i) => {
    table.set(first + i, (exports as Record<string, unknown>)[name]);
  });
}
