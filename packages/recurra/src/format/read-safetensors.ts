// Files of any program: tensors of floating-point numbers are read, those of other types are left out and listed.

import { BYTES, openSafetensors, readTensors, type StoredTensor } from "./safetensors.ts";

/** A tensor that is left out: whole numbers and truth values, such as the counters of a BatchNorm, and numbers of 8 bits. */
export interface LeftOutTensor {
  readonly shape: readonly number[];
  /** "I64", as the file has it. */
  readonly dtype: string;
}

/** What a file holds. Maps, because names come from the file and may be any text. */
export interface SafetensorsFile {
  readonly tensors: Map<string, StoredTensor>;
  /** The tensors that are no floating-point numbers of 16 bits or more, without their numbers. */
  readonly leftOut: Map<string, LeftOutTensor>;
  readonly metadata: Map<string, string>;
}

/** Bytes of an element of every type that may stand in a file. */
const SIZES: Readonly<Record<string, number>> = {
  ...BYTES,
  ...{ BOOL: 1, U8: 1, I8: 1, F8_E5M2: 1, F8_E4M3: 1, U16: 2, I16: 2, U32: 4, I32: 4, U64: 8, I64: 8 },
};

/**
 * Reads a safetensors file: its tensors by name (F32, F16 and BF16 as Float32Array, F64 as Float64Array) and its metadata. Tensors of
 * whole numbers, truth values and numbers of 8 bits are left out and listed. `file` is the name used in messages.
 *
 * Throws FormatError, naming the tensor where there is one, when the file is cut short, is not safetensors, holds another dtype, places
 * a tensor outside the file, over another one, or with a hole before it, or uses a name twice.
 */
export function readSafetensors(bytes: Uint8Array, file = "model file"): SafetensorsFile {
  const { places, metadata, numbers } = openSafetensors(bytes, file, undefined, SIZES);
  const isRead = ({ dtype }: { readonly dtype: string }): boolean => Object.hasOwn(BYTES, dtype);
  const others = places.filter((place) => !isRead(place));
  return {
    tensors: readTensors({ places: places.filter(isRead), numbers }),
    leftOut: new Map(others.map(({ name, shape, dtype }) => [name, { shape, dtype }])),
    metadata,
  };
}
