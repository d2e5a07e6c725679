// A list of kernel calls, and how it is run. Each call is: the kernel's number, how many arguments, the arguments. Nothing here
// knows what the calls mean, and this file runs in worker threads too.

/** Kernel calls, one after another. */
export type Program = Float64Array;

/** The kernels by their numbers in programs: every build of the kernels exports the same names. */
export function kernelNames(exports: object): string[] {
  return Object.entries(exports)
    .filter(([, value]) => typeof value === "function")
    .map(([name]) => name)
    .sort();
}

/** Kernels as `runProgram` calls them. */
export type KernelTable = readonly ((...args: number[]) => unknown)[];

/** The table of an instance's exports. */
export function kernelTable(exports: object): KernelTable {
  const functions = exports as Record<string, (...args: number[]) => unknown>;
  return kernelNames(exports).map((name) => functions[name]);
}

/** Makes the calls in order. */
export function runProgram(p: Program, table: KernelTable): void {
  const end = p.length;
  for (let at = 0; at < end; ) {
    const kernel = table[p[at]];
    const count = p[at + 1];
    at += 2;
    // Written out, because an array of arguments for each call would be garbage.
    switch (count) {
      case 1:
        kernel(p[at]);
        break;
      case 2:
        kernel(p[at], p[at + 1]);
        break;
      case 3:
        kernel(p[at], p[at + 1], p[at + 2]);
        break;
      case 4:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3]);
        break;
      case 5:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4]);
        break;
      case 6:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4], p[at + 5]);
        break;
      case 7:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4], p[at + 5], p[at + 6]);
        break;
      case 8:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4], p[at + 5], p[at + 6], p[at + 7]);
        break;
      case 9:
        kernel(p[at], p[at + 1], p[at + 2], p[at + 3], p[at + 4], p[at + 5], p[at + 6], p[at + 7], p[at + 8]);
        break;
      case 10:
        kernel(
          p[at],
          p[at + 1],
          p[at + 2],
          p[at + 3],
          p[at + 4],
          p[at + 5],
          p[at + 6],
          p[at + 7],
          p[at + 8],
          p[at + 9],
        );
        break;
      default:
        kernel(...p.subarray(at, at + count));
    }
    at += count;
  }
}
