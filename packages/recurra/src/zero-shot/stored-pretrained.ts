// A pretrained network beside a forecaster as a model file has it: what it is made of and how it sees the rows in the metadata, its weights as tensors.

import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refusePart } from "../model-file/model-file.ts";
import { tensorOf } from "../model-file/stored-network.ts";
import { blankParameters } from "../nn/module/initialisers.ts";
import { SeasonNetwork, type SeasonNetworkOptions } from "../nn/networks/season-network.ts";
import { CELL } from "../nn/recurrent/cells.ts";
import { PretrainedPath } from "./pretrained-path.ts";
import { PretrainedSource } from "./pretrained-source.ts";
import { PRETRAINED_QUANTILES } from "./quantiles.ts";
import type { WeighedLook } from "./weigh-looks.ts";
import type { Look } from "./zero-shot.ts";

const PREFIX = "pretrained.";
/** Of a stranger's file: no larger network is built. */
const MOST_UNITS = 1024;
const MOST_ROWS = 2 ** 20;

/** The entry "pretrained" of the metadata of a forecaster. */
interface StoredPretrained extends SeasonNetworkOptions {
  readonly lookback: number;
  readonly reach: number;
  readonly looks: readonly {
    readonly season?: number;
    readonly form: string;
    readonly least?: number;
    readonly share: number;
  }[];
  /** The share of the network that was trained on the rows. */
  readonly network: number;
}

export function storePretrained({ source, lookback, reach, looks }: PretrainedPath, network: number): StoredPretrained {
  const shown = looks.map(({ look: { season, form, least }, share }) => ({
    ...(season !== undefined && { season }),
    ...{ form, share },
    ...(least !== undefined && { least }),
  }));
  return { ...source.options, lookback, reach, looks: shown, network };
}

export function pretrainedTensors({ source }: PretrainedPath): Generator<StoredWeights> {
  return sourceTensors(source);
}

type StoredWeights = readonly [name: string, shape: readonly number[], data: Float32Array];

/** The weights of a network, whatever it is beside. */
export function* sourceTensors({ options, weights }: PretrainedSource): Generator<StoredWeights> {
  for (const [name, shape] of shapesOf(options))
    yield [name, shape, weights.get(name.slice(PREFIX.length)) as Float32Array];
}

/** The names of the tensors, with their shapes. */
function shapesOf(options: SeasonNetworkOptions): Map<string, readonly number[]> {
  const network = blankParameters(() => new SeasonNetwork(options));
  try {
    return new Map(network.namedParameters().map(([name, { shape }]) => [`${PREFIX}${name}`, shape]));
  } finally {
    network.dispose();
  }
}

/** The path of a file, and the share of the network beside it; undefined where it has none. Throws FormatError, naming what is wrong. */
export function readPretrained(
  model: ModelFile,
  horizon: number,
): { readonly path: PretrainedPath; readonly share: number } | undefined {
  if (!model.grows || !model.has("pretrained")) return undefined;
  const value = model.part("pretrained");
  if (!isStored(value)) {
    return refusePart(
      "pretrained",
      model.file,
      "it is not { cell, hiddenSize, quantiles, gates, skip, lookback, reach, looks, network } of a network that can be",
    );
  }
  const { lookback, reach, network } = value;
  const source = readSource(value, model);
  const looks = value.looks.map(
    ({ season, form, least, share }): WeighedLook => ({
      look: { season, form: form as Look["form"], ...(least !== undefined && { least }) },
      share,
    }),
  );
  return {
    path: new PretrainedPath(source, { horizon, lookback, reach, looks }),
    share: network,
  };
}

/** The network of an entry that `isNetwork` holds of. */
export function readSource(value: SeasonNetworkOptions, model: ModelFile): PretrainedSource {
  const { cell, hiddenSize, quantiles, gates, skip } = value;
  const options = {
    cell,
    hiddenSize,
    quantiles,
    ...(gates !== undefined && { gates }),
    ...(skip !== undefined && { skip }),
  };
  const weights = new Map(
    Array.from(shapesOf(options), ([name, shape]) => [
      name.slice(PREFIX.length),
      tensorOf(model, name, shape, "pretrained network"),
    ]),
  );
  return new PretrainedSource(options, weights);
}

/** Whether an entry says what network it is, and such a one as can be. */
export function isNetwork(value: Record<string, unknown>): boolean {
  const { cell, hiddenSize, quantiles, gates = true, skip = true } = value;
  return (
    CELL.fits(cell) &&
    isCount(hiddenSize, 3) &&
    (hiddenSize as number) <= MOST_UNITS &&
    quantiles === PRETRAINED_QUANTILES.length &&
    [gates, skip].every((flag) => typeof flag === "boolean")
  );
}

function isCount(one: unknown, least: number): boolean {
  return Number.isSafeInteger(one) && (one as number) >= least && (one as number) <= MOST_ROWS;
}

function isStored(value: unknown): value is StoredPretrained {
  if (!isObject(value)) return false;
  const { lookback, reach, looks, network } = value;
  return (
    isNetwork(value) &&
    isCount(lookback, 1) &&
    isCount(reach, lookback as number) &&
    [0, 0.5, 1].includes(network as number) &&
    Array.isArray(looks) &&
    looks.length > 0 &&
    looks.every(isLook) &&
    Math.abs(looks.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9
  );
}

function isLook(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { season, form, least, share } = value;
  const isSeason =
    season === undefined ||
    (Number.isSafeInteger(season) && (season as number) >= 2 && (season as number) <= MOST_ROWS);
  const isForm =
    form === "values" || form === "still"
      ? least === undefined
      : form === "logs" && Number.isFinite(least) && (least as number) > 0;
  return isSeason && isForm && typeof share === "number" && share > 0 && share <= 1;
}
