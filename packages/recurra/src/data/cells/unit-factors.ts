// What a unit counts, where its user says so: "MB=1,GB=1000", "%=0.01".

import type { OptionRule } from "../../core/option-rules.ts";

/** One or several of "UNIT=FACTOR". */
export type Units = string | readonly string[];

const entry = /^\s*([^=]*[^=\s])\s*=\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*$/;

function entriesOf(given: Units): string[] {
  return (typeof given === "string" ? [given] : [...given]).flatMap((text) => text.split(","));
}

function isUnits(value: unknown): value is Units {
  const texts = typeof value === "string" ? [value] : value;
  if (!Array.isArray(texts) || texts.length === 0 || !texts.every((text) => typeof text === "string")) return false;
  return entriesOf(texts).every((text) => {
    const factor = Number(entry.exec(text)?.[2]);
    return Number.isFinite(factor) && factor !== 0;
  });
}

export const UNITS: OptionRule<Units> = {
  wanted: 'units with what each counts, such as "MB=1,GB=1000"',
  fits: isUnits,
  read: (given) => (isUnits(given) ? given : undefined),
};

/** The factors by the unit. */
export function unitFactors(given: Units | undefined): ReadonlyMap<string, number> {
  const factors = new Map<string, number>();
  for (const text of given === undefined ? [] : entriesOf(given)) {
    const match = entry.exec(text);
    if (match !== null) factors.set(match[1].trim(), Number(match[2]));
  }
  return factors;
}
