// A Worker that forecasts a CSV: the file's bytes -> text -> series -> the experiment, whose events go to the page as they are.
import { decodeText, type ExperimentEvent, experiment, readSettings, Series } from "recurra";

/** What the page asks for. The settings are the texts of a form. */
export type Request =
  | { readonly type: "forecast"; readonly file: File; readonly settings: Readonly<Record<string, string>> }
  | { readonly type: "stop" };

/** What it gets in return. */
export type Answer = ExperimentEvent | { readonly type: "failed"; readonly message: string };

let stop = new AbortController();
let work = Promise.resolve();

function answer(event: Answer): void {
  self.postMessage(event);
}

async function forecast(file: File, settings: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void> {
  try {
    const text = decodeText(new Uint8Array(await file.arrayBuffer()), file.name);
    const series = Series.fromCsv(text, { name: file.name });
    for await (const event of experiment(series, readSettings(settings), { signal })) answer(event);
  } catch (error) {
    if (signal.aborted) return; // the last event said so
    answer({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<Request>) => {
  stop.abort(); // one forecast at a time
  if (data.type === "stop") return;
  stop = new AbortController();
  const { signal } = stop;
  work = work.then(() => forecast(data.file, data.settings, signal));
};
