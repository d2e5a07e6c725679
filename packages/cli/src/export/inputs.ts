// What goes into a network that is run to be exported, as a text: "x=batch,20,3 lengths=of:x".
import type { OnnxInput, OnnxInputs } from "@recurra/onnx";
import type { OptionRule } from "recurra/core";

/** The rule of the option. Which names and sizes will do, the export says itself. */
export const inputsRule: OptionRule<OnnxInputs> = {
  wanted:
    'names with their sizes, such as "x=batch,20,3", where a size with a name is open; lengths of the sequences in x are "lengths=of:x"',
  fits: (value): value is OnnxInputs => typeof value === "object" && value !== null,
  read: (text) => {
    const parts = text.split(/\s+/).filter((part) => part !== "");
    const inputs = parts.map((part) => readInput(part));
    return inputs.length > 0 && inputs.every((one) => one !== undefined) ? Object.fromEntries(inputs) : undefined;
  },
};

function readInput(text: string): readonly [string, OnnxInput] | undefined {
  const [, name, value] = /^(\w+)=(\S+)$/.exec(text) ?? [];
  if (value === undefined) return undefined;
  const of = /^of:(\w+)$/.exec(value)?.[1];
  if (of !== undefined) return [name, { lengthsOf: of }];
  const dims = value.split(",").map((dim) => (/^[1-9]\d*$/.test(dim) ? Number(dim) : dim));
  return dims.every((dim) => typeof dim === "number" || /^[A-Za-z_]\w*$/.test(dim)) ? [name, dims] : undefined;
}
