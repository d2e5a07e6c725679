import { expect, test } from "vitest";
import { base64, wavBytes } from "./wav.ts";

test("base64 is that of RFC 4648, whatever the length", () => {
  for (const text of ["", "f", "fo", "foo", "foob", "fooba", "foobar", "\u00ff\u00fe\u0000"]) {
    expect(base64(Uint8Array.from(text, (letter) => letter.charCodeAt(0)))).toBe(btoa(text));
  }
});

test("a WAV says its rate, its length and its samples, and cuts what is louder than full", () => {
  const bytes = wavBytes([0, 1, -1, 0.5, 2, -2], 8000);
  const view = new DataView(bytes.buffer);
  const word = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  expect([word(0), word(8), word(12), word(36)]).toEqual(["RIFF", "WAVE", "fmt ", "data"]);
  expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([36 + 12, 12]);
  expect([view.getUint32(24, true), view.getUint32(28, true), view.getUint16(34, true)]).toEqual([8000, 16000, 16]);
  const samples = Array.from({ length: 6 }, (_, i) => view.getInt16(44 + 2 * i, true));
  expect(samples).toEqual([0, 32767, -32767, 16384, 32767, -32767]);
});
