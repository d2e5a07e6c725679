import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FormatError } from "../core/errors.ts";
import { Generator } from "../core/random.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { openSafetensors, writeSafetensors } from "./safetensors.ts";

const fixture = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../fixtures/safetensors/${name}.safetensors`, import.meta.url)));

/** A file with this header, text or JSON value, and so many bytes of numbers. */
function file(header: unknown, dataBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4], dtype: unknown = "F32") => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

test("what is written is read back: names, shapes, every bit of the numbers, and metadata", () => {
  const data = Float32Array.of(1, -0, Number.POSITIVE_INFINITY, Number.NaN, 1e-45, 0.1);
  const { tensors, metadata } = readSafetensors(
    writeSafetensors({ b: { shape: [2, 3], data }, a: { shape: [], data: Float32Array.of(7) } }, { note: 'ü "x"\n' }),
  );
  expect([...tensors.keys()]).toEqual(["a", "b"]);
  expect(tensors.get("b")).toEqual({ shape: [2, 3], dtype: "F32", data });
  expect(tensors.get("a")).toEqual({ shape: [], dtype: "F32", data: Float32Array.of(7) });
  expect([...metadata]).toEqual([["note", 'ü "x"\n']]);
});

test("the bytes do not depend on the order of tensors or metadata", () => {
  const one = { shape: [1], data: Float32Array.of(1) };
  const two = { shape: [1], data: Float32Array.of(2) };
  const first = writeSafetensors({ "lstm.b": one, "lstm.a": two }, { y: "1", x: "2" });
  const second = writeSafetensors(
    new Map([
      ["lstm.a", two],
      ["lstm.b", one],
    ]),
    new Map([
      ["x", "2"],
      ["y", "1"],
    ]),
  );
  expect(second).toEqual(first);
});

test("the header is padded with spaces to a multiple of eight bytes", () => {
  for (let length = 1; length <= 9; length++) {
    const bytes = writeSafetensors({ ["n".repeat(length)]: { shape: [1], data: Float32Array.of(1) } });
    const header = new DataView(bytes.buffer).getUint32(0, true);
    expect(header % 8).toBe(0);
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + header))).toMatch(/^\{.*\} {0,7}$/);
  }
});

test("Python's safetensors writes the same bytes for the same tensors", () => {
  const bytes = fixture("single");
  const { tensors, metadata } = readSafetensors(bytes);
  expect(tensors.get("lstm.weight_ih_l0")).toEqual({
    shape: [2, 3],
    dtype: "F32",
    data: Float32Array.from({ length: 6 }, (_, i) => i / 7),
  });
  expect(tensors.get("lstm.bias_ih_l0")?.data).toEqual(Float32Array.of(-0, Number.POSITIVE_INFINITY, 1e-45));
  expect(tensors.get('größe "π"')).toEqual({ shape: [2, 0, 3], dtype: "F32", data: new Float32Array(0) });
  expect(metadata.get("made with")).toMatch(/^safetensors \d/);
  const again = new Map([...tensors].map(([name, { shape, data }]) => [name, { shape, data: data as Float32Array }]));
  expect(writeSafetensors(again, metadata)).toEqual(bytes);
});

test("Python's float64 tensors are read beside float32 ones, at their own width", () => {
  const { tensors, metadata } = readSafetensors(fixture("mixed"));
  expect(tensors.get("wide")).toEqual({ shape: [2, 1], dtype: "F64", data: Float64Array.of(0.1, -1e300) });
  expect(tensors.get("narrow")).toEqual({ shape: [2], dtype: "F32", data: Float32Array.of(0.1, -2) });
  expect(new Map([...metadata].sort())).toEqual(
    new Map([
      ["a", "1"],
      ["b", "2"],
      ["c", "ü"],
    ]),
  );
});

test("numbers are read from any place in a larger buffer, aligned or not", () => {
  const bytes = writeSafetensors({ a: { shape: [2], data: Float32Array.of(1, 2) } });
  const larger = new Uint8Array(bytes.length + 3);
  larger.set(bytes, 3);
  expect(readSafetensors(larger.subarray(3)).tensors.get("a")?.data).toEqual(Float32Array.of(1, 2));
});

test("numbers of 16 bits are read as the float32 numbers that PyTorch says they are, the edges among them", () => {
  const { tensors } = readSafetensors(fixture("half"));
  expect(tensors.get("head.weight")).toEqual({ shape: [2, 2], dtype: "F16", data: Float32Array.of(1, 1, 1, 1) });
  for (const [name, dtype] of [
    ["float16", "F16"],
    ["bfloat16", "BF16"],
  ]) {
    const { shape, dtype: found, data } = tensors.get(name)!;
    expect([shape, found]).toEqual([[5069], dtype]);
    const wanted = tensors.get(`${name} as float32`)!.data;
    const wrong = data.findIndex((value, i) => !Object.is(value, wanted[i]));
    expect(`${name} ${wrong}: ${data[wrong]}, not ${wanted[wrong]}`).toBe(`${name} -1: undefined, not undefined`);
  }
});

test("tensors of whole numbers are left out and listed, and still have their place in the file", () => {
  const entries = { steps: entry(0, 8, [], "I64"), w: entry(8, 12, [1]), mask: entry(12, 14, [2], "BOOL") };
  const { tensors, leftOut } = readSafetensors(file(entries, 14), "m");
  expect([...tensors.keys()]).toEqual(["w"]);
  expect([...leftOut]).toEqual([
    ["steps", { shape: [], dtype: "I64" }],
    ["mask", { shape: [2], dtype: "BOOL" }],
  ]);
  expect(() => readSafetensors(file({ steps: entry(0, 4, [1], "I64") }, 4), "m")).toThrow("needs 8 bytes");
});

test("another dtype is refused with the tensor, the dtype and what to do", () => {
  expect(() => readSafetensors(file({ "head.weight": entry(0, 8, [1], "C64") }, 8), "m")).toThrow(
    'm: tensor "head.weight" has dtype "C64", but only F32, F64, F16 and BF16 can be read. ' +
      "Convert it first, in PyTorch with tensor.float().",
  );
});

test("every cut of a file is refused with a FormatError", () => {
  const bytes = fixture("mixed");
  for (let length = 0; length < bytes.length; length++) {
    expect(() => readSafetensors(bytes.slice(0, length))).toThrow(FormatError);
  }
  expect(() => readSafetensors(bytes.slice(0, 5), "m")).toThrow("m: not a safetensors file: it has 5 bytes");
  expect(() => readSafetensors(bytes.slice(0, 20), "m")).toThrow("only 12 follow. Copy or download the file again.");
  const longer = new Uint8Array(bytes.length + 4);
  longer.set(bytes);
  expect(() => readSafetensors(longer, "m")).toThrow("bytes of numbers follow the header");
});

test("a file with random bytes changed is read or refused with a FormatError, never anything else", () => {
  const bytes = fixture("mixed");
  const stream = new Generator(5).stream("corruption");
  for (let trial = 0; trial < 3000; trial++) {
    const broken = bytes.slice();
    for (let i = 0; i < 3; i++) {
      broken[stream.uint32(6 * trial + 2 * i) % bytes.length] = stream.uint32(6 * trial + 2 * i + 1) & 255;
    }
    try {
      readSafetensors(broken);
    } catch (error) {
      expect(error).toBeInstanceOf(FormatError);
    }
  }
});

test("a header length beyond the limit is refused before anything is read", () => {
  const bytes = new Uint8Array(16).fill(255);
  expect(() => readSafetensors(bytes, "m")).toThrow(
    "m: not a safetensors file: its first eight bytes give a header of",
  );
});

test.each([
  ["not JSON", "{oops", "the header is not JSON."],
  ["a list", [], "the header is not a JSON object of tensors."],
  ["null", null, "the header is not a JSON object of tensors."],
  ["deep nesting", "[".repeat(200_000), "the header has lists or objects within each other more than 3 deep."],
  ["too many values", `{"a":{"shape":[${"0,".repeat(1_100_000)}0]}}`, "the header has more than 1048576 values."],
  [
    "a name twice",
    '{"a":{"dtype":"F32","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}',
    "the header has an object in which a name stands twice.",
  ],
  ["a name with a line end", { "a\n\u001b[2J": 3 }, 'tensor "a\\n\\u001b[2J" is not described by a JSON object.'],
  ["a name that is long", { ["a".repeat(1000)]: 3 }, `tensor "${"a".repeat(76)}... is not described by a JSON object.`],
  ["65 dimensions", { a: entry(0, 8, new Array(65).fill(1)) }, 'tensor "a" has no usable shape: [1,1,'],
  ["metadata that is a list", { __metadata__: [] }, '"__metadata__" is not a JSON object of texts.'],
  ["metadata that is a number", { __metadata__: { a: 1 } }, 'the metadata "a" is not text.'],
  ["a tensor that is a number", { a: 3 }, 'tensor "a" is not described by a JSON object.'],
  ["no dtype", { a: { shape: [0], data_offsets: [0, 0] } }, 'tensor "a" has dtype missing, but only F32, F64'],
  ["a dtype named like a method", { a: entry(0, 4, [1], "toString") }, 'tensor "a" has dtype "toString"'],
  ["no shape", { a: { dtype: "F32", data_offsets: [0, 4] } }, 'tensor "a" has no usable shape: missing.'],
  ["a negative length", { a: entry(0, 4, [-1]) }, 'tensor "a" has no usable shape: [-1].'],
  ["a size beyond 2^53", { a: entry(0, 4, [2 ** 30, 2 ** 30]) }, 'tensor "a" has no usable shape'],
  ["three offsets", { a: { dtype: "F32", shape: [1], data_offsets: [0, 4, 8] } }, "has no pair of whole data_offsets."],
  [
    "offsets outside",
    { a: entry(0, 12) },
    'tensor "a" lies at bytes 0 to 12, outside the 8 bytes of numbers in the file: cut short? Copy or download the file again.',
  ],
  ["offsets backwards", { a: entry(8, 4, [1]) }, 'tensor "a" lies at bytes 8 to 4, outside'],
  ["offsets below zero", { a: entry(-4, 0, [1]) }, 'tensor "a" lies at bytes -4 to 0, outside'],
  [
    "a shape of another size",
    { a: entry(0, 8, [3]) },
    "has shape [3] of F32, which needs 12 bytes, but its data_offsets give 8.",
  ],
  ["overlap", { a: entry(0, 8), b: entry(4, 8) }, 'tensor "b" starts at byte 4 and overlaps the tensor before it'],
  ["a hole", { a: entry(4, 8) }, 'tensor "a" starts at byte 4 and leaves a hole after byte 0.'],
  ["unused bytes", { a: entry(0, 4) }, "the tensors end at byte 4, but 8 bytes of numbers follow the header."],
])("a header with %s is refused and says so", (_, header, message) => {
  expect(() => readSafetensors(file(header, 8), "m")).toThrow(FormatError);
  expect(() => readSafetensors(file(header, 8), "m")).toThrow(message);
});

