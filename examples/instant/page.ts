// A page that forecasts a CSV without training. What it takes of the library is loaded with the first file: until then the page is these lines.
import type { Series } from "recurra";
import type { ZeroShotForecast } from "recurra/pretrained";

const find = <T extends Element>(selector: string): T => document.querySelector<T>(selector)!;
const form = find<HTMLFormElement>("form");
const chosen = find<HTMLInputElement>("input[type=file]");
const again = find<HTMLButtonElement>("button");
const text = find<HTMLPreElement>("pre");
const table = find<HTMLTableElement>("table");
const chart = find<SVGSVGElement>("svg");

/** Rows of the chart before the forecast, for each row of it. */
const BEFORE = 4;

let loaded: Promise<Library> | undefined;
type Library = Awaited<ReturnType<typeof load>>;

async function load() {
  const [{ openSeries }, { loadPretrained, zeroShot }] = await Promise.all([
    import("recurra/files"),
    import("recurra/pretrained"),
  ]);
  return { openSeries, zeroShot, network: loadPretrained() };
}

async function start(): Promise<void> {
  const [file] = chosen.files ?? [];
  if (!file) return;
  const began = performance.now();
  again.disabled = false;
  table.hidden = true;
  chart.toggleAttribute("hidden", true);
  say(`Reading ${file.name}`);
  try {
    loaded ??= load();
    const { openSeries, zeroShot, network } = await loaded;
    const series = await openSeries(new Uint8Array(await file.arrayBuffer()), { name: file.name });
    const target = field("target") || onlyColumn(series);
    const found = zeroShot(network, series, { target, horizon: Number(field("horizon") || 24) });
    draw(series.column(target), found);
    tabulate(target, found);
    const notes = found.notes.map((note) => ` ${note}`).join("");
    say(`${target}: ${series.length} rows, forecast in ${Math.round(performance.now() - began)} ms.${notes}`);
  } catch (error) {
    say(error instanceof Error ? error.message : String(error), true);
  }
}

function field(name: string): string {
  return find<HTMLInputElement>(`input[name=${name}]`).value.trim();
}

function onlyColumn({ columns }: Series): string {
  if (columns.length === 1) return columns[0];
  throw new Error(`Which column? There are ${columns.join(", ")}.`);
}

function say(said: string, wrong = false): void {
  text.textContent = said;
  text.classList.toggle("wrong", wrong);
}

/** The last rows, the forecast and its interval, in the units of the picture. */
function draw(values: Float64Array, { rows }: ZeroShotForecast): void {
  const known = [...values.slice(-BEFORE * rows.length)];
  const [lower, value, upper] = (["lower", "value", "upper"] as const).map((end) => rows.map((row) => row[end] ?? NaN));
  const all = [...known, ...lower, ...upper].filter(Number.isFinite);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (i: number): number => (640 * i) / Math.max(1, known.length + rows.length - 1);
  const y = (height: number): number => 195 - (190 * (height - least)) / (most - least || 1);
  const point = (height: number, i: number): string => `${x(i).toFixed(1)},${y(height).toFixed(1)}`;
  const line = (list: readonly number[], from: number): string =>
    list.flatMap((height, i) => (Number.isFinite(height) ? point(height, from + i) : [])).join("L");
  const ahead = known.length;
  const back = upper.map((height, i) => point(height, ahead + i)).reverse();
  find("#known").setAttribute("d", `M${line(known, 0)}`);
  find("#forecast").setAttribute("d", `M${line(value, ahead)}`);
  find("#interval").setAttribute("d", `M${line(lower, ahead)}L${back.join("L")}Z`);
  chart.toggleAttribute("hidden", false);
}

function tabulate(target: string, { rows }: ZeroShotForecast): void {
  const number = (value?: number): string => value?.toFixed(2) ?? "–";
  const cells = rows.map(({ time, value, lower, upper }) => [time, number(value), number(lower), number(upper)]);
  table.tHead!.rows[0].replaceChildren(...["", target, "90% from", "to"].map((name) => cell("th", name)));
  table.tBodies[0].replaceChildren(...cells.map(row));
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

chosen.onchange = start;
form.onsubmit = (event) => {
  event.preventDefault();
  start();
};
document.ondragover = (event) => event.preventDefault();
document.ondrop = (event) => {
  event.preventDefault();
  if (!event.dataTransfer?.files.length) return;
  chosen.files = event.dataTransfer.files;
  start();
};
