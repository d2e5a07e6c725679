// A run for programs: what --json tells of it in every command about runs.

import { numberAt, textAt } from "../input/json-value.ts";
import { bestOf, type RunScores } from "./run-scores.ts";
import type { RunSummary } from "./run-summary.ts";

export function runJson(run: RunSummary) {
  const { name, path, record, command, status, reason, started, seconds, outcome, scores, bytes } = run;
  const { json, data } = record;
  return {
    name,
    path,
    command,
    target: textAt(json, "settings", "target") ?? null,
    data: data === undefined ? null : { ...data, rows: numberAt(json, "data", "rows") ?? null },
    status,
    reason: reason ?? null,
    started: started === undefined ? null : new Date(started).toISOString(),
    seconds: seconds ?? null,
    outcome: outcome === undefined ? null : { tone: outcome.tone, word: outcome.word, headline: outcome.headline },
    score: scores === undefined ? null : mainScore(scores),
    bytes,
  };
}

function mainScore(scores: RunScores) {
  const [measure] = scores.measures;
  return {
    measure: measure.name,
    better: measure.better,
    model: bestOf(scores, "model") ?? null,
    naive: bestOf(scores, "naive") ?? null,
  };
}

/** The scores with each value under the name of its measure. */
export function scoresJson(scores: RunScores | undefined) {
  if (scores === undefined) return null;
  return {
    over: scores.over ?? null,
    methods: scores.methods.map(({ name, kind, values }) => ({
      name,
      kind,
      ...Object.fromEntries(scores.measures.map((measure, at) => [measure.name, values[at]])),
    })),
  };
}
