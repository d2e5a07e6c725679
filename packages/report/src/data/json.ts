import { OptionError } from "recurra";
import { object, requireArguments } from "recurra/core";

const RULES = { result: object() };

/**
 * A result as one JSON document, indented, with each list of numbers or texts on one line. Throws OptionError OPTION_VALUE for what is no
 * object, and DOCUMENT for one that JSON has no words for: a bigint in it, or itself.
 */
export function toJson(result: object): string {
  requireArguments("toJson", RULES, result);
  return write(result, "", []);
}

function write(value: unknown, indent: string, around: readonly object[]): string {
  if (typeof value === "bigint") throw unspoken(`there is ${value}n in it, and JSON has no such numbers`);
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null";
  if (around.includes(value)) throw unspoken("it has itself in it, and would have no end");
  const inside = [...around, value];
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.every((item) => item === null || typeof item !== "object")) {
      return `[${value.map((item) => write(item, deeper, inside)).join(", ")}]`;
    }
    return `[\n${value.map((item) => deeper + write(item, deeper, inside)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => `${deeper}${JSON.stringify(key)}: ${write(item, deeper, inside)}`);
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

function unspoken(problem: string): OptionError {
  return new OptionError("DOCUMENT", "toJson", problem, { remedies: ["leave it out"] });
}
