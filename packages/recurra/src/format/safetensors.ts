// Model files as safetensors: eight bytes of header length, a JSON header, then the numbers. Written with sorted names and
// nothing but what was given, so that the same model is the same bytes; read as if a stranger had made the file.
// Format: https://github.com/huggingface/safetensors

import { FormatError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import {
  BYTES as BYTES_OF_FILE,
  made,
  type OptionRule,
  refuseValue,
  requireArguments,
  TEXT,
} from "../core/option-rules.ts";
import { fromBfloat16, fromFloat16 } from "./half.ts";
import { quoted } from "./quoted.ts";
import { isObject, parseUntrusted } from "./untrusted-json.ts";

/** The types of numbers that are read: float32, float64, float16 and bfloat16. */
export type Dtype = "F32" | "F64" | "F16" | "BF16";

/** Numbers with a shape, as they lie in a file: row-major, the last dimension runs fastest. */
export interface StoredTensor {
  readonly shape: readonly number[];
  /** As the file has them; `data` holds the numbers of 16 bits as float32, which loses nothing. */
  readonly dtype: Dtype;
  readonly data: Float32Array | Float64Array;
}

const METADATA = "__metadata__";
const PREFIX_BYTES = 8;
// A tensor's name, its three fields, and lists of numbers.
const HEADER_DEPTH = 3;
// More dimensions than any array library has.
const MOST_DIMENSIONS = 64;
/** Bytes of a number of each type. */
export const BYTES: Readonly<Record<Dtype, number>> = { F32: 4, F64: 8, F16: 2, BF16: 2 };

type Entries<T> = ReadonlyMap<string, T> | Readonly<Record<string, T>>;

/** Entries by name, sorted by UTF-16 units: the same order on every machine, whatever its language. */
function sorted<T>(entries: Entries<T>): [string, T][] {
  const list: [string, T][] = entries instanceof Map ? [...entries] : Object.entries(entries);
  return list.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function requireText(what: string, text: unknown): asserts text is string {
  if (typeof text !== "string") {
    throw new FormatError("SAFETENSORS_TEXT", "writeSafetensors", `${what} must be text, but it is ${typeof text}`);
  }
  if (/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text)) {
    throw new FormatError("SAFETENSORS_TEXT", "writeSafetensors", `${what} holds half a character and cannot be UTF-8`);
  }
}

/** The number of elements of a shape, or undefined when it is no shape or leaves the whole numbers. */
function sizeOf(shape: unknown): number | undefined {
  if (!Array.isArray(shape) || shape.length > MOST_DIMENSIONS) return undefined;
  let size = 1;
  let empty = false;
  for (const length of shape) {
    if (typeof length !== "number" || !Number.isSafeInteger(length) || length < 0) return undefined;
    if (length === 0) empty = true;
    else size *= length;
    if (!Number.isSafeInteger(size)) return undefined;
  }
  return empty ? 0 : size;
}

type Written = Float32Array | Float64Array | Int8Array;

function writtenType(data: Written): string | undefined {
  if (data instanceof Float64Array) return "F64";
  if (data instanceof Int8Array) return "I8";
  return data instanceof Float32Array ? "F32" : undefined;
}

function requireEntry(name: string, entry: unknown): void {
  const { shape, data } = (entry ?? {}) as { readonly shape?: unknown; readonly data?: unknown };
  if (Array.isArray(shape) && ArrayBuffer.isView(data)) return;
  throw refuseValue(
    "writeSafetensors",
    quoteCell(name),
    "{ shape, data }, with its numbers in an array of a type",
    entry,
  );
}

/** Entries by name. */
const NAMED: OptionRule<object> = /* @__PURE__ */ made(
  "entries by name",
  (value): value is object => typeof value === "object" && value !== null && !Array.isArray(value),
);
const WRITTEN: Readonly<Record<string, OptionRule<unknown>>> = { tensors: NAMED, metadata: NAMED };

/**
 * The bytes of a safetensors file with these tensors, float32, float64 or int8 as they are given, sorted by name, and the
 * metadata, sorted by key.
 *
 * Throws FormatError when a tensor's numbers do not fill its shape, or a name or metadata text cannot be stored.
 */
export function writeSafetensors(
  tensors: Entries<{ readonly shape: readonly number[]; readonly data: Written }>,
  metadata: Entries<string> = {},
): Uint8Array {
  requireArguments("writeSafetensors", WRITTEN, tensors, metadata);
  const list = sorted(tensors);
  const parts: string[] = [];
  const texts = sorted(metadata).map(([key, value]) => {
    requireText("a metadata key", key);
    requireText(`the metadata "${key}"`, value);
    return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
  });
  if (texts.length > 0) parts.push(`"${METADATA}":{${texts.join(",")}}`);
  let offset = 0;
  for (const [name, entry] of list) {
    requireText(`the tensor name "${name}"`, name);
    requireEntry(name, entry);
    const { shape, data } = entry;
    if (name === METADATA) {
      throw new FormatError("SAFETENSORS_NAME", "writeSafetensors", `no tensor may be named "${METADATA}"; rename it`);
    }
    const size = sizeOf(shape);
    const dtype = writtenType(data);
    if (size !== data.length || !dtype) {
      throw new FormatError(
        "SAFETENSORS_SHAPE",
        "writeSafetensors",
        `tensor "${name}" has shape [${shape.join(", ")}], which needs ${size ?? "no possible number of"} float32 numbers, but it was given ${data.length} in a ${data.constructor.name}`,
      );
    }
    const end = offset + data.BYTES_PER_ELEMENT * size;
    parts.push(
      `${JSON.stringify(name)}:{"dtype":"${dtype}","shape":[${shape.join(",")}],"data_offsets":[${offset},${end}]}`,
    );
    offset = end;
  }
  const header = new TextEncoder().encode(`{${parts.join(",")}}`);
  const headerBytes = Math.ceil(header.length / 8) * 8;
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + offset).fill(0x20, 0, PREFIX_BYTES + headerBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, headerBytes, true);
  view.setUint32(4, 0, true);
  bytes.set(header, PREFIX_BYTES);
  let at = PREFIX_BYTES + headerBytes;
  for (const [, { data }] of list) {
    if (data instanceof Float64Array) {
      for (let i = 0; i < data.length; i++, at += 8) view.setFloat64(at, data[i], true);
      continue;
    }
    if (data instanceof Int8Array) {
      for (let i = 0; i < data.length; i++, at++) view.setInt8(at, data[i]);
      continue;
    }
    // As whole numbers: a float that is read becomes another NaN.
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let i = 0; i < bits.length; i++, at += 4) view.setUint32(at, bits[i], true);
  }
  return bytes;
}

