// A WAV file of one's own: PCM of 8, 16, 24 and 32 bits and floating point of 32 and 64, with any number of channels, whose mean is taken.
// The bytes may come from anyone: what their header claims is checked before anything is made from it.
import { DataError } from "recurra";
import { counted, grouped } from "recurra/words";

/** What was read. */
export interface Wav {
  /** Samples in a second. */
  readonly rate: number;
  readonly channels: number;
  /** "16-bit PCM", "32-bit floating point". */
  readonly form: string;
  /** Moments in the file, of which `samples` may hold the first. */
  readonly length: number;
  /** One channel, from -1 to 1 for PCM. */
  readonly samples: Float64Array;
}

const CONVERT = "convert it to a WAV of 16-bit PCM, as `ffmpeg -i FILE -c:a pcm_s16le sound.wav` does";

/** What other files begin with, by their name. */
const OTHERS: readonly (readonly [start: string, name: string])[] = [
  ["ID3", "an MP3 file"],
  ["\xff\xfb", "an MP3 file"],
  ["OggS", "an Ogg file"],
  ["fLaC", "a FLAC file"],
  ["FORM", "an AIFF file"],
  ["RIFX", "a WAV with the highest byte first"],
  ["RF64", "a WAV of more than 4 GB"],
];

/** What the number of a form means, of those that are not read. */
const FORMS: Readonly<Record<number, string>> = { 2: "ADPCM", 6: "A-law", 7: "mu-law", 17: "ADPCM", 85: "MP3" };

const PCM = 1;
const FLOAT = 3;
const EXTENSIBLE = 0xfffe;

/** Reads the first `seconds` of a file. Throws DataError LAB_SOUND, naming the file, for bytes that are no such WAV. */
export function readWav(bytes: Uint8Array, name: string, seconds: number): Wav {
  const refuse = (problem: string, remedy: string = CONVERT): DataError =>
    new DataError("LAB_SOUND", name, problem, { remedies: [remedy] });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || wordAt(bytes, 0) !== "RIFF" || wordAt(bytes, 8) !== "WAVE") {
    const other = OTHERS.find(([start]) => [...start].every((letter, i) => bytes[i] === letter.charCodeAt(0)));
    const found =
      bytes.length === 0 ? "the file is empty" : `this is ${other?.[1] ?? "no WAV: it does not begin as one"}`;
    throw refuse(found, bytes.length === 0 ? "give a WAV file" : CONVERT);
  }
  const chunks = findChunks(bytes, view);
  const header = chunks.get("fmt ");
  const data = chunks.get("data");
  if (header === undefined || header.length < 16) throw refuse("the file does not say how its sound is written");
  if (data === undefined) throw refuse("there is no sound in the file");
  const field = (at: number): number => view.getUint16(header.start + at, true);
  const [channels, rate, stride, bits] = [field(2), view.getUint32(header.start + 4, true), field(12), field(14)];
  const tag = field(0) === EXTENSIBLE && header.length >= 26 ? field(24) : field(0);
  const form = `${bits}-bit ${tag === FLOAT ? "floating point" : "PCM"}`;
  const read = READERS[`${tag} ${bits}`];
  if (read === undefined) {
    const found = tag === PCM || tag === FLOAT ? form : (FORMS[tag] ?? `form ${tag}`);
    throw refuse(`its sound is written as ${found}, which is not read`);
  }
  if (rate < 1000 || rate > 768_000)
    throw refuse(`it says that a second has ${counted(rate, "sample")}; between 1,000 and 768,000 are read`);
  if (channels < 1 || channels > 64)
    throw refuse(`it says that it has ${counted(channels, "channel")}; 1 to 64 are read`);
  const width = bits / 8;
  if (stride !== channels * width)
    throw refuse(
      `it says that a moment takes ${counted(stride, "byte")}, but ${counted(channels, "channel")} of ${bits} bits take ${channels * width}`,
    );
  const there = bytes.length - data.start;
  if (data.length > there && !isStreamed(data.length))
    throw refuse(
      `its sound breaks off: ${counted(data.length, "byte")} are announced and ${grouped(there)} are there`,
      "copy it anew",
    );
  const length = Math.floor(Math.min(data.length, there) / stride);
  if (length === 0) throw refuse("there is no sound in the file");
  const samples = new Float64Array(Math.min(length, Math.ceil(seconds * rate)));
  for (let i = 0; i < samples.length; i++) {
    for (let channel = 0; channel < channels; channel++) {
      const value = read(view, data.start + i * stride + channel * width);
      if (!Number.isFinite(value)) throw refuse(`sample ${grouped(i + 1)} is ${value}`);
      samples[i] += value / channels;
    }
  }
  return { rate, channels, form, length, samples };
}

/** By form and bits: a sample from -1 to 1. */
const READERS: Readonly<Record<string, (view: DataView, at: number) => number>> = {
  "1 8": (view, at) => (view.getUint8(at) - 128) / 128,
  "1 16": (view, at) => view.getInt16(at, true) / 32_768,
  "1 24": (view, at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608,
  "1 32": (view, at) => view.getInt32(at, true) / 2_147_483_648,
  "3 32": (view, at) => view.getFloat32(at, true),
  "3 64": (view, at) => view.getFloat64(at, true),
};

function wordAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

/** A program that writes into a pipe does not know the length beforehand, and says 0 or the most. */
function isStreamed(length: number): boolean {
  return length >= 0xffffff00;
}

interface Chunk {
  readonly start: number;
  readonly length: number;
}

/** The first chunk of each name; those behind the sound are not looked for. */
function findChunks(bytes: Uint8Array, view: DataView): Map<string, Chunk> {
  const chunks = new Map<string, Chunk>();
  for (let at = 12; at + 8 <= bytes.length; ) {
    const name = wordAt(bytes, at);
    const length = view.getUint32(at + 4, true);
    if (!chunks.has(name)) {
      const rest = bytes.length - at - 8;
      // A sound of length 0 at the end of a file was streamed, too.
      chunks.set(name, { start: at + 8, length: name === "data" ? length || rest : Math.min(length, rest) });
    }
    if (name === "data") break;
    at += 8 + length + (length % 2);
  }
  return chunks;
}
