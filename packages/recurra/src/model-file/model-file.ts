// The one file that a trained model is: safetensors with the weights under PyTorch's names, and all else as JSON texts in its metadata. It
// holds no clock time, path, thread count or version of anything that runs it: the same training gives the same bytes. It is read as if
// a stranger had made it: nothing is built, and no weight copied, before everything in it has been checked. See docs/model-files.md.

import { type ErrorDetails, FormatError, RecurraError } from "../core/errors.ts";
import { crc32 } from "../format/crc32.ts";
import { sortedJson } from "../format/exact-json.ts";
import { oneLine, quoted } from "../format/quoted.ts";
import { type OpenSafetensors, openSafetensors, writeSafetensors } from "../format/safetensors.ts";
import { parseUntrusted } from "../format/untrusted-json.ts";
import { type Architecture, readArchitecture } from "../nn/form/architecture.ts";
import type { Module } from "../nn/index.ts";
import { listed } from "../words/listed.ts";
import { featuresOf, requireFeatures } from "./features.ts";

/** The form of the file. It grows by features (features.ts); it is raised when even they could not be read. */
const FORMAT = "recurra-model/2";
/** The form before it: a closed set, without features, in which nothing unknown may stand. */
const CLOSED = "recurra-model/1";
/** The one before that, of forecasters alone: no architecture, no checksum. */
const FORMER = "recurra-forecaster/1";
const READ = [FORMAT, CLOSED, FORMER];

// Room for more than a thousand tensors, or columns. What becomes of a value takes hundreds of bytes, whatever little it takes in the file.
const VALUES = 2 ** 14;
const HEADER_LIMITS = { bytes: 2 ** 20, values: VALUES };
const PART_LIMITS = { depth: 32, values: VALUES };

/** What the metadata of each task hold beside the format and the checksum. */
const PARTS = {
  forecast: ["architecture", "backtest", "intervals", "normaliser", "settings", "task", "training"],
  network: ["architecture", "facts", "task"],
} as const;

/** "global" is younger than the closed form. */
type Task = keyof typeof PARTS | "global";

/** Throws FormatError: the message begins with the file's name and is one line, whatever stands in the file. */
export function refuse(code: string, file: string, problem: string, details: ErrorDetails = {}): never {
  const line = oneLine(problem);
  throw new FormatError(code, file, line.length > 600 ? `${line.slice(0, 597)}...` : line, details);
}

/** Refuses what stands in one text of the metadata. */
export function refusePart(key: string, file: string, problem: string, cause?: unknown): never {
  const place = { pointer: `/__metadata__/${key}`, said: true as const };
  const details = cause === undefined ? { place } : { place, cause };
  return refuse("MODEL_METADATA", file, `the metadata "${key}" cannot be used: ${problem}`, details);
}

/** Runs a check of the library on a part of a file; what it throws becomes a message about the file. */
export function checkPart<T>(key: string, file: string, check: () => T): T {
  try {
    return check();
  } catch (cause) {
    if (!(cause instanceof RecurraError)) throw cause;
    return refusePart(key, file, cause.message, cause);
  }
}

