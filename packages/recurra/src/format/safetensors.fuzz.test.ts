import fc from "fast-check";
import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { openSafetensors, writeSafetensors } from "./safetensors.ts";

const text = fc.string({ unit: "grapheme", maxLength: 20 }).filter((one) => !/[\ud800-\udfff]/u.test(one));
const name = fc
  .oneof(text, fc.constantFrom("__proto__", "constructor", "", "\n", '"', "\\", "\u2028"))
  .filter((one) => one !== "__metadata__");
const tensor = fc.array(fc.nat({ max: 4 }), { maxLength: 4 }).chain((shape) =>
  fc
    .array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), {
      minLength: shape.reduce((product, length) => product * length, 1),
      maxLength: shape.reduce((product, length) => product * length, 1),
    })
    .map((bits) => ({ shape, data: new Float32Array(Uint32Array.from(bits).buffer) })),
);
const entries = fc.tuple(
  fc.array(fc.tuple(name, tensor), { maxLength: 6 }),
  fc.array(fc.tuple(name, text), { maxLength: 4 }),
);
const bitsOf = (data: Float32Array | Float64Array) => [...new Uint32Array(data.buffer, data.byteOffset, data.length)];

test("any tensors, of any bits, and any metadata are read as they were written, whatever their order was", () => {
  fc.assert(
    fc.property(entries, fc.nat({ max: 7 }), ([tensors, metadata], shift) => {
      const [given, texts] = [new Map(tensors), new Map(metadata)];
      const bytes = writeSafetensors(given, texts);
      expect(bytes).toEqual(writeSafetensors(new Map([...given].reverse()), new Map([...texts].reverse())));
      const within = new Uint8Array(bytes.length + shift);
      within.set(bytes, shift);
      const read = readSafetensors(within.subarray(shift));
      expect(read.metadata).toEqual(texts);
      expect([...read.tensors.keys()].sort()).toEqual([...given.keys()].sort());
      for (const [key, { shape, data }] of given) {
        expect(read.tensors.get(key)?.shape).toEqual(shape);
        expect(bitsOf(read.tensors.get(key)!.data)).toEqual(bitsOf(data));
      }
    }),
    { seed: 11, numRuns: 500 },
  );
});

/** A file of a header and numbers, the length as it is or as given. */
function file(header: string, numbers: Uint8Array, length?: bigint): Uint8Array {
  const encoded = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + encoded.length + numbers.length);
  new DataView(bytes.buffer).setBigUint64(0, length ?? BigInt(encoded.length), true);
  bytes.set(encoded, 8);
  bytes.set(numbers, 8 + encoded.length);
  return bytes;
}

/** Reads, or is refused in one line that begins with the file's name. */
function readsOrRefuses(bytes: Uint8Array): void {
  try {
    readSafetensors(bytes, "f");
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    expect((error as Error).message).toMatch(/^f: [^\n\r\u2028\u2029]+$/);
    expect((error as Error).message.length).toBeLessThan(700);
  }
}

const number = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom(-1, 0.5, 1e308, 2 ** 53, 2 ** 31), fc.double());
const entry = fc.record(
  {
    dtype: fc.oneof(fc.constantFrom("F32", "F64", "F16", "BF16", "I64", "toString"), fc.json().map(String)),
    shape: fc.oneof(fc.array(number, { maxLength: 4 }), number),
    data_offsets: fc.oneof(fc.tuple(number, number), fc.array(number, { maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const header = fc.oneof(
  fc
    .dictionary(fc.oneof(name, fc.constant("__metadata__")), fc.oneof(entry, fc.jsonValue()))
    .map((one) => JSON.stringify(one)),
  fc.json(),
  fc.string(),
);

test("any bytes, and any header before any numbers, are read or refused in one line", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      header,
      fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
      (bytes, json, length) => {
        readsOrRefuses(bytes);
        readsOrRefuses(file(json, bytes, length ?? undefined));
      },
    ),
    { seed: 12, numRuns: 3000 },
  );
});

test("what is read lies in the file, without a hole and without an overlap", () => {
  const spread = fc.array(fc.tuple(fc.nat({ max: 6 }), fc.nat({ max: 6 })), { minLength: 1, maxLength: 4 });
  let read = 0;
  fc.assert(
    fc.property(spread, (places) => {
      const header = places.map(([begin, count], i) => [
        `t${i}`,
        { dtype: "F32", shape: [count], data_offsets: [4 * begin, 4 * (begin + count)] },
      ]);
      const bytes = file(JSON.stringify(Object.fromEntries(header)), new Uint8Array(24));
      const covered = new Array(6).fill(0);
      for (const [begin, count] of places) for (let i = begin; i < begin + count; i++) if (i < 6) covered[i]++;
      const inside = places.every(([begin, count]) => begin + count <= 6);
      const whole = inside && covered.every((times) => times === 1);
      try {
        openSafetensors(bytes, "f");
        read++;
        expect(whole).toBe(true);
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
      }
    }),
    { seed: 13, numRuns: 3000 },
  );
  expect(read).toBeGreaterThan(10);
});
