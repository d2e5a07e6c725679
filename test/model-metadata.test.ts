// Every entry of a model file's metadata with every kind of JSON value in its place: each file is refused in one line that begins with
// its name, or is a model that describes itself and saves. Another value of the right kind may load; one of another kind may not.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Dropout,
  EncoderDecoder,
  FormatError,
  GRU,
  LastStep,
  Linear,
  LSTM,
  type Module,
  RNN,
  Sequential,
  Tanh,
} from "recurra";
import { readGlobalForecaster, writeGlobalForecaster } from "recurra/global";
import { Model, readSafetensors, type StoredTensor, writeSafetensors } from "recurra/model";
import { Embedding, LuongAttention, MultiheadAttention } from "recurra/nn";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("../fixtures/models/", import.meta.url));

function saved(network: Module): Uint8Array {
  const settings = { rate: 0.25, sizes: [1, 2] };
  const facts = { name: "theirs", seed: 3, mode: "strict", columns: ["a"], lookback: 2, horizon: 1, settings } as const;
  const model = Model.of(network, facts);
  const bytes = model.toSafetensors();
  model.dispose();
  return bytes;
}

const files: Readonly<Record<string, Uint8Array>> = {
  ...Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith(".safetensors"))
      .map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]),
  ),
  "a Sequential": saved(
    new Sequential(
      new RNN({ inputSize: 1, hiddenSize: 2 }),
      new LSTM({ inputSize: 2, hiddenSize: 2, bidirectional: true }),
      new GRU({ inputSize: 4, hiddenSize: 2, bias: false }),
      new LastStep(),
      new Dropout({ p: 0.5 }),
      new Linear({ inFeatures: 2, outFeatures: 1 }),
      new Tanh(),
    ),
  ),
  "an Embedding": saved(new Embedding({ numEmbeddings: 3, embeddingDim: 2 })),
  "a LuongAttention": saved(new LuongAttention({ queryDim: 2 })),
  "a MultiheadAttention": saved(new MultiheadAttention({ embedDim: 2, numHeads: 1 })),
  "an EncoderDecoder": saved(new EncoderDecoder({ inputSize: 1, hiddenSize: 2, attention: true })),
};

/** Each kind of JSON value, and such as a carelessly written check takes for another one. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 0.5, 1e308, 2 ** 31, 2 ** 53, "", "text", "5", "\ud800", "x".repeat(5000)],
  ...[[], [1], [null], [[]], ["text"], {}, { toString: 1 }, { valueOf: 1, toString: 1 }, { length: 1 }],
  JSON.parse('{"__proto__":{"length":1}}'),
];

/** Where null says that there is none, or, in the facts of a network, what a program chose to keep. */
const NULL_IS_NONE =
  /^(intervals(\/radius|\/radii\/\d+)?|training\/(trainLoss|validationLoss|errors\/\w+)|global\/shared\/models\/\d+\/lambda)$/;
/** A number, or the word "none". */
const NUMBER_OR_WORD = /^settings\/(min|max)$/;
const FREE = /^facts\/settings\/./;

type Json = { [key: string]: Json } | Json[] | string | number | boolean | null;
type Path = readonly string[];

/** Every place in a value. The first two places of a list stand for the rest. */
function* placesIn(value: Json, path: Path = []): Generator<Path> {
  yield path;
  if (typeof value !== "object" || value === null) return;
  for (const key of Object.keys(value)) {
    if (Array.isArray(value) && Number(key) > 1) return;
    yield* placesIn((value as Record<string, Json>)[key], [...path, key]);
  }
}

function replaced(value: Json, [key, ...rest]: Path, by: unknown): unknown {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string, unknown>;
  copy[key] = replaced((value as Record<string, Json>)[key], rest, by);
  return copy;
}

const kindOf = (value: unknown): string => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value);

