// recurra/model: a trained model as one file, and safetensors, which it is.
export { type LeftOutTensor, readSafetensors, type SafetensorsFile } from "./format/read-safetensors.ts";
export { type Dtype, type StoredTensor, writeSafetensors } from "./format/safetensors.ts";
export * from "./model/index.ts";
