// What a tape cannot be written as, each in a sentence.
import { OptionError } from "recurra";
import type { Phrase } from "recurra/core";
import { REFUSED } from "./refused.ts";

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
