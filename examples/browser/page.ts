// A page that forecasts a CSV: it hands the file to a Worker and shows the events that come back.
import type { Answer, Request, Result } from "./worker.ts";

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector)!;
const form = find<HTMLFormElement>("form");
const chosen = find<HTMLInputElement>("input[type=file]");
const again = find<HTMLButtonElement>("button[type=submit]");
const stop = find<HTMLButtonElement>("button[type=button]");
const bar = find<HTMLProgressElement>("progress");
const text = find<HTMLPreElement>("pre");
const table = find<HTMLTableElement>("table");
const files = find<HTMLParagraphElement>("#files");

// A bundler knows this line as it stands, and builds the Worker's script.
const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });

function ask(request: Request): void {
  worker.postMessage(request);
}

function start(): void {
  const [file] = chosen.files ?? [];
  if (!file) return;
  const fields = [...new FormData(form)].filter((field): field is [string, string] => typeof field[1] === "string");
  ask({ type: "forecast", file, settings: Object.fromEntries(fields.filter(([, value]) => value !== "")) });
  for (const { href } of files.querySelectorAll("a")) URL.revokeObjectURL(href);
  files.replaceChildren();
  table.hidden = true;
  again.disabled = false;
  advance(0, 1);
  say(`Reading ${file.name}`);
}

function show(event: Answer): void {
  if (event.type === "outline") begin(`${event.outline.target}: ${event.outline.rows} rows`);
  if (event.type === "phase") advance(event.done.length, event.epochs);
  if (event.type === "batch") advance(event.epoch - 1 + event.batch / event.batches, bar.max);
  if (event.type === "epoch") advance(event.epoch.epoch, bar.max);
  if (event.type === "backtest") advance(event.done, event.total);
  if (event.type === "model") offer("model.safetensors", new Blob([new Uint8Array(event.model)]));
  if (event.type === "failed") end(event.error.message, true);
  if (event.type === "interrupted") end(`Stopped in the ${event.phase}.`);
  if (event.type === "result") {
    end(event.result.verdict.sentence);
    advance(1, 1);
    tabulate(event.result);
    offer("result.json", new Blob([JSON.stringify(event.result)], { type: "application/json" }));
  }
}

function begin(said: string): void {
  say(said);
  stop.disabled = false;
}

function advance(done: number, total: number): void {
  bar.max = total;
  bar.value = done;
}

function say(said: string, wrong = false): void {
  text.textContent = said;
  text.classList.toggle("wrong", wrong);
}

function end(said: string, wrong = false): void {
  say(said, wrong);
  advance(0, 1);
  stop.disabled = true;
}

/** Each row of the forecast with its interval, where the backtest had windows enough to size one. */
function tabulate({ forecast, target, backtest }: Result): void {
  const level = Math.round(100 * backtest.intervals.level);
  const number = (value?: number | null): string => value?.toFixed(2) ?? "–";
  const rows = forecast.map(({ time, value, lower, upper }) => [time, number(value), number(lower), number(upper)]);
  table.tHead!.rows[0].replaceChildren(...["", target, `${level}% from`, "to"].map((name) => cell("th", name)));
  table.tBodies[0].replaceChildren(...rows.map(row));
  table.hidden = false;
}

function row(texts: readonly string[]): HTMLTableRowElement {
  const made = document.createElement("tr");
  made.append(...texts.map((one) => cell("td", one)));
  return made;
}

function cell(kind: "th" | "td", content: string): HTMLTableCellElement {
  return Object.assign(document.createElement(kind), { textContent: content });
}

function offer(name: string, content: Blob): void {
  const link = document.createElement("a");
  files.append(Object.assign(link, { href: URL.createObjectURL(content), download: name, textContent: name }), " ");
}

worker.onmessage = ({ data }: MessageEvent<Answer>) => show(data);
worker.onerror = ({ message }) => end(message || "The Worker could not be loaded.", true);
stop.onclick = () => ask({ type: "stop" });
chosen.onchange = start;
form.onsubmit = (event) => {
  event.preventDefault();
  start();
};
document.ondragover = (event) => event.preventDefault();
document.ondrop = (event) => {
  event.preventDefault();
  if (!event.dataTransfer?.files.length) return;
  chosen.files = event.dataTransfer.files; // the form then names it, as if it had been chosen
  start();
};
