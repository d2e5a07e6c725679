// Snappy, LZ4 and zstd beyond what the files of fixtures/parquet have: each way to say something, and each way to be broken.
import { expect, test } from "vitest";
import { unpackHadoopLz4, unpackLz4 } from "./lz4.ts";
import { unpackSnappy } from "./snappy.ts";
import { unpackZstd } from "./zstd.ts";

const bytes = (...parts: (number | string)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? part : [...new TextEncoder().encode(part)])));
const shown = (found: Uint8Array | undefined): string | undefined => found && new TextDecoder().decode(found);

test("Snappy: literals, and copies that overlap what they write", () => {
  expect(shown(unpackSnappy(bytes(10, 8, "abc", 0b01101, 3), 10))).toBe("abcabcabca".slice(0, 10));
  expect(shown(unpackSnappy(bytes(8, 4, "ab", 0b10110, 2, 0), 8))).toBe("abababab");
  expect(shown(unpackSnappy(bytes(3, 60 * 4, 2, "abc"), 3))).toBe("abc");
  expect(unpackSnappy(bytes(0), 0)).toEqual(new Uint8Array(0));
});

test.each<[string, Uint8Array]>([
  ["no length", bytes()],
  ["another length", bytes(9, 8, "abc")],
  ["a literal beyond the end", bytes(8, 28, "ab")],
  ["a literal of 4 GB", bytes(8, 63 * 4, 255, 255, 255, 255, "ab")],
  ["a copy from before the start", bytes(8, 4, "ab", 0b10110, 3, 0)],
  ["a copy of nothing back", bytes(8, 4, "ab", 0b10110, 0, 0)],
  ["a copy beyond the room", bytes(8, 4, "ab", 0b11110, 2, 0)],
  ["a cut copy", bytes(8, 4, "ab", 0b10110, 2)],
])("Snappy with %s is damaged", (_, packed) => {
  expect(unpackSnappy(packed, 8)).toBeUndefined();
});

test("LZ4: literals, and copies that overlap what they write", () => {
  expect(shown(unpackLz4(bytes(0x22, "ab", 2, 0, 0x10, "c"), 9))).toBe("ababababc");
  expect(shown(unpackHadoopLz4(bytes(0, 0, 0, 9, 0, 0, 0, 7, 0x22, "ab", 2, 0, 0x10, "c"), 9))).toBe("ababababc");
  expect(shown(unpackLz4(bytes(0xf0, 1, "0123456789abcdef"), 16))).toBe("0123456789abcdef");
});

test.each<[string, Uint8Array]>([
  ["a literal beyond the end", bytes(0x80, "ab")],
  ["a length without end", bytes(0xf0, 255, 255)],
  ["a copy from before the start", bytes(0x22, "ab", 3, 0)],
  ["a copy beyond the room", bytes(0x2f, "ab", 2, 0, 200)],
  ["a cut copy", bytes(0x22, "ab", 0)],
])("LZ4 with %s is damaged", (_, packed) => {
  expect(unpackLz4(packed, 9)).toBeUndefined();
});

const frame = (...blocks: (number | string)[]): Uint8Array => bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 88, ...blocks);

test("zstd: blocks as they are, of one byte, and frames that are skipped or follow each other", () => {
  const raw = frame(0b11001, 0, 0, "abc");
  expect(shown(unpackZstd(raw, 3))).toBe("abc");
  expect(shown(unpackZstd(frame(0b100011, 0, 0, "x"), 4))).toBe("xxxx");
  const skipped = bytes(0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9);
  expect(shown(unpackZstd(bytes(...raw, ...skipped, ...raw), 6))).toBe("abcabc");
  expect(unpackZstd(bytes(), 0)).toEqual(new Uint8Array(0));
});

test.each<[string, Uint8Array]>([
  ["another mark", bytes(1, 2, 3, 4, 0, 88, 0b11001, 0, 0, "abc")],
  ["a dictionary", bytes(0x28, 0xb5, 0x2f, 0xfd, 1, 88, 7, 0b11001, 0, 0, "abc")],
  ["a cut head", bytes(0x28, 0xb5, 0x2f, 0xfd, 0)],
  ["a block that is cut", frame(0b11001, 0, 0, "ab")],
  ["no last block", frame(0b11000, 0, 0, "abc")],
  ["a block of a kind that is not known", frame(0b11111, 0, 0, "abc")],
  ["more bytes than are due", frame(0b100011, 0, 0, "x")],
  ["fewer bytes than are due", frame(0b10011, 0, 0, "x")],
  ["an empty block of literals", frame(0b101, 0, 0)],
])("zstd with %s is damaged", (_, packed) => {
  expect(unpackZstd(packed, 3)).toBeUndefined();
});
