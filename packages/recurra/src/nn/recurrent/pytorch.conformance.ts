// Reads the numbers that PyTorch made (fixtures/pytorch), for the tests that compare with them.

import { readFileSync } from "node:fs";
import { readSafetensors } from "../../format/read-safetensors.ts";
import type { StoredTensor } from "../../format/safetensors.ts";

/** One case of a fixture file: what it was made with, and its tensors by name. */
export interface FixtureCase<Settings> {
  readonly name: string;
  readonly settings: Settings;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
  /** The numbers of a tensor that the case must have. */
  numbers(name: string): Float32Array;
}

/** What a case of a recurrent layer was made with. */
export interface RecurrentSettings {
  readonly layers: number;
  readonly directions: 1 | 2;
  readonly state: boolean;
  readonly lengths: readonly number[] | null;
  readonly bias: boolean;
  readonly batch: number;
  readonly time: number;
  readonly inputs: number;
  readonly hidden: number;
  readonly heads?: number;
}

/** The cells that have fixtures, by file name: those of torch.nn, and two made from plain operations. */
export const fixtureCells = ["rnn-tanh", "rnn-relu", "lstm", "gru", "mingru", "slstm"] as const;
export type FixtureCell = (typeof fixtureCells)[number];

/** All cases of fixtures/pytorch/`file`.safetensors. */
export function readFixture<Settings>(file: string): FixtureCase<Settings>[] {
  const path = new URL(`../../../../../fixtures/pytorch/${file}.safetensors`, import.meta.url);
  const { tensors, metadata } = readSafetensors(new Uint8Array(readFileSync(path)), `${file}.safetensors`);
  const described = JSON.parse(metadata.get("cases")!) as ({ name: string } & Settings)[];
  const byCase = new Map<string, Map<string, StoredTensor>>(described.map(({ name }) => [name, new Map()]));
  for (const [path, tensor] of tensors) {
    const slash = path.indexOf("/");
    byCase.get(path.slice(0, slash))!.set(path.slice(slash + 1), tensor);
  }
  return described.map((settings) => {
    const own = byCase.get(settings.name)!;
    return {
      name: settings.name,
      settings,
      tensors: own,
      numbers(name: string): Float32Array {
        const tensor = own.get(name);
        if (!(tensor?.data instanceof Float32Array)) throw new Error(`${file} ${settings.name}: no tensor "${name}"`);
        return tensor.data;
      },
    };
  });
}

/** A case in words, for the title of its test. */
export function describeCase({ name, settings }: FixtureCase<RecurrentSettings>): string {
  const { layers, directions, state, lengths, bias, batch, time, inputs, hidden } = settings;
  const parts = [`B ${batch}, T ${time}, I ${inputs}, H ${hidden}`, `${layers} layers`, `${directions} directions`];
  if (state) parts.push("initial state");
  if (lengths) parts.push(`lengths ${lengths.join(" ")}`);
  if (!bias) parts.push("no bias");
  return `case ${name}: ${parts.join(", ")}`;
}

/** The largest difference divided by the largest entry expected. NaN or another length counts as infinite. */
export function errorOfLargest(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    error = Math.max(error, difference);
    largest = Math.max(largest, Math.abs(expected[i]!));
  }
  return error === 0 ? 0 : error / largest;
}

/** The largest difference. NaN or another length counts as infinite. */
export function largestError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let error = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(found[i]! - expected[i]!);
    if (Number.isNaN(difference)) return Number.POSITIVE_INFINITY;
    error = Math.max(error, difference);
  }
  return error;
}

/** PyTorch's suffix of a direction's parameter names: "l0", "l0_reverse", "l1", in the order of the states. */
export function suffixes(layers: number, directions: number): string[] {
  return Array.from({ length: layers * directions }, (_, index) => {
    const reverse = directions === 2 && index % 2 === 1;
    return `l${Math.floor(index / directions)}${reverse ? "_reverse" : ""}`;
  });
}
