import { expect, test } from "vitest";
import { findTraits } from "./traits.ts";

function traits(text: string): Record<string, string> {
  const found = findTraits(Array.from(text)).map(({ id, values }) => [id, Array.from(values).join("")]);
  return Object.fromEntries(found) as Record<string, string>;
}

test("what stands within quotation marks is found by the text's own kind, and an apostrophe is none", () => {
  expect(traits("a `don't' b").quotes).toBe("00111111100");
  expect(traits('a "b" c "d').quotes).toBe("0011100011");
  expect(traits("x \u201cy\u201d z").quotes).toBe("0011100");
});

test("an empty line closes a quotation that was left open", () => {
  expect(traits("`a\n\nb").quotes).toBe("11100");
});

test("lines and words are counted from their beginnings, and a space is foreseen", () => {
  const { line, word, space } = traits("ab c\nd");
  expect(line).toBe("123401");
  expect(word).toBe("120101");
  expect(space).toBe("010100");
});
