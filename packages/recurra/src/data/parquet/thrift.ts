// Thrift's compact protocol, in which a Parquet file describes itself. A stranger may have written it: what it claims is held against
// the bytes that are there, and what it holds is counted.
// Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md

import { damaged } from "./damage.ts";

type ThriftValue = boolean | number | Uint8Array | readonly ThriftValue[] | ThriftStruct;

/** Fields by their number. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** Structs and lists within each other. */
const DEPTH = 12;
/** Values of a file's description; one of 50 columns in 1,000 groups has a million. */
const MOST = 3_000_000;

export class ThriftReader {
  readonly #bytes: Uint8Array;
  #at: number;
  #left = MOST;

  constructor(bytes: Uint8Array, at: number = 0) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Where the next byte stands. */
  get at(): number {
    return this.#at;
  }

  struct(depth: number = DEPTH): ThriftStruct {
    const fields = new Map<number, ThriftValue>();
    if (depth === 0) throw damaged("its description is nested too deep");
    let id = 0;
    for (;;) {
      const head = this.#byte();
      const type = head & 15;
      if (type === 0) return fields;
      id = head >> 4 === 0 ? this.#signed() : id + (head >> 4);
      // A truth stands in the type itself.
      fields.set(id, type === 1 ? true : type === 2 ? false : this.#value(type, depth - 1));
    }
  }

  #value(type: number, depth: number): ThriftValue {
    if (--this.#left < 0) throw damaged("its description has too many entries");
    switch (type) {
      case 1:
      case 2:
        return this.#byte() === 1;
      case 3:
        return (this.#byte() << 24) >> 24;
      case 4:
      case 5:
      case 6:
        return this.#signed();
      case 7:
        return new DataView(this.#take(8).slice().buffer).getFloat64(0, true);
      case 8:
        return this.#take(this.#unsigned());
      case 9:
      case 10:
        return this.#list(depth);
      case 12:
        return this.struct(depth);
      default:
        throw damaged("its description is broken");
    }
  }

  #list(depth: number): ThriftValue[] {
    const head = this.#byte();
    const length = head >> 4 === 15 ? this.#unsigned() : head >> 4;
    // Each takes a byte at least.
    if (depth <= 0 || length > this.#bytes.length - this.#at) throw damaged("its description is broken");
    const values: ThriftValue[] = [];
    for (let i = 0; i < length; i++) values.push(this.#value(head & 15, depth - 1));
    return values;
  }

  #byte(): number {
    if (this.#at >= this.#bytes.length) throw damaged("its description is cut short");
    return this.#bytes[this.#at++];
  }

  #take(length: number): Uint8Array {
    if (length > this.#bytes.length - this.#at) throw damaged("its description is cut short");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Below 2^53 exact; no length or place is larger. */
  #unsigned(): number {
    let value = 0;
    let weight = 1;
    for (let i = 0; i < 10; i++, weight *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * weight;
      if (byte < 128) return value;
    }
    throw damaged("its description is broken");
  }

  /** Zigzag: 0, -1, 1, -2, ... */
  #signed(): number {
    const value = this.#unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** A field that is a number; undefined where it is missing, or something else. */
export function numberOf(struct: ThriftStruct | undefined, field: number): number | undefined {
  const value = struct?.get(field);
  return typeof value === "number" ? value : undefined;
}

export function structOf(struct: ThriftStruct | undefined, field: number): ThriftStruct | undefined {
  const value = struct?.get(field);
  return value instanceof Map ? value : undefined;
}

/** The structs of a list; none where it is missing. */
export function structsOf(struct: ThriftStruct | undefined, field: number): ThriftStruct[] {
  const value = struct?.get(field);
  return Array.isArray(value) ? value.filter((one): one is ThriftStruct => one instanceof Map) : [];
}

export function textOf(struct: ThriftStruct | undefined, field: number): string | undefined {
  const value = struct?.get(field);
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : undefined;
}
