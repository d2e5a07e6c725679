// What a forecast is compared with while it learns, out of a record that anybody may have written.
import { stretchOf } from "../engine/held-out-stretch.ts";
import type { HeldOutForecast, HeldOutRows, Rivals } from "../engine/protocol.ts";
import { fieldsOf, isCount, listOf, textOf } from "./read-values.ts";

/** Rows and signs at most. */
export const MOST_ROWS = 20_000;
const LONGEST = 200;

export function readRivals(value: unknown): Rivals | undefined {
  const { name, loss, methods, windows, target, heldOut } = fieldsOf(value) ?? {};
  const [who, what, rows] = [textOf(name, LONGEST), textOf(target, LONGEST), readRows(heldOut)];
  if (who === undefined || what === undefined || rows === undefined) return undefined;
  if (typeof loss !== "number" || !isCount(methods) || !isCount(windows)) return undefined;
  return { name: who, loss, methods, windows, target: what, heldOut: rows };
}

/** Windows one behind the other, and as many rows as they lie on. */
function readRows(value: unknown): HeldOutRows | undefined {
  const { horizon, ...fields } = fieldsOf(value) ?? {};
  const origins = listOf(fields.origins, MOST_ROWS, (one) => (isCount(one) ? one : undefined));
  const times = listOf(fields.times, MOST_ROWS, (one) => textOf(one, LONGEST));
  const actual = listOf(fields.actual, MOST_ROWS, (one) =>
    one === null || typeof one === "number" ? { one } : undefined,
  );
  const rival = listOf(fields.rival, MOST_ROWS * 100, (one) => (typeof one === "number" ? one : undefined));
  if (!isCount(horizon) || horizon < 1 || !origins || !times || !actual || !rival) return undefined;
  if (!origins.every((one, i) => i === 0 || one > origins[i - 1])) return undefined;
  const rows = origins.length === 0 ? 0 : origins[origins.length - 1] + horizon - origins[0];
  if (times.length !== rows || actual.length !== rows || rival.length !== origins.length * horizon) return undefined;
  return { horizon, origins, times, actual: actual.map(({ one }) => one), rival };
}

/** The network's forecasts of a stretch of these windows. */
export function readHeldOut(value: unknown, { origins, horizon }: HeldOutRows): HeldOutForecast | undefined {
  const { from, epoch, kept, predicted } = fieldsOf(value) ?? {};
  if (!isCount(from) || !isCount(epoch) || !(predicted instanceof Float64Array)) return undefined;
  const windows = stretchOf({ windows: origins.length, horizon });
  if (from + windows > origins.length || predicted.length !== windows * horizon) return undefined;
  return { from, epoch, kept: kept === true, predicted };
}
