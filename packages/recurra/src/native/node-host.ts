import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Foreign } from "../kernels/wasm/sgemm.ts";
import type { Host } from "./host.ts";

/** The computer that this program runs on. */
export const nodeHost: Host = {
  platform: process.platform,
  environment: process.env,

  koffi(given) {
    const require = createRequire(import.meta.url);
    const file = resolveKoffi(require, given);
    return { foreign: require(file) as Foreign, file };
  },

  instructionSets() {
    if (process.platform !== "linux") return [];
    try {
      return /^flags\s*:(.*)$/m.exec(readFileSync("/proc/cpuinfo", "utf8"))?.[1].trim().split(/\s+/) ?? [];
    } catch {
      return [];
    }
  },

  exists: existsSync,
};

/** The file of koffi that `require` finds, else the one that is given. @internal */
export function resolveKoffi(require: NodeJS.Require, given: string | undefined): string {
  try {
    return require.resolve("koffi");
  } catch (error) {
    if (given === undefined) throw error;
    return given;
  }
}
