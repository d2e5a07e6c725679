import type { OptionRule } from "../../core/option-rules.ts";

function isEncoding(value: unknown): value is string {
  try {
    return typeof value === "string" && value !== "" && new TextDecoder(value) !== undefined;
  } catch {
    return false;
  }
}

/** A label that TextDecoder knows. */
export const ENCODING: OptionRule<string> = {
  wanted: "an encoding, such as utf-8, windows-1252, windows-1251, shift_jis or utf-16le",
  fits: isEncoding,
  read: (given) => (isEncoding(given) ? given : undefined),
};