test("a tensor named __proto__ or constructor is a tensor like any other", () => {
  const data = Float32Array.of(1);
  const bytes = writeSafetensors(
    new Map([
      ["__proto__", { shape: [1], data }],
      ["constructor", { shape: [1], data }],
    ]),
    new Map([["__proto__", "text"]]),
  );
  const { tensors, metadata } = readSafetensors(bytes);
  expect([...tensors.keys()]).toEqual(["__proto__", "constructor"]);
  expect(metadata.get("__proto__")).toBe("text");
  expect(({} as { dtype?: unknown }).dtype).toBeUndefined();
});

test("the writer refuses numbers that do not fill the shape, the reserved name, and text that is not Unicode", () => {
  const data = Float32Array.of(1, 2);
  expect(() => writeSafetensors({ a: { shape: [3], data } })).toThrow(
    'tensor "a" has shape [3], which needs 3 float32 numbers, but it was given 2 in a Float32Array.',
  );
  expect(() => writeSafetensors({ a: { shape: [0.5], data } })).toThrow(
    "which needs no possible number of float32 numbers",
  );
  expect(() => writeSafetensors({ __metadata__: { shape: [2], data } })).toThrow(
    'no tensor may be named "__metadata__"',
  );
  expect(() => writeSafetensors({ "\ud800": { shape: [2], data } })).toThrow("holds half a character");
  expect(() => writeSafetensors({}, { a: 1 as unknown as string })).toThrow(
    'the metadata "a" must be text, but it is number.',
  );
});

test("a file without tensors is written and read", () => {
  const { tensors, metadata } = readSafetensors(writeSafetensors({}));
  expect(tensors.size + metadata.size).toBe(0);
});

test("int8 numbers are written as I8, which only who asks for them reads", () => {
  const bytes = writeSafetensors({ q: { shape: [3], data: Int8Array.of(-128, 0, 127) } });
  const { places, numbers } = openSafetensors(bytes, "m", undefined, { I8: 1 });
  expect(places.map(({ name, dtype, shape }) => [name, dtype as string, shape])).toEqual([["q", "I8", [3]]]);
  expect([...numbers]).toEqual([128, 0, 127]);
  expect([...readSafetensors(bytes).leftOut.keys()]).toEqual(["q"]);
});
