// recurra/model: a trained model as one file, and safetensors, which it is.
export {
  type Dtype,
  readSafetensors,
  type SafetensorsFile,
  type StoredTensor,
  writeSafetensors,
} from "./format/safetensors.ts";
export * from "./model/index.ts";
