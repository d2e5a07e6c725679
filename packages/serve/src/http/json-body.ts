// JSON from a stranger. Nesting is counted before anything is parsed; bytes that are not UTF-8 are refused instead of replaced.

import { Problem } from "./problem.ts";

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** Of "[" and "{", and of "]" and "}", which this bit alone tells apart from each other. */
const CURLY = 0x20;
const OPEN = 0x5b | CURLY;
const CLOSE = 0x5d | CURLY;

/** The value of a JSON text. Throws Problem invalid-json or too-deep. */
export function parseJson(bytes: Uint8Array, depthLimit: number): unknown {
  if (bytes.length === 0) throw new Problem("invalid-json", "The body is empty. Send a JSON object.");
  if (depthOf(bytes) > depthLimit) {
    throw new Problem("too-deep", `The body nests arrays and objects more than ${depthLimit} deep.`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid-json", "The body is not UTF-8. Send JSON in UTF-8.");
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem("invalid-json", `The body cannot be parsed: ${describeReason(error, text)}.`);
  }
}

/** How deep arrays and objects lie in each other. Bytes of UTF-8 above 127 are never a bracket or a quote. */
function depthOf(bytes: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inText) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inText = false;
    } else if (byte === QUOTE) inText = true;
    else if ((byte | CURLY) === OPEN) deepest = Math.max(deepest, ++depth);
    else if ((byte | CURLY) === CLOSE) depth--;
  }
  return deepest;
}

/** What the parser says, without the piece of the body that it quotes and in words that all versions of Node share. */
function describeReason(error: unknown, text: string): string {
  const message = error instanceof Error ? error.message : "";
  const position = Number(/at position (\d+)/.exec(message)?.[1] ?? -1);
  return position >= text.length || /end of JSON/.test(message) ? "it ends before the JSON does" : "it is not JSON";
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** "an array", "null", "a text": what a value is, for messages. */
export function kindOf(value: unknown): string {
  if (value === undefined) return "missing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return "a text";
  return typeof value === "number" ? "a number" : String(value);
}
