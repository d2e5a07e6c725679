// What a run folder is made of.

export const RUN_FORMAT = "recurra-run/1";

export type RunStatus = "running" | "done" | "interrupted" | "failed";

/** The files of a run of each command, in the order in which they are shown. */
export const runFiles = {
  forecast: {
    report: "report.html",
    forecast: "forecast.csv",
    model: "model.safetensors",
    metrics: "metrics.jsonl",
    run: "run.json",
  },
  lab: {
    report: "report.html",
    result: "result.json",
    model: "model.safetensors",
    metrics: "metrics.jsonl",
    run: "run.json",
  },
} as const;

/** The folder, within a run's, of what it needs to go on; gone when the run is done. */
export const CHECKPOINTS = "checkpoints";

const NAMES: ReadonlySet<string> = new Set(Object.values(runFiles).flatMap((names) => Object.values<string>(names)));
const CHECKPOINT = /^(state-\d{6,15}\.safetensors|fitted\.safetensors|fitted\.json)$/;

/** Whether a run writes a file of this name into its folder. */
export function isRunFile(name: string): boolean {
  return NAMES.has(name);
}

/** Whether it writes one of this name into its checkpoints. */
export function isCheckpointFile(name: string): boolean {
  return CHECKPOINT.test(name);
}
