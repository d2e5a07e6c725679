// Flags of Node that take away what a command needs: said before any work, in one line.

import { UsageError } from "./errors.ts";

/** Throws UsageError where there is no WebAssembly, on which every network runs. */
export function requireKernels(here: { readonly WebAssembly?: unknown } = globalThis): void {
  if (here.WebAssembly !== undefined) return;
  const problem = "this Node has no WebAssembly (--jitless), and networks run on it";
  throw new UsageError("NODE_FLAG", "", problem, { remedies: ["start it without --jitless"] });
}

/** Throws UsageError where reports cannot be written: what sets their equations writes to `__proto__` as it is loaded. */
export function requireReports(read: () => unknown = () => Reflect.get({}, "__proto__")): void {
  try {
    read();
  } catch (error) {
    const problem = "this Node refuses Object.prototype.__proto__ (--disable-proto=throw), which reports need";
    throw new UsageError("NODE_FLAG", "", problem, {
      remedies: ["start it with --disable-proto=delete", "without the flag"],
      cause: error,
    });
  }
}