/** How long a header may be, and how many JSON values it may have: a tensor is about ten. */
interface HeaderLimits {
  readonly bytes: number;
  readonly values: number;
}

/** A header of more bytes is not this format, which says so itself. */
const FORMAT_LIMITS: HeaderLimits = { bytes: 100_000_000, values: 2 ** 20 };

/** The header's JSON object and where the numbers start. */
function readHeader(
  bytes: Uint8Array,
  file: string,
  limits: HeaderLimits,
): { header: Record<string, unknown>; start: number } {
  if (bytes.length < PREFIX_BYTES) {
    throw new FormatError(
      "SAFETENSORS_TRUNCATED",
      file,
      `not a safetensors file: it has ${bytes.length} bytes, and the header's length alone takes 8`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(4, true) * 4294967296 + view.getUint32(0, true);
  if (length > limits.bytes) {
    throw new FormatError(
      "SAFETENSORS_HEADER",
      file,
      `not a safetensors file: its first eight bytes give a header of ${length} bytes, and the limit is ${limits.bytes}`,
    );
  }
  const start = PREFIX_BYTES + length;
  if (start > bytes.length) {
    throw new FormatError(
      "SAFETENSORS_TRUNCATED",
      file,
      `cut short or not a safetensors file: the header should take ${length} bytes, but only ${bytes.length - PREFIX_BYTES} follow`,
      { remedies: ["copy or download the file again"] },
    );
  }
  const bad = (problem: string): never => {
    throw new FormatError("SAFETENSORS_HEADER", file, `the header ${problem}`);
  };
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes.subarray(PREFIX_BYTES, start));
  } catch {
    return bad("is not UTF-8");
  }
  const header = parseUntrusted(text, { depth: HEADER_DEPTH, values: limits.values }, bad);
  if (!isObject(header)) return bad("is not a JSON object of tensors");
  return { header, start };
}

function readMetadata(value: unknown, file: string): Map<string, string> {
  const metadata = new Map<string, string>();
  if (!isObject(value)) {
    throw new FormatError("SAFETENSORS_METADATA", file, `"${METADATA}" is not a JSON object of texts`);
  }
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") {
      throw new FormatError("SAFETENSORS_METADATA", file, `the metadata ${quoted(key)} is not text`);
    }
    metadata.set(key, text);
  }
  return metadata;
}

/** Where a tensor lies: bytes [begin, end) of those behind the header. */
export interface TensorEntry {
  readonly name: string;
  readonly shape: number[];
  readonly dtype: Dtype;
  readonly begin: number;
  readonly end: number;
}

