import { expect, test } from "vitest";
import { parseJson } from "./json-body.ts";
import { Problem } from "./problem.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function refusal(body: Uint8Array, depth = 4): string {
  try {
    parseJson(body, depth);
  } catch (error) {
    if (error instanceof Problem) return `${error.type}: ${error.message}`;
    throw error;
  }
  return "none";
}

test("JSON is read, with brackets inside texts and escaped quotes counted as text", () => {
  expect(parseJson(bytes('{"a": [[[1]]], "b": "[[[[[[\\"[[["}'), 4)).toEqual({ a: [[[1]]], b: '[[[[[["[[[' });
});

test("JSON nested deeper than the limit is refused before it is parsed, at any depth", () => {
  expect(refusal(bytes("[[[[1]]]]"))).toBe("none");
  expect(refusal(bytes("[[[[[1]]]]]"))).toBe("too-deep: The body nests arrays and objects more than 4 deep.");
  expect(refusal(bytes('{"a":'.repeat(200_000)))).toBe("too-deep: The body nests arrays and objects more than 4 deep.");
});

test.each([
  ["", "The body is empty. Send a JSON object."],
  ["{", "The body cannot be parsed: it ends before the JSON does."],
  ['{"a": 1', "The body cannot be parsed: it ends before the JSON does."],
  ['{"a": secret}', "The body cannot be parsed: it is not JSON."],
  ["[1, 2,, 3]", "The body cannot be parsed: it is not JSON."],
])("the body %s is no JSON, and is not repeated", (text, detail) => {
  expect(refusal(bytes(text))).toBe(`invalid-json: ${detail}`);
});

test("bytes that are not UTF-8 are refused, not replaced", () => {
  expect(refusal(Uint8Array.of(0x22, 0xff, 0x22))).toBe("invalid-json: The body is not UTF-8. Send JSON in UTF-8.");
});
