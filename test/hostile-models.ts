// Model files of which a reader could take more memory than they have bytes.
import { Linear, Model, Sequential } from "recurra";
import { readSafetensors, writeSafetensors } from "recurra/model";

type Floats = Map<string, { shape: readonly number[]; data: Float32Array }>;

const MIB = 2 ** 20;

function safetensors(header: string): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 8);
  return bytes;
}

/** A small model's file with other metadata. */
function changed(metadata: Readonly<Record<string, string>>): Uint8Array {
  const network = new Sequential(new Linear({ inFeatures: 2, outFeatures: 2 }));
  const { tensors, metadata: texts } = readSafetensors(Model.of(network).toSafetensors());
  texts.delete("checksum");
  for (const [key, text] of Object.entries(metadata)) texts.set(key, text);
  return writeSafetensors(tensors as Floats, texts);
}

/** `piece` over and over, with commas, in about so many bytes. */
const many = (piece: string, bytes: number): string =>
  new Array(Math.floor(bytes / (piece.length + 1))).fill(piece).join(",");

const linear = { type: "Linear", inFeatures: 2048, outFeatures: 2048, bias: true };

/** A Linear as another program writes it: without the engine, which would keep its memory and take none to load. */
function goodModel(weight = 0.5): Uint8Array {
  const { inFeatures, outFeatures, bias } = linear;
  const architecture = JSON.stringify({ type: "Linear", inFeatures, outFeatures, bias });
  const data = new Float32Array(inFeatures * outFeatures).fill(0.5);
  data[data.length - 1] = weight;
  const tensors = {
    weight: { shape: [outFeatures, inFeatures], data },
    bias: { shape: [outFeatures], data: data.slice(0, outFeatures) },
  };
  return writeSafetensors(tensors, {
    format: "recurra-model/2",
    task: "network",
    features: "[]",
    architecture,
    facts: "{}",
  });
}

/** The same layer under so many names. */
function eachOf<T>(count: number, layer: T): [string, T][] {
  return Array.from({ length: count }, (_, i) => [`l${i}`, layer]);
}

const sequential = (layers: object): string => JSON.stringify({ type: "Sequential", layers });

/** A network as another program writes it, its numbers zeros. */
function network(layers: object, tensors: readonly string[] = [], bytes = 0): Uint8Array {
  const metadata = { format: "recurra-model/2", task: "network", features: "[]", architecture: sequential(layers) };
  const header = safetensors(`{${[`"__metadata__":${JSON.stringify(metadata)}`, ...tensors].join(",")}}`);
  const file = new Uint8Array(header.length + bytes);
  file.set(header);
  return file;
}

/** A Linear of zeros, 16 MiB in numbers of 16 or 32 bits that begin `odd` bytes beside where the machine has them. */
function zeros(dtype: "F16" | "F32", outFeatures: number, odd: number): Uint8Array {
  const layer = { type: "Linear", inFeatures: 2048, outFeatures, bias: false };
  const tensor = `"l.weight":{"dtype":"${dtype}","shape":[${outFeatures},2048],"data_offsets":[0,${16 * MIB}]}`;
  const aligned = network({ l: layer }, [tensor], 0).length % 4;
  return network({ l: layer }, [tensor + " ".repeat((4 - aligned + odd) % 4)], 16 * MIB);
}

/** Each file, and what is said of it. */
export const files: Readonly<Record<string, readonly [() => Uint8Array, RegExp]>> = {
  "a good model of 16 MiB": [() => goodModel(), /^loaded$/],
  "16 MiB in numbers of 16 bits": [() => zeros("F16", 4096, 0), /^loaded$/],
  "16 MiB beside where the machine has numbers": [() => zeros("F32", 2048, 1), /^loaded$/],
  "16 MiB with a weight that is none, at the end": [
    () => goodModel(Number.NaN),
    /^m: tensor "weight" holds NaN at place 4194303, which is no weight/,
  ],
  "a header of empty lists, 32 MiB": [
    () => safetensors(`{"a":[${many("[]", 32 * MIB)}]}`),
    /^m: not a safetensors file: .* the limit is 1048576\.$/,
  ],
  "a header of empty lists, 1 MiB": [
    () => safetensors(`{"a":[${many("[]", MIB - 100)}]}`),
    /^m: the header has more than 16384 values\.$/,
  ],
  "a header of zeros, 1 MiB": [
    () => safetensors(`{"a":{"shape":[${many("0", MIB - 100)}]}}`),
    /^m: the header has more than 16384 values\.$/,
  ],
  "a header of tensors without numbers, 1 MiB": [
    () => {
      const names = Array.from({ length: 16_000 }, (_, i) => `"${i}":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}`);
      return safetensors(`{${names.join(",")}}`);
    },
    /^m: the header has more than 16384 values\.$/,
  ],
  "nested lists, 1 MiB": [
    () => safetensors("[".repeat(MIB - 8)),
    /^m: the header has lists or objects within each other more than 3 deep\.$/,
  ],
  "facts of empty lists, 1 MiB": [
    () => changed({ facts: `{"a":[${many("[]", MIB - 3000)}]}` }),
    /^m: the metadata "facts" cannot be used: it has more than 16384 values\.$/,
  ],
  "facts of empty objects": [() => changed({ facts: `{"a":[${many("{}", 24_000)}]}` }), /^loaded$/],
  "facts of text, 1 MiB": [() => changed({ facts: `{"a":"${"é".repeat(MIB / 2 - 3000)}"}` }), /^loaded$/],
  "8,000 layers without weights": [() => network(Object.fromEntries(eachOf(8000, { type: "Tanh" }))), /^loaded$/],
  "8,000 layers, and the weights of another network": [
    () => changed({ architecture: sequential(Object.fromEntries(eachOf(8000, { type: "Tanh" }))) }),
    /^m: tensor "0\.bias" is in no layer of its architecture\.$/,
  ],
  "1,000 layers of one weight": [
    () => {
      const layers = eachOf(1000, { type: "Linear", inFeatures: 1, outFeatures: 1, bias: false });
      const tensors = layers.map(
        ([name], i) => `"${name}.weight":{"dtype":"F16","shape":[1,1],"data_offsets":[${2 * i},${2 * i + 2}]}`,
      );
      return network(Object.fromEntries(layers), tensors, 2000);
    },
    /^loaded$/,
  ],
  "facts of 16,000 names": [
    () => changed({ facts: JSON.stringify(Object.fromEntries(eachOf(16_000, 1))) }),
    /^loaded$/,
  ],
  "a network of 2^62 weights": [
    () => {
      const size = 2 ** 31 - 1;
      return changed({ architecture: JSON.stringify({ ...linear, inFeatures: size, outFeatures: size }) });
    },
    /^m: its architecture needs the tensor "weight"/,
  ],
  "a network of 2^31 layers": [
    () => {
      const deep = { type: "LSTM", inputSize: 1, hiddenSize: 1, numLayers: 2 ** 31 - 1 };
      return changed({ architecture: JSON.stringify(deep) });
    },
    /^m: its architecture needs the tensor "weight_ih_l0"/,
  ],
};
