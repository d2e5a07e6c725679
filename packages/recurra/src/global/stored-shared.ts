// The shared path as a model file has it: how it was chosen in the metadata, and a tensor for each lookback of each scale.

import { isObject } from "../format/untrusted-json.ts";
import { type ModelFile, refusePart } from "../model-file/model-file.ts";
import { tensorOf } from "../model-file/stored-network.ts";
import { type ScaleForm, type SharedChoice, SharedPath } from "./shared-path.ts";
import type { StoredTensor } from "./stored-members.ts";

/** A choice in numbers of JSON: no lambda is the anchor itself. */
interface StoredShared extends Omit<SharedChoice, "lambdas"> {
  readonly lambdas: readonly { readonly form: ScaleForm; readonly lookback: number; readonly lambda: number | null }[];
}

/** Lookbacks of each scale, at most, and rows that one may have. */
const [MOST_LOOKBACKS, MOST_ROWS] = [16, 2 ** 20];

function nameOf(form: ScaleForm, lookback: number): string {
  return `shared.${form}.${lookback}.weight`;
}

export function storeShared({ choice: { lambdas, ...choice } }: SharedPath): StoredShared {
  return {
    ...choice,
    lambdas: lambdas.map((one) => ({ ...one, lambda: Number.isFinite(one.lambda) ? one.lambda : null })),
  };
}

export function* sharedTensors({ all, horizon }: SharedPath): Generator<StoredTensor> {
  for (const { form, lookback, weights } of all) yield [nameOf(form, lookback), [lookback - 1, horizon], weights];
}

/** The path of a part of the metadata. Throws FormatError, naming what is wrong in it. */
export function readShared(value: unknown, model: ModelFile, horizon: number): SharedPath {
  const { lambdas, plain, log, logShare } = isObject(value) ? value : {};
  const has = (form: ScaleForm, rows: unknown) =>
    (lambdas as StoredShared["lambdas"]).some((one) => one.form === form && one.lookback === rows);
  const fits =
    Array.isArray(lambdas) &&
    lambdas.length <= 2 * MOST_LOOKBACKS &&
    lambdas.every(isLambda) &&
    new Set(lambdas.map(({ form, lookback }) => `${form} ${lookback}`)).size === lambdas.length &&
    has("plain", plain) &&
    typeof logShare === "number" &&
    (log === undefined ? logShare === 0 : has("log", log) && logShare >= 0 && logShare <= 1);
  if (!fits) return refusePart("global", model.file, "its shared path is not { lambdas, plain, log, logShare }");
  const stored = value as unknown as StoredShared;
  const all = stored.lambdas.map(({ form, lookback }) => ({
    ...{ form, lookback },
    weights: tensorOf(model, nameOf(form, lookback), [lookback - 1, horizon], "shared path"),
  }));
  const known = stored.lambdas.map((one) => ({ ...one, lambda: one.lambda ?? Number.POSITIVE_INFINITY }));
  return new SharedPath(horizon, all, {
    ...{ plain: stored.plain, logShare: stored.logShare, lambdas: known },
    ...(stored.log !== undefined && { log: stored.log }),
  });
}

function isLambda(value: unknown): value is StoredShared["lambdas"][number] {
  if (!isObject(value)) return false;
  const { form, lookback, lambda, ...others } = value;
  const rows = Number.isSafeInteger(lookback) && (lookback as number) >= 2 && (lookback as number) <= MOST_ROWS;
  const penalty = lambda === null || (typeof lambda === "number" && lambda > 0);
  return rows && penalty && (form === "plain" || form === "log") && Object.keys(others).length === 0;
}
