// The shared path as a model file has it: how it was chosen in the metadata, and a tensor for each lookback of each scale.

import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refusePart } from "../model-file/model-file.ts";
import { tensorOf } from "../model-file/stored-network.ts";
import { type ScaleForm, type SharedChoice, SharedPath } from "./parts/shared-path.ts";
import type { StoredTensor } from "./stored-members.ts";

/** A choice in numbers of JSON: no lambda is the anchor itself. */
interface StoredShared extends Omit<SharedChoice, "models"> {
  readonly models: readonly (Omit<SharedChoice["models"][number], "lambda"> & { readonly lambda: number | null })[];
}

/** Models, at most, and rows that one may look back on. */
const [MOST_MODELS, MOST_ROWS] = [32, 2 ** 20];

function nameOf(form: ScaleForm, lookback: number): string {
  return `shared.${form}.${lookback}.weight`;
}

export function storeShared({ choice: { models, averaged } }: SharedPath): StoredShared {
  return {
    averaged,
    models: models.map((one) => ({ ...one, lambda: Number.isFinite(one.lambda) ? one.lambda : null })),
  };
}

export function* sharedTensors({ all, horizon }: SharedPath): Generator<StoredTensor> {
  for (const { form, lookback, weights } of all) yield [nameOf(form, lookback), [lookback - 1, horizon], weights];
}

/** The path of a part of the metadata. Throws FormatError, naming what is wrong in it. */
export function readShared(value: unknown, model: ModelFile, horizon: number): SharedPath {
  const { models, averaged } = isObject(value) ? value : {};
  const fits =
    isList(models, isModel, ["form", "lookback", "anchor", "lambda"]) &&
    isList(averaged, isPlace, ["form", "lookback"]) &&
    (averaged as StoredShared["averaged"]).every(({ form, lookback }) =>
      (models as StoredShared["models"]).some((one) => one.form === form && one.lookback === lookback),
    );
  if (!fits) return refusePart("global", model.file, "its shared path is not { models, averaged }");
  const stored = value as unknown as StoredShared;
  const all = stored.models.map(({ form, lookback }) => ({
    ...{ form, lookback },
    weights: tensorOf(model, nameOf(form, lookback), [lookback - 1, horizon], "shared path"),
  }));
  const known = stored.models.map((one) => ({ ...one, lambda: one.lambda ?? Number.POSITIVE_INFINITY }));
  return new SharedPath(horizon, all, { models: known, averaged: stored.averaged });
}

/** Whether a value is a list of such objects, each of another scale or lookback, with these entries and no others. */
function isList(value: unknown, fits: (one: Record<string, unknown>) => boolean, names: readonly string[]): boolean {
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_MODELS) return false;
  if (!value.every((one) => isObject(one) && fits(one) && Object.keys(one).every((name) => names.includes(name)))) {
    return false;
  }
  return new Set(value.map(({ form, lookback }) => `${form} ${lookback}`)).size === value.length;
}

function isPlace({ form, lookback }: Record<string, unknown>): boolean {
  const rows = Number.isSafeInteger(lookback) && (lookback as number) >= 2 && (lookback as number) <= MOST_ROWS;
  return rows && (form === "plain" || form === "log");
}

function isModel(one: Record<string, unknown>): boolean {
  const { anchor, lambda } = one;
  const penalty = lambda === null || (typeof lambda === "number" && lambda > 0);
  return isPlace(one) && penalty && Number.isSafeInteger(anchor) && (anchor as number) >= 0;
}
