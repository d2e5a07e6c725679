// Finds koffi and a BLAS and makes mode "native" available (kernels/wasm/native-mode.ts).
import { OptionError } from "../core/errors.ts";
import { wordForeign } from "../core/foreign-error.ts";
import { checkOptions, text } from "../core/option-rules.ts";
import { memory } from "../kernels/wasm/memory.ts";
import { provideNative } from "../kernels/wasm/native-mode.ts";
import { sgemmFor } from "../kernels/wasm/sgemm.ts";
import { type Blas, openBlas, UnfitBlas } from "./blas.ts";
import { candidates, remedy } from "./candidates.ts";
import type { Host } from "./host.ts";
import { nodeHost } from "./node-host.ts";
import { workerHead } from "./worker-head.generated.ts";

/** Options of loadNative. */
export interface LoadNativeOptions {
  /** The BLAS to open: a path, or a name for the system's search. Unless given, the usual names of the system are tried. */
  library?: string;
  /**
   * The file of koffi, as `require.resolve("koffi")` names it where a program has it. It is taken where the library finds none beside
   * itself, as with packages that are installed apart.
   */
  koffi?: string;
}

/** The BLAS that was found. */
export interface LoadedNative {
  /** The library as it was opened. */
  readonly library: string;
  /** What it says about itself, such as "OpenBLAS 0.3.21 .. SkylakeX"; empty when it says nothing. */
  readonly version: string;
}

/**
 * Loads a BLAS of this machine (OpenBLAS, Accelerate, MKL), set to one thread, through the package koffi; from then on mode "native"
 * works: `withMode("native", fn)`, `train({ mode: "native" })`. Call it in the main thread, once.
 * Throws OptionError NATIVE_KOFFI_MISSING or NATIVE_BLAS_MISSING; the message says what was tried and what to install.
 */
export async function loadNative(options: LoadNativeOptions = {}): Promise<LoadedNative> {
  checkOptions("loadNative", options, {
    library: text("the path or name of a library"),
    koffi: text("the path of a file"),
  });
  return loadFrom(nodeHost, options);
}

/** @internal loadNative on any host. */
export function loadFrom(host: Host, { library, koffi }: LoadNativeOptions): LoadedNative {
  const { foreign, file } = openKoffi(host, koffi);
  const names = library === undefined ? candidates(host) : [library];
  const tried: string[] = [];
  for (const name of names) {
    let blas: Blas;
    try {
      blas = openBlas(foreign, name, host);
    } catch (error) {
      // Of the usual names most are not there, and what the system says of each is long.
      tried.push(names.length === 1 || error instanceof UnfitBlas ? `${name} (${wordForeign(error)})` : name);
      continue;
    }
    provideNative({
      description: { koffi: file, library: name, single: blas.single },
      sgemm: sgemmFor(memory, foreign, blas.sgemm),
      workerHead,
    });
    return { library: name, version: blas.version };
  }
  throw new OptionError("NATIVE_BLAS_MISSING", "loadNative", "no BLAS that can be used", {
    context: tried.length > 0 ? `Tried ${tried.join(", ")}` : "Found none",
    remedies: [remedy, ["name another with ", { option: "library", like: "PATH" }]],
  });
}

function openKoffi(host: Host, file: string | undefined): ReturnType<Host["koffi"]> {
  try {
    return host.koffi(file);
  } catch (cause) {
    throw new OptionError(
      "NATIVE_KOFFI_MISSING",
      "loadNative",
      `a BLAS is called through the package koffi, which cannot be loaded (${wordForeign(cause)})`,
      { remedies: ["install it: npm install koffi"], cause },
    );
  }
}
