// Model files that were damaged, cut, joined or made by an enemy: each is refused in one line, or loads to the same model.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sharedGru } from "../../../../fixtures/models/own-module.mjs";
import { FormatError } from "../core/errors.ts";
import { Generator, withSeed } from "../core/random.ts";
import { readSafetensors } from "../format/read-safetensors.ts";
import { writeSafetensors } from "../format/safetensors.ts";
import { Model } from "../model/model.ts";
import { EncoderDecoder, GRU, LastStep, Linear, Module, Sequential } from "../nn/index.ts";

function saved(make: () => EncoderDecoder | Sequential): Uint8Array {
  const model = Model.of(withSeed(3, make), { name: "ü", seed: 3, settings: { rate: 0.25, sizes: [1, 2] } });
  const bytes = model.toSafetensors();
  model.dispose();
  return bytes;
}

const modules = [sharedGru({ Module, ...{ GRU, Linear } })];
const forecaster = new URL("../../../../fixtures/models/recurra-model-2-lstm-skip.safetensors", import.meta.url);
const originals = [
  new Uint8Array(readFileSync(forecaster)),
  saved(
    () =>
      new Sequential({
        recurrent: new GRU({ inputSize: 2, hiddenSize: 3, bidirectional: true }),
        last: new LastStep({ bidirectional: true }),
        head: new Linear({ inFeatures: 6, outFeatures: 6 }),
      }),
  ),
  saved(() => new EncoderDecoder({ inputSize: 2, hiddenSize: 3, cell: "rnn", numLayers: 2 })),
  // Those of a program's own, whose class takes its options as they come.
  new Uint8Array(readFileSync(new URL("recurra-model-2-own.safetensors", forecaster))),
  new Uint8Array(readFileSync(new URL("recurra-model-2-own-network.safetensors", forecaster))),
];

/** The same models without a checksum, as other programs write them. */
const unsummed = originals.map((bytes) => {
  const { tensors, metadata } = readSafetensors(bytes);
  metadata.delete("checksum");
  const floats = [...tensors].map(
    ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
  );
  return writeSafetensors(new Map(floats), metadata);
});

/** Draws for one case after another. */
class Draws {
  readonly #stream: { uint32(index: number): number };
  #index = 0;
  constructor(seed: number) {
    this.#stream = new Generator(seed).stream("corruption");
  }
  below(limit: number): number {
    return this.#stream.uint32(this.#index++) % limit;
  }
  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }
}

const headerEnd = (bytes: Uint8Array): number => 8 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A file with this header text before the numbers of another; its length is what the text takes, or as given. */
function withHeader(bytes: Uint8Array, text: string, length?: bigint): Uint8Array {
  const header = new TextEncoder().encode(text);
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(0, length ?? BigInt(header.length), true);
  return joined(prefix, header, bytes.subarray(headerEnd(bytes)));
}

const headerOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(8, headerEnd(bytes)));

const NUMBERS = [
  "1e308",
  "-1",
  "0",
  "1e999",
  "18446744073709551615",
  "9007199254740993",
  "0.5",
  "2147483647",
  '"4"',
  "null",
];
const NAMES = [
  "__proto__",
  "constructor",
  "toString",
  "__metadata__",
  "checksum",
  "format",
  "",
  "\\u0000",
  "\\n",
  "user.a",
];
const VALUES = [
  "[]",
  "{}",
  "null",
  "true",
  `${"[".repeat(500)}`,
  `${"[".repeat(200)}${"]".repeat(200)}`,
  '{"a":1,"a":2}',
  '"\\ud800"',
];

/** Replaces one match of a pattern. */
function replaceOne(draws: Draws, text: string, pattern: RegExp, by: string): string {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return text;
  const { index, 0: found } = draws.of(matches);
  return text.slice(0, index) + by + text.slice(index + found.length);
}

