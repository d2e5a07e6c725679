// The memory that a network will need, from its description. It is asked for before anything is made: to draw some hundred million
// weights takes a minute, and WebAssembly memory ends at 4 GiB.
import { OptionError } from "../../core/errors.ts";
import { memoryUse } from "../../tensor/index.ts";
import { grouped } from "../../words/grouped.ts";
import { isBlank } from "./initialisers.ts";

/** How much a network, or a part of it, has. */
export interface NetworkSize {
  /** Numbers, in all parameters together. */
  readonly weights: number;
  /** Tensors of them: each takes some memory of its own, so a million of small ones is as impossible as one that is large. */
  readonly parameters: number;
}

/** All that WebAssembly can address. */
const ROOM = 2 ** 32;
/** Bytes of a weight that is trained: itself, its gradient, Adam's two means, and packed copies for two kernels. */
const TRAINED = 24;
/** Of one that is read from a file, to forecast with: itself and a packed copy. */
const READ = 8;
/** Bytes of a parameter beside them: blocks begin at multiples of 64, and its objects lie in JavaScript's memory. */
const EACH = 2048;

/** Of a matrix, and of a vector where there is a bias. */
export function linearSize(inputs: number, outputs: number, bias = true): NetworkSize {
  return { weights: outputs * (inputs + (bias ? 1 : 0)), parameters: bias ? 2 : 1 };
}

/** Throws OptionError MODEL_TOO_LARGE, with the numbers and the options that decide them, for a network that memory does not hold. */
export function requireRoom(subject: string, parts: readonly NetworkSize[], options: readonly string[]): void {
  const weights = parts.reduce((sum, part) => sum + part.weights, 0);
  const parameters = parts.reduce((sum, part) => sum + part.parameters, 0);
  const bytes = weights * (isBlank() ? READ : TRAINED) + parameters * EACH;
  const left = ROOM - memoryUse().parameters;
  if (bytes <= left) return;
  const held = left < ROOM ? ` beside the ${grouped(ROOM - left)} that other networks hold` : "";
  throw new OptionError(
    "MODEL_TOO_LARGE",
    subject,
    `${grouped(weights)} weights in ${grouped(parameters)} tensors need ${grouped(bytes)} bytes${isBlank() ? "" : " with gradients and an optimizer's state"}, but memory has ${grouped(ROOM)}${held}`,
    {
      found: weights,
      remedies: [
        ["choose a smaller ", ...options.flatMap((option, i) => (i === 0 ? [{ option }] : [" or ", { option }]))],
        ...(held ? [[{ call: "dispose()" }, " of those that are no longer needed"]] : []),
      ],
    },
  );
}
