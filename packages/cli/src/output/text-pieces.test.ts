import { expect, test } from "vitest";
import { TextPieces } from "./text-pieces.ts";

test("pieces of a text become the bytes of the whole, whatever their lengths are", () => {
  const pieces = new TextPieces();
  const texts = Array.from({ length: 30_000 }, (_, at) => `${at} \u00fc \u{1f600}\n`.repeat(1 + (at % 3)));
  for (const text of ["", ...texts]) pieces.add(text);
  expect(Buffer.from(pieces.bytes()).toString()).toBe(texts.join(""));
  pieces.add("end");
  expect(Buffer.from(pieces.bytes()).toString()).toBe(`${texts.join("")}end`);
});

test("pieces are not kept as texts: a hundred thousand of them take little more than their bytes", () => {
  const pieces = new TextPieces();
  for (let at = 0; at < 100_000; at++) pieces.add(`${at},2024-01-01,1.5\n`);
  const bytes = pieces.bytes();
  expect(bytes.buffer.byteLength).toBeLessThanOrEqual(2 * bytes.byteLength + 2 ** 17);
});