/** A tensor as the checksum sees it. */
interface Summed {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * CRC-32, as 8 hexadecimal digits, of all metadata but itself ("key NUL text NUL" each, in UTF-8) and then of all tensors ("name NUL dtype
 * NUL lengths with commas NUL", and the bytes), both sorted by name as UTF-16 units.
 */
function checksumOf(metadata: ReadonlyMap<string, string>, tensors: readonly Summed[]): string {
  const utf8 = new TextEncoder();
  let sum = 0;
  const texts = [...metadata].filter(([key]) => key !== "checksum").sort(([a], [b]) => (a < b ? -1 : 1));
  for (const entry of texts) for (const text of entry) sum = crc32(utf8.encode(`${text}\0`), sum);
  for (const { name, dtype, shape, bytes } of [...tensors].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    sum = crc32(utf8.encode(`${name}\0${dtype}\0${shape.join(",")}\0`), sum);
    sum = crc32(bytes, sum);
  }
  return sum.toString(16).padStart(8, "0");
}

/** The bytes of a model: the parameters of a network, the parts that its task has, and what tensors these name. */
export function writeModelFile(
  task: Task,
  architecture: Architecture,
  network: Module,
  parts: Readonly<Record<string, unknown>>,
  more: Iterable<readonly [name: string, shape: readonly number[], data: Float32Array | Float64Array]> = [],
): Uint8Array {
  const metadata = new Map(Object.entries(parts).map(([key, value]) => [key, sortedJson(value)]));
  // As it is: the order of a Sequential's layers is that of their names here.
  metadata.set("architecture", JSON.stringify(architecture)).set("format", FORMAT).set("task", task);
  metadata.set("features", JSON.stringify(featuresOf(architecture, parts)));
  const tensors = new Map<string, { shape: readonly number[]; data: Float32Array | Float64Array }>();
  const summed: Summed[] = [];
  const own = [...network.namedParameters()].map(([name, { shape, value }]) => [name, shape, value] as const);
  for (const [name, shape, data] of [...own, ...more]) {
    tensors.set(name, { shape, data });
    const dtype = data instanceof Float64Array ? "F64" : "F32";
    summed.push({ name, dtype, shape, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) });
  }
  metadata.set("checksum", checksumOf(metadata, summed));
  const bytes = writeSafetensors(tensors, metadata);
  const header = new DataView(bytes.buffer).getUint32(0, true);
  const tooMuch = (what: string, ...more: string[]): never => {
    throw new FormatError("MODEL_FILE_TOO_LARGE", "toSafetensors", what, {
      context: "A model file keeps no more",
      remedies: ["leave some facts out", ...more],
    });
  };
  // What is written can be read.
  if (header > HEADER_LIMITS.bytes) {
    tooMuch(`names, settings and facts take ${header} bytes, more than ${HEADER_LIMITS.bytes}`);
  }
  openSafetensors(bytes, "toSafetensors", HEADER_LIMITS);
  for (const key of ["architecture", ...Object.keys(parts)]) {
    const more = key === "architecture" ? ["keep long lists out of the options of modules"] : [];
    parseUntrusted(metadata.get(key) as string, PART_LIMITS, (problem) => tooMuch(`"${key}" ${problem}`, ...more));
  }
  return bytes;
}

/** A model file whose metadata were read and whose checksum is right. */
export interface ModelFile {
  readonly file: string;
  /** "recurra-model/2", or an older one. */
  readonly format: string;
  /** Whether entries that this version does not know are passed over: its features say what a reader must know. */
  readonly grows: boolean;
  readonly task: Task;
  /** Absent in files of the former format. */
  readonly architecture: Architecture | undefined;
  /** Whether the metadata have this part. */
  has(key: string): boolean;
  /** The JSON value of a part of the metadata; refuses the file where there is none. */
  part(key: string): unknown;
  readonly tensors: OpenSafetensors;
}

function requireChecksum({ places, metadata, numbers }: OpenSafetensors, file: string): void {
  const stated = metadata.get("checksum");
  if (stated === undefined) return; // another program wrote the file
  const summed = places.map((place) => ({ ...place, bytes: numbers.subarray(place.begin, place.end) }));
  const found = checksumOf(metadata, summed);
  if (stated === found) return;
  refuse(
    "MODEL_CHECKSUM",
    file,
    `damaged, or changed without renewing its checksum: it states ${quoted(stated)}, and its content gives "${found}"`,
    {
      found: stated,
      remedies: [
        "copy or download the file again",
        ["let the program that changed it leave ", { call: '"checksum"' }, " out of the metadata"],
      ],
    },
  );
}

function requireFormat(format: string | undefined, file: string): string {
  if (format !== undefined && READ.includes(format)) return format;
  const read = listed(READ.map(quoted));
  if (format?.startsWith("recurra-checkpoint/")) {
    return refuse("MODEL_FORMAT", file, "a state of training that is not done, not a model", {
      found: format,
      remedies: [
        ["go on with its run with ", { option: "resume", like: "RUN" }],
        ["read it with ", { call: "readTrainingState()" }],
      ],
    });
  }
  if (format === undefined) {
    return refuse(
      "MODEL_FORMAT",
      file,
      `not a model: its metadata name no format, and this version of recurra reads ${read}`,
      {
        remedies: [["read weights alone with ", { call: "readSafetensors()" }, " and ", { call: "loadStateDict()" }]],
      },
    );
  }
  return refuse("MODEL_FORMAT", file, `its format is ${quoted(format)}, and this version of recurra reads ${read}`, {
    found: format,
    remedies: ["update recurra", "take a file that this version wrote"],
  });
}

function requireTask(metadata: ReadonlyMap<string, string>, file: string, grows: boolean): Task {
  const task = metadata.get("task");
  if (grows && task === "global") return task;
  if (task !== "forecast" && task !== "network") {
    const known = listed([...Object.keys(PARTS), ...(grows ? ["global"] : [])].map((one) => `"${one}"`));
    return refuse("MODEL_METADATA", file, `its task is ${quoted(task)}, and known are ${known}`, { found: task });
  }
  if (grows) return task;
  const known: readonly string[] = ["format", "checksum", ...PARTS[task]];
  for (const key of metadata.keys()) {
    if (known.includes(key) || key.startsWith("user.")) continue;
    refuse("MODEL_METADATA", file, `unknown metadata ${quoted(key)}`, {
      found: key,
      context: 'Notes of other programs have names that start with "user."',
    });
  }
  return task;
}

/** Reads all but the weights. Throws FormatError, naming the file and what is wrong in it. */
export function openModelFile(bytes: Uint8Array, file: string): ModelFile {
  const tensors = openSafetensors(bytes, file, HEADER_LIMITS);
  const { metadata } = tensors;
  const format = requireFormat(metadata.get("format"), file);
  requireChecksum(tensors, file);
  const grows = format === FORMAT;
  const task = format === FORMER ? "forecast" : requireTask(metadata, file, grows);
  const part = (key: string): unknown => {
    const text = metadata.get(key);
    if (text === undefined) return refusePart(key, file, "it is missing");
    return parseUntrusted(text, PART_LIMITS, (problem) => refusePart(key, file, `it ${problem}`));
  };
  if (grows) requireFeatures(part("features"), file);
  const form = format === FORMER ? undefined : part("architecture");
  const architecture =
    form === undefined ? undefined : checkPart("architecture", file, () => readArchitecture(form, "the network"));
  return { file, format, grows, task, architecture, has: (key) => metadata.has(key), part, tensors };
}
