// The pretrained network of many series as a model file has it: what it is and its share in the metadata, its weights as tensors, and
//
//   series.looks [m, 5]          of each way in which a series is seen: the series, the rows of the season (0: none), the form (0 values, 1 logarithms, 2 a random walk),
//                                the smallest value that a logarithm is taken of (0 of values), and the share; none where the network has no share

import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refuse, refusePart } from "../model-file/model-file.ts";
import { doublesOf, shapeOf } from "../model-file/stored-network.ts";
import type { SeasonNetworkOptions } from "../nn/networks/season-network.ts";
import { isNetwork, readSource, sourceTensors } from "../zero-shot/stored-pretrained.ts";
import type { WeighedLook } from "../zero-shot/weigh-looks.ts";
import type { Member, PretrainedPart } from "./global-fitted.ts";
import type { StoredTensor } from "./stored-members.ts";

const LOOK = 5;
const FORMS = ["values", "logs", "still"] as const;
const LOOKS = "series.looks";
/** Rows that a stored season may have: beyond what any series has. */
const MOST_ROWS = 2 ** 20;

/** The entry "pretrained" of the metadata. */
interface StoredSeen extends SeasonNetworkOptions, Omit<PretrainedPart, "source"> {}

export function storeSeen({ source, share, levels }: PretrainedPart): StoredSeen {
  return { ...source.options, share, levels };
}

export function* seenTensors(
  { source }: PretrainedPart,
  members: ReadonlyMap<string, Pick<Member, "looks">>,
): Generator<StoredTensor> {
  yield* sourceTensors(source);
  const rows = [...members.values()].flatMap(({ looks = [] }, at) =>
    looks.map(({ look: { season = 0, form, least = 0 }, share }) => [at, season, FORMS.indexOf(form), least, share]),
  );
  if (rows.length > 0) yield [LOOKS, [rows.length, LOOK], Float64Array.from(rows.flat())];
}

/** What stands in a file of `count` series; undefined where it has no pretrained network. Throws FormatError, naming what is wrong. */
export function readSeen(
  model: ModelFile,
  count: number,
): { readonly part: PretrainedPart; readonly looks: ReadonlyMap<number, readonly WeighedLook[]> } | undefined {
  if (!model.has("pretrained")) return undefined;
  const value = model.part("pretrained");
  if (!isStored(value)) {
    return refusePart(
      "pretrained",
      model.file,
      "it is not { cell, hiddenSize, quantiles, gates, skip, share, levels } of a network that can be",
    );
  }
  const { share, levels } = value;
  return { part: { source: readSource(value, model), share, levels }, looks: readLooks(model, count) };
}

function isStored(value: unknown): value is StoredSeen {
  if (!isObject(value)) return false;
  const { share, levels } = value;
  const areLevels =
    Array.isArray(levels) && levels.length > 0 && levels.every((one) => typeof one === "number" && one > 0 && one < 1);
  return isNetwork(value) && [0, 0.5, 1].includes(share as number) && areLevels;
}

function readLooks(model: ModelFile, count: number): Map<number, WeighedLook[]> {
  const looks = new Map<number, WeighedLook[]>();
  const length = shapeOf(model, LOOKS)?.[0];
  if (length === undefined) return looks;
  const wrong = (row: number): never =>
    refuse("MODEL_WEIGHTS", model.file, `tensor "${LOOKS}" has a row ${row} that cannot be`);
  const rows = doublesOf(model, LOOKS, [length, LOOK], "pretrained network");
  let total = 0;
  for (let i = 0; i < length; i++) {
    const [at, season, form, least, share] = rows.subarray(i * LOOK, (i + 1) * LOOK);
    const isPlace = Number.isInteger(at) && at >= 0 && at < count && FORMS[form] !== undefined;
    const isSeason = Number.isInteger(season) && (season === 0 || (season >= 2 && season <= MOST_ROWS));
    const isForm = form === 1 ? least > 0 : least === 0;
    if (!(isPlace && isSeason && isForm && share > 0 && share <= 1)) wrong(i);
    const own = looks.get(at) ?? [];
    const look = { season: season === 0 ? undefined : season, form: FORMS[form], ...(form === 1 && { least }) };
    looks.set(at, [...own, { look, share }]);
    total = (own.length === 0 ? 0 : total) + share;
    const isLast = i + 1 === length || rows[(i + 1) * LOOK] !== at;
    // Those of one series stand together, and their shares are 1 in all.
    if (isLast ? Math.abs(total - 1) > 1e-9 : total > 1) wrong(i);
  }
  return looks;
}
