// Intervals, classes and lengths as the direction lab words them.
import { listed, percent } from "recurra/words";
import { classes } from "./data.ts";

/** "45.4% to 57.7%". */
export function range({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${percent(low, 1)} to ${percent(high, 1)}`;
}

/** "0.44 to 0.58". */
export function areaRange({ low, high }: { readonly low: number; readonly high: number }): string {
  return `${low.toFixed(3)} to ${high.toFixed(3)}`;
}

/** 'always "up"'. */
export function always(label: number): string {
  return `always "${classes[label]}"`;
}

/** "1 day", "3 and 4 days". */
export function listedDays(lengths: readonly number[]): string {
  return `${listed(lengths)} ${lengths.every((length) => length === 1) ? "day" : "days"}`;
}
