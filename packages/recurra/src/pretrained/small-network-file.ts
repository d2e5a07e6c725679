// A SeasonNetwork in a quarter of the bytes: a safetensors file whose matrices are int8, each row in a unit of its own.
//
//   scale = float32(the largest |w| of the row / 127)        q = w / scale, rounded to the nearest whole number, halves away from 0
//   w' = float32(q * scale)
//
// Vectors stay float32. Products and quotients are rounded once, so the loaded bits are the same on every machine. Tensors: NAME (I8 [rows,
// columns]) and NAME.scale (F32 [rows]) of each matrix, NAME (F32) of each vector.

import { FormatError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { requireOption } from "../core/option-rules.ts";
import { crc32 } from "../format/crc32.ts";
import { openSafetensors, type TensorEntry, writeSafetensors } from "../format/safetensors.ts";
import { parseUntrusted } from "../format/untrusted-json.ts";
import { eachParameter, readArchitecture } from "../nn/form/architecture.ts";
import { architectureOf } from "../nn/form/module-of.ts";
import { blankParameters } from "../nn/module/initialisers.ts";
import { SeasonNetwork } from "../nn/networks/season-network.ts";
import { NETWORK } from "../zero-shot/network-rule.ts";

const FORMAT = "recurra-small/1";
const LARGEST = 127;
const SIZES = { F32: 4, I8: 1 };

type Stored = Map<string, { readonly shape: readonly number[]; readonly data: Float32Array | Int8Array }>;

/** A network as the bytes of such a file. What is read of it is not the same network: its weights are rounded. */
export function writeSmallNetwork(network: SeasonNetwork): Uint8Array {
  requireOption("writeSmallNetwork", "network", NETWORK, network);
  const stored: Stored = new Map();
  for (const [name, { shape, value }] of network.namedParameters()) {
    if (shape.length !== 2) {
      stored.set(name, { shape, data: value });
      continue;
    }
    const [rows, columns] = shape as [number, number];
    const scales = new Float32Array(rows);
    const codes = new Int8Array(value.length);
    for (let row = 0; row < rows; row++) {
      const own = value.subarray(row * columns, (row + 1) * columns);
      const scale = Math.fround(own.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / LARGEST);
      scales[row] = scale;
      for (let i = 0; i < columns && scale > 0; i++) {
        const size = Math.min(LARGEST, Math.floor(Math.abs(own[i]!) / scale + 0.5));
        codes[row * columns + i] = own[i]! < 0 ? -size : size;
      }
    }
    stored.set(name, { shape, data: codes });
    stored.set(`${name}.scale`, { shape: [rows], data: scales });
  }
  const architecture = JSON.stringify(architectureOf(network));
  const { numbers } = openSafetensors(writeSafetensors(stored), FORMAT, undefined, SIZES);
  return writeSafetensors(stored, { format: FORMAT, architecture, checksum: checksumOf(architecture, numbers) });
}

/** Of what the names and shapes of the architecture do not say already. */
function checksumOf(architecture: string, numbers: Uint8Array): string {
  const checksum = crc32(numbers, crc32(new TextEncoder().encode(architecture)));
  return checksum.toString(16).padStart(8, "0");
}

/**
 * The network of such a file, in evaluation mode. `file` is the name used in messages.
 *
 * Throws FormatError for bytes that are cut short, changed, or something else.
 */
export function readSmallNetwork(bytes: Uint8Array, file = "network file"): SeasonNetwork {
  const { places, metadata, numbers } = openSafetensors(bytes, file, undefined, SIZES);
  if (metadata.get("format") !== FORMAT) throw malformed(file, `its format is not ${JSON.stringify(FORMAT)}`);
  const text = metadata.get("architecture") ?? "";
  if (metadata.size !== 3 || metadata.get("checksum") !== checksumOf(text, numbers)) {
    throw malformed(file, "it is not as it was written: its checksum is another one");
  }
  const architecture = readArchitecture(
    parseUntrusted(text, { depth: 1, values: 20 }, (problem) => {
      throw malformed(file, `its architecture ${problem}`);
    }),
    `the architecture in ${file}`,
  );
  if (architecture.type !== "SeasonNetwork") throw malformed(file, `it holds a ${architecture.type}`);
  const found = new Map(places.map((place) => [place.name, place]));
  const take = (name: string, dtype: string, shape: readonly number[]): TensorEntry => {
    const place = found.get(name);
    if (!place || (place.dtype as string) !== dtype || place.shape.join() !== shape.join()) {
      throw malformed(file, `${name} is missing, or not ${dtype} [${shape.join(", ")}]`);
    }
    found.delete(name);
    return place;
  };
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const floats = ({ begin, end }: TensorEntry): Float32Array =>
    Float32Array.from({ length: (end - begin) / 4 }, (_, i) => view.getFloat32(begin + 4 * i, true));
  const values = new Map<string, Float32Array>();
  for (const [name, shape] of eachParameter(architecture)) {
    if (shape.length !== 2) {
      values.set(name, floats(take(name, "F32", shape)));
      continue;
    }
    const [rows, columns] = shape as [number, number];
    const { begin, end } = take(name, "I8", shape);
    const codes = new Int8Array(numbers.buffer, numbers.byteOffset + begin, end - begin);
    const scales = floats(take(`${name}.scale`, "F32", [rows]));
    const weights = new Float32Array(codes.length);
    for (let i = 0; i < codes.length; i++) weights[i] = codes[i]! * scales[Math.floor(i / columns)]!;
    values.set(name, weights);
  }
  for (const [name, data] of values) {
    if (!data.every(Number.isFinite)) throw malformed(file, `${name} holds what is no number`);
  }
  const [more] = found.keys();
  if (more !== undefined) throw malformed(file, `it holds ${quoteCell(more)}, which is unknown`);
  const { type: _, ...options } = architecture;
  const network = blankParameters(() => new SeasonNetwork(options));
  for (const [name, parameter] of network.namedParameters()) parameter.value = values.get(name)!;
  network.eval();
  return network;
}

function malformed(file: string, problem: string): FormatError {
  return new FormatError("NETWORK_FILE_MALFORMED", file, `the network cannot be used: ${problem}`, {
    remedies: ["take the file as it was made, or copy it again"],
  });
}
