// A fitted GlobalForecaster as one file, and back.

import type { GlobalForecaster } from "./global-forecaster.ts";

/** The fitted forecaster as one safetensors file. Throws StateError before the first fit. */
export function writeGlobalForecaster(_forecaster: GlobalForecaster): Uint8Array {
  throw new Error("not yet");
}

/** The forecaster of a file; `file` is its name in messages. Throws FormatError, naming what is wrong. */
export function readGlobalForecaster(_bytes: Uint8Array, _file = "model file"): GlobalForecaster {
  throw new Error("not yet");
}
