// A worker thread: loads the model once, then turns bodies into answers. JSON is read and written here, so that the event loop
// of the service only moves bytes.

import { setFlagsFromString } from "node:v8";
import { workerData } from "node:worker_threads";
import { Model } from "recurra";
import { parseJson } from "../http/json-body.ts";
import { Problem } from "../http/problem.ts";
import type { Query } from "./csv-body.ts";
import { ForecastWork } from "./forecast-work.ts";
import { modeOf } from "./model-parts.ts";
import { loadSameFiles } from "./module-files.ts";
import { NetworkWork } from "./network-work.ts";
import type { PretrainedWork } from "./pretrained-work.ts";
import type { Job, Outcome, StepAnswer, StepAt, StreamState, WorkerStart } from "./work.ts";

const { bytes, file, limits, moduleFiles = [], moduleHashes = [], koffi } = workerData as WorkerStart;
// Node 20 has relaxed SIMD behind a flag, which must be set before the kernels start.
if (process.versions.node.startsWith("20.")) setFlagsFromString("--experimental-wasm-relaxed-simd");
const { modules } = await loadSameFiles(moduleFiles, moduleHashes);
const model = bytes && Model.load(bytes, file, { modules });
const mode = model && modeOf(model);
if (mode === "fast") {
  const { loadFast } = await import("recurra/fast");
  loadFast();
}
if (mode === "native") {
  const { loadNative } = await import("recurra/native");
  await loadNative({ library: process.env.RECURRA_BLAS || undefined, koffi });
}

/** A forecaster, a network or the pretrained one; a stream's state is always given back to the kind of work that made it. */
interface Work {
  predict(body: unknown): unknown;
  predictCsv(bytes: Uint8Array, query: Query): unknown;
  step(body: unknown, state: StreamState | undefined, at: StepAt): StepAnswer<StreamState>;
}
const work = (await workOf(model)) as Work;

async function workOf(model: Model | undefined): Promise<ForecastWork | NetworkWork | PretrainedWork> {
  if (model) return model.forecaster ? new ForecastWork(model.forecaster, limits) : new NetworkWork(model, limits);
  const [{ loadPretrained }, { PretrainedWork }] = await Promise.all([
    import("recurra/pretrained"),
    import("./pretrained-work.ts"),
  ]);
  return new PretrainedWork(loadPretrained(), limits);
}

/** Milliseconds after which no further job is begun: what the message has left may go to another worker. */
const SLICE = 5;

/** Runs the first of the jobs, for as long as its time allows. */
export default function run(jobs: readonly Job[]): Outcome[] {
  const end = performance.now() + SLICE;
  const outcomes: Outcome[] = [];
  for (const job of jobs) {
    outcomes.push(outcomeOf(job));
    if (performance.now() > end) break;
  }
  return outcomes;
}

/** What is wrong with the request comes back as data, and so does what is wrong here. */
function outcomeOf(job: Job): Outcome {
  if (job.kind === "ready") return { text: "" };
  try {
    if (job.kind === "csv") return { text: JSON.stringify(work.predictCsv(job.body, job.query)) };
    const body = parseJson(job.body, limits.depth);
    if (job.kind === "predict") return { text: JSON.stringify(work.predict(body)) };
    const { answer, state } = work.step(body, job.state, job.at);
    return { text: JSON.stringify(answer), state };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.data };
    return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
