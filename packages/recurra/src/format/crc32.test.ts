import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("known checksums", () => {
  expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array(32))).toBe(0x190a55ad);
  expect(crc32(new Uint8Array(32).fill(255))).toBe(0xff6cab0b);
  expect(crc32(new Uint8Array(0))).toBe(0);
});

test("the checksum of two parts is that of the whole", () => {
  const text = bytes("The same model, data and seed give the same weights.");
  for (let cut = 0; cut <= text.length; cut++) {
    expect(crc32(text.subarray(cut), crc32(text.subarray(0, cut)))).toBe(crc32(text));
  }
});

test("any one changed bit changes it", () => {
  const text = bytes("0123456789abcdef");
  const before = crc32(text);
  for (let bit = 0; bit < 8 * text.length; bit++) {
    text[bit >> 3] ^= 1 << (bit & 7);
    expect(crc32(text)).not.toBe(before);
    text[bit >> 3] ^= 1 << (bit & 7);
  }
});
