// A page that forecasts a CSV: it hands the file to a Worker and shows the events that come back.
import type { Answer, Request } from "./worker.ts";

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector)!;
const form = find<HTMLFormElement>("form");
const button = find<HTMLButtonElement>("button");
const bar = find<HTMLProgressElement>("progress");
const text = find<HTMLPreElement>("pre");
const files = find<HTMLParagraphElement>("#files");

// A bundler knows this line as it stands, and builds the Worker's script.
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function ask(request: Request): void {
  worker.postMessage(request);
}

function start(file: File): void {
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  ask({ type: "forecast", file, settings: Object.fromEntries(fields.filter(([, value]) => value !== "")) });
  for (const { href } of files.querySelectorAll("a")) URL.revokeObjectURL(href);
  files.replaceChildren();
}

function show(event: Answer): void {
  if (event.type === "outline") begin(`${event.outline.target}: ${event.outline.rows} rows`);
  if (event.type === "phase") advance(event.done.length, event.epochs);
  if (event.type === "epoch") advance(event.epoch.epoch, bar.max);
  if (event.type === "backtest") advance(event.done, event.total);
  if (event.type === "model") offer("model.safetensors", new Blob([new Uint8Array(event.model)]));
  if (event.type === "failed") end(event.message);
  if (event.type === "interrupted") end(`Stopped in the ${event.phase}.`);
  if (event.type === "result") {
    const { verdict, forecast } = event.result;
    end([verdict.sentence, ...forecast.map(({ time, value }) => `${time}  ${value.toFixed(2)}`)].join("\n"));
    offer("result.json", new Blob([JSON.stringify(event.result)], { type: "application/json" }));
  }
}

function begin(said: string): void {
  text.textContent = said;
  button.disabled = false;
}

function advance(done: number, total: number): void {
  bar.max = total;
  bar.value = done;
}

function end(said: string): void {
  text.textContent = said;
  button.disabled = true;
}

function offer(name: string, content: Blob): void {
  const link = document.createElement("a");
  files.append(Object.assign(link, { href: URL.createObjectURL(content), download: name, textContent: name }), " ");
}

worker.onmessage = ({ data }: MessageEvent<Answer>) => show(data);
worker.onerror = ({ message }) => end(message || "The Worker could not be loaded.");
button.onclick = () => ask({ type: "stop" });
find<HTMLInputElement>("input[type=file]").onchange = ({ currentTarget }) => {
  const [file] = (currentTarget as HTMLInputElement).files ?? [];
  if (file) start(file);
};
document.ondragover = (event) => event.preventDefault();
document.ondrop = (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file) start(file);
};
