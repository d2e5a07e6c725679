import * as portableMath from "../core/math.ts";
import { fixed, tick } from "./numbers.ts";
import { textWidth } from "./text-width.ts";
import { type TickUnit, timeTicks } from "./time-ticks.ts";

/** What an axis shows. */
export interface AxisSpan {
  readonly type: "linear" | "log" | "utc";
  readonly domain: readonly [number, number];
  /** All values are whole, so that ticks between them would mean nothing. */
  readonly whole: boolean;
  /** Of an axis of time: the finest that its ticks may be. Default "second". */
  readonly finest?: TickUnit;
}

/** How many ticks about, or where, and what stands at them. */
export interface Ticks {
  readonly ticks: number | number[];
  readonly tickFormat?: (value: number) => string;
}

/** How many ticks have room on a horizontal axis. */
export function tickRoom(axis: AxisSpan, width: number): number {
  if (axis.type === "utc") return Math.max(2, Math.floor(width / 85));
  const most = Math.max(2, Math.floor(width / (width < 400 ? 44 : 70)));
  if (axis.type === "log") return most;
  const format = linearFormat(axis.domain, most);
  const widest = Math.max(...axis.domain.map((end) => textWidth(format(end), 12)));
  return Math.max(2, Math.min(most, Math.floor(width / (widest + 22))));
}

/** About `count` ticks: whole numbers where all values are whole, and powers of ten on a logarithmic axis. */
export function ticksOf(axis: AxisSpan, count: number): Ticks {
  if (axis.type === "utc") {
    const { ticks, tickFormat } = timeTicks(axis.domain, count, axis.finest ?? "second");
    return { ticks: [...ticks], tickFormat };
  }
  if (axis.type === "log") return logTicks(axis.domain, count);
  const span = axis.domain[1] - axis.domain[0];
  if (!axis.whole || span >= 2 * count) return { ticks: count, tickFormat: linearFormat(axis.domain, count) };
  const whole = linearFormat(axis.domain, span);
  const format = (value: number): string => (Number.isInteger(value) ? whole(value) : "");
  return { ticks: Math.max(1, Math.min(count, Math.floor(span))), tickFormat: format };
}

/** Whether something stands below the ticks of an axis of time: the day, or the year. */
export function hasTwoLines({ type }: AxisSpan, { ticks, tickFormat }: Ticks): boolean {
  return type === "utc" && Array.isArray(ticks) && ticks.some((time) => tickFormat?.(time).includes("\n"));
}

/** All ticks of an axis with the same decimals: those of the distance between two, which is 1, 2 or 5 times a power of ten. */
function linearFormat([low, high]: readonly [number, number], count: number): (value: number) => string {
  const step = (high - low) / count;
  const power = Math.floor(log10(step));
  // As d3 rounds a step: from the square root of 50 on up to 10.
  const decimals = -(step / ten(power) >= Math.sqrt(50) ? power + 1 : power);
  // `tick` tells six digits apart: 1,000,000 and 1,000,001 are told in full.
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest >= 1e4 && largest < 1e12 && largest / ten(-decimals) >= 1e6 && decimals <= 6)
    return (value) => fixed(value, Math.max(0, decimals));
  const usual = (value: number): boolean => Math.abs(value) >= 1e-4 && Math.abs(value) < 1e4;
  return (value) => (decimals > 0 && decimals <= 6 && usual(value) ? fixed(value, decimals) : tick(value));
}

function logTicks([low, high]: readonly [number, number], count: number): Ticks {
  // The bounds may be off by a rounding of the logarithm.
  const first = Math.ceil(log10(low) - 1e-9);
  const last = Math.floor(log10(high) + 1e-9);
  const powers = last - first + 1;
  const far = Math.max(Math.abs(first), Math.abs(last)) > 4;
  const tickFormat = far ? powerOfTen : tick;
  if (powers >= 3) {
    const least = powers / Math.max(2, count);
    const every = [1, 2, 3, 5, 6, 10, 15, 20, 30, 50, 100].find((step) => step >= least) ?? 200;
    const ticks = [];
    for (let power = first; power <= last; power++) if (power % every === 0) ticks.push(ten(power));
    return { ticks, tickFormat };
  }
  const between = (steps: readonly number[]): number[] => {
    const ticks = [];
    for (let power = first - 1; power <= last + 1; power++) {
      for (const step of steps) {
        const value = Number((step * ten(power)).toPrecision(6));
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) ticks.push(value);
      }
    }
    return ticks;
  };
  const ticks = [[1, 2, 5], [1, 3], [1]].map(between).find((found) => found.length <= count + 1) ?? [];
  return ticks.length >= 2 ? { ticks, tickFormat: tick } : { ticks: count, tickFormat: tick };
}

/** Powers of ten may come out off by a rounding: who asks for whole ones allows for it. */
function log10(value: number): number {
  return portableMath.log(value) / Math.LN10;
}

function ten(power: number): number {
  return Number(`1e${power}`);
}

function powerOfTen(value: number): string {
  const power = Math.round(log10(value));
  if (power === 0) return "1";
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const raised = String(Math.abs(power)).replace(/\d/g, (digit) => digits[Number(digit)]);
  return `10${power < 0 ? "⁻" : ""}${raised}`;
}