function readEntry(
  name: string,
  entry: unknown,
  dataBytes: number,
  file: string,
  sizes: Readonly<Record<string, number>>,
): TensorEntry {
  const bad = (problem: string): never => {
    throw new FormatError("SAFETENSORS_TENSOR", file, `tensor ${quoted(name)} ${problem}`);
  };
  if (!isObject(entry)) return bad("is not described by a JSON object");
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== "string" || !Object.hasOwn(sizes, dtype)) {
    throw new FormatError(
      "SAFETENSORS_DTYPE",
      file,
      `tensor ${quoted(name)} has dtype ${quoted(dtype)}, but only F32, F64, F16 and BF16 can be read`,
      { remedies: ["convert it first, in PyTorch with tensor.float()"] },
    );
  }
  const size = sizeOf(shape);
  if (size === undefined) return bad(`has no usable shape: ${quoted(shape)}`);
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every((value) => Number.isSafeInteger(value))) {
    return bad("has no pair of whole data_offsets");
  }
  const [begin, end] = offsets as [number, number];
  if (begin < 0 || end < begin || end > dataBytes) {
    const cut = begin >= 0 && end >= begin ? ": cut short? Copy or download the file again" : "";
    return bad(`lies at bytes ${begin} to ${end}, outside the ${dataBytes} bytes of numbers in the file${cut}`);
  }
  const needed = size * sizes[dtype];
  if (end - begin !== needed) {
    return bad(
      `has shape [${(shape as number[]).join(", ")}] of ${dtype}, which needs ${needed} bytes, but its data_offsets give ${end - begin}`,
    );
  }
  return { name, shape: [...(shape as number[])], dtype: dtype as Dtype, begin, end };
}

/** Every byte of the numbers belongs to exactly one tensor: a file with hidden or shared bytes is refused. `places` lie in order. */
function requireGapless(places: readonly TensorEntry[], dataBytes: number, file: string): void {
  let at = 0;
  for (const { name, begin, end } of places) {
    if (begin !== at) {
      const problem =
        begin < at ? `overlaps the tensor before it, which ends at byte ${at}` : `leaves a hole after byte ${at}`;
      throw new FormatError(
        "SAFETENSORS_LAYOUT",
        file,
        `tensor ${quoted(name)} starts at byte ${begin} and ${problem}`,
      );
    }
    at = end;
  }
  if (at !== dataBytes) {
    throw new FormatError(
      "SAFETENSORS_LAYOUT",
      file,
      `the tensors end at byte ${at}, but ${dataBytes} bytes of numbers follow the header`,
    );
  }
}

/** The numbers of a type from byte `begin` on, until `data` is full. Through DataView: they need not be aligned, and are little-endian on every machine. */
export function copyNumbers(dtype: Dtype, begin: number, numbers: Uint8Array, data: Float32Array | Float64Array): void {
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  if (dtype === "F64") {
    for (let i = 0; i < data.length; i++) data[i] = view.getFloat64(begin + 8 * i, true);
  } else if (dtype === "F32") {
    // As whole numbers: a float that is read becomes another NaN.
    const bits = new Uint32Array(data.buffer, data.byteOffset, data.length);
    for (let i = 0; i < bits.length; i++) bits[i] = view.getUint32(begin + 4 * i, true);
  } else {
    const widen = dtype === "F16" ? fromFloat16 : fromBfloat16;
    for (let i = 0; i < data.length; i++) data[i] = widen(view.getUint16(begin + 2 * i, true));
  }
}

/** A file whose header was read and checked; its numbers lie where they were. */
export interface OpenSafetensors {
  /** In the order in which their numbers lie. */
  readonly places: readonly TensorEntry[];
  readonly metadata: Map<string, string>;
  /** All that follows the header. */
  readonly numbers: Uint8Array;
}

const FILE: Readonly<Record<string, OptionRule<unknown>>> = { bytes: BYTES_OF_FILE, file: TEXT };

/**
 * Reads the header alone and checks that every tensor lies in the file; `sizes` has the types that may be there, with the bytes of an
 * element. Throws as `readSafetensors`.
 */
export function openSafetensors(
  bytes: Uint8Array,
  file: string,
  limits: HeaderLimits = FORMAT_LIMITS,
  sizes: Readonly<Record<string, number>> = BYTES,
): OpenSafetensors {
  requireArguments("model file", FILE, bytes, file);
  const { header, start } = readHeader(bytes, file, limits);
  const numbers = bytes.subarray(start);
  let metadata = new Map<string, string>();
  const places: TensorEntry[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === METADATA) metadata = readMetadata(entry, file);
    else places.push(readEntry(name, entry, numbers.length, file, sizes));
  }
  places.sort((a, b) => a.begin - b.begin || a.end - b.end);
  requireGapless(places, numbers.length, file);
  return { places, metadata, numbers };
}

/** The tensors of an opened file, by name: F32, F16 and BF16 as Float32Array, F64 as Float64Array. */
export function readTensors({
  places,
  numbers,
}: Pick<OpenSafetensors, "places" | "numbers">): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const { name, shape, dtype, begin, end } of places) {
    const data = new (dtype === "F64" ? Float64Array : Float32Array)((end - begin) / BYTES[dtype]);
    copyNumbers(dtype, begin, numbers, data);
    tensors.set(name, { shape, dtype, data });
  }
  return tensors;
}
