// The options of `recurra runs`: texts as commander gives them, and what each may be.

import { number, type OptionRule, whole, word } from "recurra/core";
import type { RunStatus } from "../run/run-form.ts";

export interface RunsTexts {
  readonly in: string;
  readonly json?: boolean;
}

export interface ListTexts extends RunsTexts {
  readonly status?: string;
  readonly command?: string;
  readonly limit?: string;
  readonly sort: string;
}

export interface CompareTexts extends RunsTexts {
  readonly out?: string;
}

export interface PruneTexts extends RunsTexts {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly status?: string;
  readonly yes?: boolean;
}

/** What runs can be listed by. */
export const ORDERS = ["started", "name", "duration", "size", "score"] as const;

export const rules = {
  limit: whole(1),
  sort: word(...ORDERS),
  keep: whole(0),
  olderThan: number({ least: 0, below: 1e9 }),
} as const;

/** Some of these statuses, with commas between them: "failed,interrupted". */
export function statusRule(...statuses: readonly RunStatus[]): OptionRule<readonly RunStatus[]> {
  const one = word(...statuses);
  const fits = (value: unknown): value is readonly RunStatus[] =>
    Array.isArray(value) && value.length > 0 && value.every(one.fits);
  return {
    wanted: `${statuses.join(", ")}, or several of them with commas`,
    fits,
    read(text) {
      const found = text.split(",").map((part) => part.trim());
      return fits(found) ? found : undefined;
    },
  };
}