/** "refused", "loaded", or what went wrong. */
function outcomeOf(bytes: Uint8Array, isGlobal: boolean): string {
  const file = "their.safetensors";
  let doing = "load";
  try {
    const model = isGlobal ? readGlobalForecaster(bytes, file) : Model.load(bytes, file);
    doing = "describe";
    if (model instanceof Model) JSON.stringify(model.describe());
    doing = "save";
    if (model instanceof Model) model.toSafetensors();
    else writeGlobalForecaster(model);
    model.dispose();
    return "loaded";
  } catch (error) {
    const isRefused = error instanceof FormatError && doing === "load" && error.message.startsWith(`${file}: `);
    if (isRefused && error.message.length < 1000 && !/[\r\n]/.test(error.message)) return "refused";
    return `${doing}: ${String(error).slice(0, 300)}`;
  }
}

test.each(Object.keys(files))(
  "%s: each entry with each kind of value is refused by the file's name, or loads whole",
  (name) => {
    const { tensors, metadata } = readSafetensors(files[name]);
    metadata.delete("checksum");
    const wrong: string[] = [];
    let refused = 0;
    for (const [key, text] of metadata) {
      const isJson = !["format", "task"].includes(key);
      const part = (isJson ? JSON.parse(text) : text) as Json;
      for (const path of placesIn(part)) {
        const place = [key, ...path].join("/");
        const was = path.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], part);
        for (const value of VALUES) {
          const by = JSON.stringify(replaced(part, path, value));
          const bytes = writeSafetensors(tensors as Map<string, StoredTensor>, new Map(metadata).set(key, by));
          const outcome = outcomeOf(bytes, name.includes("global"));
          if (outcome === "refused") refused++;
          const kinds = new Set([kindOf(value), kindOf(was)]);
          const isOther =
            kinds.size > 1 &&
            !(kinds.has("null") && NULL_IS_NONE.test(place)) &&
            !(kinds.has("number") && kinds.has("string") && NUMBER_OR_WORD.test(place));
          if (outcome === "loaded" ? isOther && !FREE.test(place) : outcome !== "refused")
            wrong.push(`${place} (${kindOf(was)}) as ${by.slice(0, 60)}: ${outcome}`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(refused).toBeGreaterThan(100);
  },
);

test("what is missing from a file's metadata is named", () => {
  for (const [name, bytes] of Object.entries(files)) {
    const { tensors, metadata } = readSafetensors(bytes);
    metadata.delete("checksum");
    for (const key of metadata.keys()) {
      const fewer = new Map(metadata);
      fewer.delete(key);
      const outcome = outcomeOf(writeSafetensors(tensors as Map<string, StoredTensor>, fewer), name.includes("global"));
      expect([`${name} ${key}`, outcome]).toEqual([`${name} ${key}`, expect.stringMatching(/^(refused|loaded)$/)]);
    }
  }
});

test("a name of a million signs is not repeated in a message, wherever it stands", () => {
  const long = "n".repeat(1_000_000);
  const { tensors, metadata } = readSafetensors(files["a Sequential"]);
  metadata.delete("checksum");
  const stored = tensors as Map<string, StoredTensor>;
  const [first] = stored.values();
  const made = [
    writeSafetensors(new Map(stored).set(long, first), metadata),
    writeSafetensors(stored, new Map(metadata).set(long, "x")),
    writeSafetensors(stored, new Map(metadata).set("format", long)),
    writeSafetensors(stored, new Map(metadata).set("task", long)),
    writeSafetensors(stored, new Map(metadata).set("checksum", long)),
    writeSafetensors(stored, new Map(metadata).set("architecture", JSON.stringify({ type: long }))),
    writeSafetensors(stored, new Map(metadata).set("features", JSON.stringify([long]))),
  ];
  // An entry that this version does not know is passed over.
  for (const bytes of made) expect(outcomeOf(bytes, false)).toMatch(/^(refused|loaded)$/);
  const error = new FormatError("MODEL_FORMAT", long, long, { found: long, context: long, remedies: [long] });
  expect(JSON.stringify(error).length).toBeLessThan(20_000);
});
