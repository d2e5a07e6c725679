// What a tape cannot be written as, each in a sentence.
import { OptionError } from "recurra";
import type { Phrase } from "recurra/core";

/** Throws for inputs that are said wrongly. */
export function wrongInputs(problem: string): OptionError {
  return new OptionError("ONNX_INPUTS", "toOnnx", [{ option: "inputs" }, `: ${problem}`]);
}

/** The error for an operation that has no form in a graph. */
export function noOperator(name: string): OptionError {
  const why = Object.hasOwn(REFUSED, name) ? REFUSED[name] : "which has no form in ONNX here";
  return new OptionError("ONNX_OPERATION", "toOnnx", `forward() calls ${name}, ${why}`, { found: name });
}

/** The error for what one recording cannot say of all others. */
export function unsettled(problem: string, remedies: readonly Phrase[] = [], cause?: unknown): OptionError {
  return new OptionError("ONNX_TAPE", "toOnnx", problem, { remedies, ...(cause !== undefined && { cause }) });
}

/** What to do where something hangs on a size. */
export const FIX_THE_SIZE: Phrase = ["give that size as a number in ", { option: "inputs" }];

const DRAWS = "which draws by chance, and a graph gives the same each time";
const LOSS = "which is a loss: a graph holds what is computed from inputs alone";

/** Operations that are never exported, and why. */
export const REFUSED: Readonly<Record<string, string>> = {
  dropout: `${DRAWS}: take the module out of training with eval()`,
  rand: DRAWS,
  randn: DRAWS,
  "teacher-forcing": `${DRAWS}: export without targets, or with teacherForcing 0`,
  l1Loss: LOSS,
  mseLoss: LOSS,
  huberLoss: LOSS,
  bceWithLogitsLoss: LOSS,
  crossEntropyLoss: LOSS,
  ctcLoss: LOSS,
};

/** Those among them that draw: they are refused when they run, whether or not anything hangs on them. */
export const DRAWN: ReadonlySet<string> = new Set(["dropout", "rand", "randn", "teacher-forcing"]);
