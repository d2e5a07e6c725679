import { expect, test } from "vitest";
// @ts-expect-error: a build script without types
import { orderOf, textOf } from "../../../scripts/byte-text.mjs";
import { bytesOf } from "./byte-text.ts";

test.each([
  ["no bytes", []],
  ["all bytes, some of them often", [...Array(256).keys(), 7, 7, 7, 200, 200]],
  ["few bytes", [0, 255, 0, 0, 34, 92]],
])("what the build writes as text is read back: %s", (_, numbers) => {
  const bytes = Uint8Array.from(numbers);
  const order = orderOf(bytes) as string;
  const text = textOf(bytes, order) as string;
  expect(text).toMatch(/^[ -~]*$/);
  expect(text).not.toMatch(/["\\`$<]/);
  expect(bytesOf(text, order)).toEqual(bytes);
});
