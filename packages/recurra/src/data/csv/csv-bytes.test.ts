import { expect, test } from "vitest";
import * as csvBytes from "./csv-bytes.ts";

const texts = ["", "a,b\r\n1,2", "Kurs €,ä\u00a0ö,日本,😀", "\ufeffBOM stays"];

test("text becomes the bytes of Node's Buffer and comes back, in part and whole", () => {
  for (const text of texts) {
    const ours = csvBytes.from(text);
    const nodes = Buffer.from(text);
    expect([...ours]).toEqual([...nodes]);
    expect(ours.toString("utf8")).toBe(text);
    expect(ours.toString("utf8", 1, 6)).toBe(nodes.toString("utf8", 1, 6));
    expect([...csvBytes.from(ours.slice(2))]).toEqual([...nodes.subarray(2)]);
  }
});

test("bytes are copied as Node's Buffer copies them", () => {
  const ours = csvBytes.allocUnsafe(5).fill(7);
  csvBytes.from([1, 2, 3]).copy(ours, 1, 1);
  expect([...ours]).toEqual([7, 2, 3, 7, 7]);
  csvBytes.from([9, 8, 6]).copy(ours, 0, 0, 1);
  expect([...ours]).toEqual([9, 2, 3, 7, 7]);
  expect([...csvBytes.concat([csvBytes.from([1]), csvBytes.from([]), csvBytes.from([2, 3])])]).toEqual([1, 2, 3]);
});

test("bytes are compared as Node's Buffer compares them", () => {
  const all = [[], [1], [1, 2], [2], [1, 1, 9]];
  for (const a of all) {
    for (const b of all) {
      const ours = Math.sign(csvBytes.compare(csvBytes.from(a), csvBytes.from(b)));
      expect(ours).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(csvBytes.from(a).equals(csvBytes.from(b))).toBe(ours === 0);
    }
  }
});

test("bytes are told from other values", () => {
  expect(csvBytes.isBuffer(csvBytes.from("a"))).toBe(true);
  expect(csvBytes.isBuffer(csvBytes.from("a").slice(0, 1))).toBe(true);
  expect(csvBytes.isBuffer(new Uint8Array(1))).toBe(false);
});
