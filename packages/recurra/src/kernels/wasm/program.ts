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

/** The words that kernels are called by in programs: a kernel's number in the table, and in the upper part the class of its signature. */
export function kernelCodes(exports: object, classes: string): ReadonlyMap<string, readonly number[]> {
  return new Map(
    kernelNames(exports).map((name, i) => [name, [i | ((classes.charCodeAt(i) - FIRST_CLASS) << 16)]] as const),
  );
}

/** The same of a further module: the number of its `runOne` in the table, whose class is 0, and the kernel's place in the module. */
export function furtherCodes(exports: object, runOne: number): ReadonlyMap<string, readonly number[]> {
  const names = kernelNames(exports).filter((name) => name !== RUN_ONE);
  return new Map(names.map((name, i) => [name, [runOne, i]] as const));
}

const RUN_ONE = "runOne";

/** As scripts/compile-kernels.mjs has it. */
const FIRST_CLASS = 65;

/** Makes the calls of a program in order. */
export type ProgramRunner = (program: Program) => void;

/** The runner of an instance of the kernels: its table gets each kernel at its number. */
export function programRunner(exports: object): ProgramRunner {
  const { table, runCalls } = exports as FirstExports;
  const names = kernelNames(exports);
  table.grow(names.length - table.length);
  names.forEach((name, number) => {
    table.set(number, (exports as Record<string, unknown>)[name]);
  });
  return ({ start, end }) => runCalls(start, end);
}

interface FirstExports {
  readonly table: WebAssembly.Table;
  readonly runCalls: (start: number, end: number) => void;
}

/** Puts the `runOne` of a further module into the table from which the programs of `first`, the exports of the first module, are run. */
export function addModule(first: object, further: object, runOne: number): void {
  const { table } = first as FirstExports;
  if (table.length <= runOne) table.grow(runOne + 1 - table.length);
  table.set(runOne, (further as Record<string, unknown>)[RUN_ONE]);
}
