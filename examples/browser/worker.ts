// A Worker that forecasts a CSV: the file's bytes -> text -> series -> the experiment, whose events go to the page as they are.
import { type ExperimentEvent, experiment, RecurraError, readSettings } from "recurra";
import { type ErrorJson, errorJson, type Wording } from "recurra/core";
import { openSeries } from "recurra/files";

/** What the page asks for. The settings are the texts of a form. */
export type Request =
  | { readonly type: "forecast"; readonly file: File; readonly settings: Readonly<Record<string, string>> }
  | { readonly type: "stop" };

/** What it gets in return. An error has at least its sentence; one of the library also code, place and remedies. */
export type Answer =
  | ExperimentEvent
  | { readonly type: "failed"; readonly error: Partial<ErrorJson> & Pick<ErrorJson, "message"> };

export type Result = Extract<ExperimentEvent, { type: "result" }>["result"];

/** What the page's form has, by the names of the settings. */
const labels: Readonly<Record<string, string>> = {
  target: "Column",
  horizon: "Rows ahead",
  epochs: "At most epochs",
  repair: "Missing cells",
};

/** The language of the page: options by their labels; what the form lacks is not offered, and nobody there writes programs. */
const wording: Wording = {
  option: (name, value) => {
    const label = labels[name];
    if (label === undefined) return undefined;
    return value === undefined ? `"${label}"` : `"${label}: ${value}"`;
  },
  call: () => undefined,
  speaker: () => undefined,
};

let stop = new AbortController();
let work = Promise.resolve();

function answer(event: Answer): void {
  self.postMessage(event);
}

async function forecast(file: File, settings: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  try {
    const series = await openSeries(new Uint8Array(await file.arrayBuffer()), { name: file.name });
    for await (const event of experiment(series, readSettings(settings), { signal })) answer(event);
  } catch (error) {
    if (signal.aborted) return; // the last event said so
    if (error instanceof RecurraError) answer({ type: "failed", error: errorJson(error, wording) });
    else answer({ type: "failed", error: { message: error instanceof Error ? error.message : String(error) } });
  }
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  stop.abort(); // one forecast at a time
  if (data.type === "stop") return;
  stop = new AbortController();
  const { signal } = stop;
  work = work.then(() => forecast(data.file, data.settings, signal));
};
