// Curves in signs: a small chart of losses for a terminal, readable without colour because each curve has its own mark.
//
// A column of the chart holds one epoch, or the mean of several where there are more epochs than columns; where curves meet, "*"
// stands for all of them. The scale becomes logarithmic where the values span more than a factor of 30.

export interface Curve {
  /** For the legend. */
  readonly name: string;
  /** One sign. */
  readonly mark: string;
  /** The value at epoch 1, 2, ...; null and what is not finite leave a gap. */
  readonly values: readonly (number | null)[];
  readonly paint?: (text: string) => string;
}

/** Columns from an epoch to the next, at most. */
const STRIDE = 4;
const WIDEST = 100;
const MEETING = "*";

/** The lines of a chart no wider than `width`, with its legend; none where no curve has a value. */
export function drawChart(curves: readonly Curve[], width: number, rows = 10): string[] {
  const drawn = curves.filter(({ values }) => values.some(isValue));
  const all = drawn.flatMap(({ values }) => values.filter(isValue));
  if (all.length === 0) return [];
  const scale = new Scale(all, rows);
  const labels = Array.from({ length: rows }, (_, row) => scale.label(row));
  const margin = Math.max(...labels.map((label) => label.length));
  const epochs = longest(drawn);
  const columns = columnsFor(epochs, Math.max(1, Math.min(width - margin - 2, WIDEST)));
  const cells = new Map<number, Curve[]>();
  for (const curve of drawn) {
    columnMeans(curve.values, epochs, columns).forEach((value, column) => {
      if (value === null) return;
      const at = scale.row(value) * columns + column;
      cells.set(at, [...(cells.get(at) ?? []), curve]);
    });
  }
  const lines = labels.map((label, row) => {
    const signs = Array.from({ length: columns }, (_, column) => sign(cells.get(row * columns + column)));
    const text = signs.join("").replace(/ +$/, "");
    return `${label.padStart(margin)} ${label === "" ? "│" : "┤"}${text}`;
  });
  const met = [...cells.values()].some((curves) => curves.length > 1);
  const notes = [
    ...drawn.map(({ mark, name, paint }) => `${paint?.(mark) ?? mark} ${name}`.trimEnd()),
    ...(met ? [`${MEETING} where they meet`] : []),
    ...(scale.log ? ["log scale"] : []),
  ];
  const space = " ".repeat(margin + 1);
  return [
    ...lines,
    `${space}└${"─".repeat(columns)}`,
    `${space} ${epochTicks(epochs, columns)}`,
    ...legend(notes, space, width),
  ];
}

/** Lines beside each other, with a gap between the widest of the left ones and the right ones. */
export function joinBeside(left: readonly string[], right: readonly string[], gap: number): string[] {
  const column = Math.max(0, ...left.map(visible)) + gap;
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const [start, end] = [left[at] ?? "", right[at] ?? ""];
    return end === "" ? start : start + " ".repeat(column - visible(start)) + end;
  });
}

function isValue(value: number | null): value is number {
  return value !== null && Number.isFinite(value);
}

function longest(curves: readonly Curve[]): number {
  return curves.reduce((most, { values }) => Math.max(most, values.length), 0);
}

function sign(curves: readonly Curve[] | undefined): string {
  if (curves === undefined) return " ";
  if (curves.length > 1) return MEETING;
  const [{ mark, paint }] = curves;
  return paint?.(mark) ?? mark;
}

/** All of `room` where columns are shared; else as many as give each epoch its own, evenly apart. */
function columnsFor(epochs: number, room: number): number {
  if (epochs > room) return room;
  const stride = epochs === 1 ? STRIDE : Math.min(STRIDE, Math.floor((room - 1) / (epochs - 1)));
  return (epochs - 1) * stride + 1;
}

/** The mean of the epochs that share a column, null where there is none. */
function columnMeans(values: readonly (number | null)[], epochs: number, columns: number): readonly (number | null)[] {
  const sums = new Float64Array(columns);
  const counts = new Uint32Array(columns);
  values.forEach((value, epoch) => {
    if (!isValue(value)) return;
    const column =
      epochs <= columns ? (epoch * (columns - 1)) / Math.max(1, epochs - 1) : Math.floor((epoch / epochs) * columns);
    sums[column] += value;
    counts[column]++;
  });
  return Array.from(sums, (sum, column) => (counts[column] === 0 ? null : sum / counts[column]));
}

function epochTicks(epochs: number, columns: number): string {
  if (epochs === 1) return "epoch 1";
  const last = String(epochs);
  const between = columns - 1 - last.length;
  return between < 7 ? `1 to ${last} epochs` : `1${"epochs".padStart((between + 7) >> 1).padEnd(between)}${last}`;
}

/** The notes in as few lines as fit; their own colours count for nothing. */
function legend(notes: readonly string[], space: string, width: number): string[] {
  const lines: string[][] = [];
  let room = 0;
  for (const note of notes) {
    const size = visible(note) + 3;
    if (size > room) {
      lines.push([]);
      room = width - space.length - 1 + 3;
    }
    lines[lines.length - 1].push(note);
    room -= size;
  }
  return lines.map((line) => `${space} ${line.join("   ")}`.trimEnd());
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours that styleText has put there.
  return text.replace(/\u001b\[\d+m/g, "").length;
}

/** From values to rows: the greatest in row 0, the least in the last. */
class Scale {
  readonly log: boolean;
  readonly #low: number;
  readonly #high: number;
  readonly #rows: number;

  constructor(values: readonly number[], rows: number) {
    this.#low = values.reduce((least, value) => Math.min(least, value));
    this.#high = values.reduce((most, value) => Math.max(most, value));
    this.#rows = rows;
    this.log = this.#low > 0 && this.#high / this.#low > 30;
  }

  row(value: number): number {
    const [low, high, at] = [this.#low, this.#high, value].map((x) => (this.log ? Math.log(x) : x));
    const share = high > low ? (high - at) / (high - low) : 0.5;
    return Math.min(this.#rows - 1, Math.max(0, Math.round(share * (this.#rows - 1))));
  }

  /** The value at the first, the middle and the last row; one value alone stands in the middle. */
  label(row: number): string {
    const middle = this.row(this.log ? Math.sqrt(this.#low * this.#high) : this.#low / 2 + this.#high / 2);
    if (this.#low === this.#high) return row === middle ? figure(this.#low) : "";
    if (row === 0) return figure(this.#high);
    if (row === this.#rows - 1) return figure(this.#low);
    return "";
  }
}

/** Four digits that count. */
function figure(value: number): string {
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : String(Number(value.toPrecision(4)));
}
