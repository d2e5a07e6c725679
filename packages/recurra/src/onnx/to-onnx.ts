import { OptionError } from "../core/errors.ts";
import type { Model } from "../tasks/index.ts";

/** What the graph is to hold beside the network. */
export interface OnnxOptions {
  /** Inputs and outputs in the units of the data, with the scaling inside the graph. Default false: the network alone. */
  readonly scaling?: boolean;
  /** States as inputs and outputs, for one step after another. Default false. */
  readonly states?: boolean;
  /** Steps that an encoder-decoder writes; needed for it. */
  readonly horizon?: number;
}

/** The bytes of an ONNX model. */
export function toOnnx(_model: Model, _options: OnnxOptions = {}): Uint8Array {
  throw new OptionError("ONNX_UNSUPPORTED", "toOnnx: not available yet.");
}