/** Every way to spoil a file. */
const WAYS: ((draws: Draws, bytes: Uint8Array, all: readonly Uint8Array[]) => Uint8Array)[] = [
  function bits(draws, bytes) {
    const broken = bytes.slice();
    for (let i = draws.below(8); i >= 0; i--) broken[draws.below(bytes.length)] ^= 1 << draws.below(8);
    return broken;
  },
  function values(draws, bytes) {
    const broken = bytes.slice();
    for (let i = draws.below(4); i >= 0; i--) broken[draws.below(bytes.length)] = draws.below(256);
    return broken;
  },
  function inTheHeader(draws, bytes) {
    const broken = bytes.slice();
    const signs = '0123456789{}[]",:\\ \n\tetrufalsn';
    broken[8 + draws.below(headerEnd(bytes) - 8)] = signs.charCodeAt(draws.below(signs.length));
    return broken;
  },
  function cut(draws, bytes) {
    return bytes.slice(0, draws.below(bytes.length));
  },
  function lostPart(draws, bytes) {
    const from = draws.below(bytes.length);
    return joined(bytes.subarray(0, from), bytes.subarray(Math.min(bytes.length, from + 1 + draws.below(64))));
  },
  function inserted(draws, bytes) {
    const at = draws.below(bytes.length + 1);
    const more = Uint8Array.from({ length: 1 + draws.below(64) }, () => draws.below(256));
    return joined(bytes.subarray(0, at), more, bytes.subarray(at));
  },
  function swappedNumbers(draws, bytes) {
    const start = headerEnd(bytes);
    const floats = (bytes.length - start) / 4;
    const broken = bytes.slice();
    const [a, b] = [start + 4 * draws.below(floats), start + 4 * draws.below(floats)];
    broken.set(bytes.subarray(a, a + 4), b);
    broken.set(bytes.subarray(b, b + 4), a);
    return broken;
  },
  function swappedTensors(draws, bytes) {
    const names = [...readSafetensors(bytes).tensors.keys()];
    const [a, b] = [draws.of(names), draws.of(names)];
    const text = headerOf(bytes).replace(`"${a}":`, '"\\u0001":').replace(`"${b}":`, `"${a}":`);
    return withHeader(bytes, text.replace('"\\u0001":', `"${b}":`));
  },
  function otherNumber(draws, bytes) {
    return withHeader(bytes, replaceOne(draws, headerOf(bytes), /\d+/g, draws.of(NUMBERS)));
  },
  function otherName(draws, bytes) {
    return withHeader(bytes, replaceOne(draws, headerOf(bytes), /(?<=")[\w.]+(?=\\?":)/g, draws.of(NAMES)));
  },
  function otherValue(draws, bytes) {
    const text = headerOf(bytes);
    if (draws.below(2))
      return withHeader(bytes, replaceOne(draws, text, /(?<=:)(\[[^\]]*\]|"[^"]*")/g, draws.of(VALUES)));
    const inText = draws.of(VALUES).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    return withHeader(bytes, replaceOne(draws, text, /(?<=\\":)[^,}\\]+/g, inText));
  },
  function hugeLengths(draws, bytes) {
    const lengths = [
      0n,
      1n,
      2n ** 20n + 1n,
      2n ** 32n,
      2n ** 53n + 1n,
      2n ** 63n,
      2n ** 64n - 1n,
      BigInt(bytes.length),
    ];
    return withHeader(bytes, headerOf(bytes), draws.of(lengths));
  },
  function joinedFiles(draws, bytes, all) {
    const other = draws.of(all);
    return joined(bytes.subarray(0, draws.below(bytes.length)), other.subarray(draws.below(other.length)));
  },
  function headerOfAnother(draws, bytes, all) {
    return withHeader(bytes, headerOf(draws.of(all)));
  },
  function otherOffsets(draws, bytes) {
    const text = headerOf(bytes);
    const [begin, end] = [draws.below(200) * 4, draws.below(200) * 4];
    return withHeader(
      bytes,
      replaceOne(draws, text, /"data_offsets":\[\d+,\d+\]/g, `"data_offsets":[${begin},${end}]`),
    );
  },
];

/** What became of a file: the bytes of the model that it holds, or undefined when it was refused as it should be. */
function outcome(bytes: Uint8Array): Uint8Array | undefined {
  let model: Model;
  try {
    model = Model.load(bytes, "bad.safetensors", { modules });
  } catch (error) {
    if (error instanceof FormatError && /^bad\.safetensors: [^\n\r\u2028\u2029]{1,700}$/.test(error.message)) return;
    throw error;
  }
  try {
    return model.toSafetensors();
  } finally {
    model.dispose();
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Not toEqual on arrays of bytes, which takes longer than loading them. */
function expectSame(found: Uint8Array | undefined, wanted: Uint8Array): void {
  expect(found && hex(found)).toBe(hex(wanted));
}

test("10,000 spoilt model files: each is refused in one line, or loads to the same model", () => {
  const same = new Set(originals.map(hex));
  const draws = new Draws(1);
  const ends = { refused: 0, loaded: 0 };
  for (let trial = 0; trial < 10_000; trial++) {
    const way = WAYS[trial % WAYS.length];
    const spoilt = way(draws, draws.of(originals), originals);
    let found: Uint8Array | undefined;
    try {
      found = outcome(spoilt);
    } catch (cause) {
      throw new Error(`trial ${trial}, ${way.name}`, { cause });
    }
    if (found && !same.has(hex(found))) throw new Error(`trial ${trial}, ${way.name}: loaded as another model`);
    ends[found ? "loaded" : "refused"]++;
  }
  // Both happen: a header's spaces may become tabs, two equal numbers may be swapped.
  expect(ends.refused).toBeGreaterThan(8000);
  expect(ends.loaded).toBeGreaterThan(10);
});

test("spoilt files that state no checksum are refused in one line, or load to a model that saves and loads", () => {
  const draws = new Draws(2);
  let loaded = 0;
  for (let trial = 0; trial < 3_000; trial++) {
    const way = WAYS[trial % WAYS.length];
    const spoilt = way(draws, draws.of(unsummed), unsummed);
    try {
      const found = outcome(spoilt);
      if (!found) continue;
      loaded++;
      expectSame(outcome(found), found);
    } catch (cause) {
      throw new Error(`trial ${trial}, ${way.name}`, { cause });
    }
  }
  expect(loaded).toBeGreaterThan(100);
});

test("any bytes, and any bytes behind a header that is right, are refused in one line", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(outcome(bytes)).toBeUndefined();
      expect(outcome(withHeader(originals[0], Buffer.from(bytes).toString("latin1")))).toBeUndefined();
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test("any JSON as any part of the metadata is refused in one line, or makes a model that saves and loads", () => {
  const parts = unsummed.flatMap((bytes) =>
    [...readSafetensors(bytes).metadata.keys()].map((key) => [bytes, key] as const),
  );
  fc.assert(
    fc.property(fc.constantFrom(...parts), fc.json({ maxDepth: 4 }), ([bytes, key], json) => {
      const { tensors, metadata } = readSafetensors(bytes);
      const floats = [...tensors].map(
        ([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }] as const,
      );
      const text = json.replaceAll(/[\ud800-\udfff]/g, "?");
      const found = outcome(writeSafetensors(new Map(floats), metadata.set(key, text)));
      if (found) expectSame(outcome(found), found);
    }),
    { seed: 4, numRuns: 1000 },
  );
});
