// Six shapes of a file that holds a known series, in each of forty ways to write times and twelve to write numbers.

import { gzipSync } from "node:zlib";
import { knownValues, type NumberWay, numberWays, type Sign, type Values } from "./written-numbers.ts";
import { type TimeWay, timeWays, writeTimes } from "./written-times.ts";

export const names = { first: "Load", second: "Count" } as const;
const rows = 30;

/** A file, and what it holds. */
export interface WrittenFile {
  readonly title: string;
  readonly bytes: Uint8Array;
  readonly times: readonly number[];
  readonly values: Values;
}

interface Table {
  /** Names of the columns, those of the times first. */
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Whether the numbers are written as every program reads them. */
  readonly plain: boolean;
  /** How many columns the times have. */
  readonly clock: number;
}

interface Shape {
  readonly decimal: Sign;
  readonly write: (table: Table) => string | Uint8Array;
  /** What stands for a missing value, where the way to write numbers has no word for it. */
  readonly missing?: string;
}

/** Lines of cells, in quotes where they need it. */
function lines(records: readonly (readonly string[])[], sign: string): string {
  const special = new RegExp(`[${sign}"\\n]`);
  const quoted = (cell: string) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return records.map((record) => `${record.map(quoted).join(sign)}\n`).join("");
}

/** With titles and remarks above, and a total, a source and a note below. */
function report({ header, rows, clock }: Table): string {
  const above = "Load and count by period\nStation: North, 12 m\n\n# made by hand\n";
  const total = header.map((_, i) => (i === 0 ? "Total" : i < clock ? "" : "99"));
  return `${above}${lines([header, ...rows, total], "\t")}\nSource: own counts\nNote: one value is missing\n`;
}

/** With a line of units below the header, texts around the numbers, and an empty column. */
function crowded({ header, rows, clock }: Table): string {
  const put = (cells: readonly string[], station: string, remark: string) => [
    station,
    ...cells.slice(0, clock + 1),
    "",
    remark,
    cells[clock + 1],
  ];
  const units = header.map((_, i) => (i < clock ? "" : i === clock ? "MW" : "pieces"));
  const remarks = ["as measured", "checked, twice", "estimated"];
  const body = rows.map((row, i) => put(row, "North", remarks[i % 3]));
  return lines([put(header, "Station", "Remark"), put(units, "", ""), ...body], ",").replaceAll("\n", "\r\n");
}

/** Columns aligned by two blanks or more; cells may hold single ones. */
function aligned({ header, rows }: Table): string {
  const widths = header.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i].length)));
  const line = (row: readonly string[]) => `${row.map((cell, i) => cell.padStart(widths[i] + 2)).join("")}\n`;
  return [header, ...rows].map(line).join("");
}

/** An object a line, packed: numbers as such where JSON has them so. */
function jsonLines({ header, rows, clock, plain }: Table): Uint8Array {
  const value = (cell: string, bare: boolean) =>
    cell === "" ? "null" : bare && /^-?\d+(?:\.\d+)?$/.test(cell) ? cell : JSON.stringify(cell);
  const text = rows.map(
    (row) =>
      `{${row.map((cell, i) => `${JSON.stringify(header[i])}: ${value(cell, i < clock || plain)}`).join(", ")}}\n`,
  );
  return gzipSync(text.join(""));
}

export const shapes: Readonly<Record<string, Shape>> = {
  "commas and quotes": { decimal: ".", write: ({ header, rows }) => lines([header, ...rows], ",") },
  semicolons: {
    decimal: ",",
    write: ({ header, rows }) => [header, ...rows].map((row) => `${row.join(";")}\n`).join(""),
  },
  report: { decimal: ".", write: report },
  crowded: { decimal: ".", write: crowded },
  "aligned by blanks": { decimal: ".", write: aligned, missing: "NA" },
  "JSON lines by gzip": { decimal: ".", write: jsonLines },
};

function writeFile(time: TimeWay, number: NumberWay, shape: Shape): Omit<WrittenFile, "title"> {
  const { times, cells } = writeTimes(time, rows);
  const values = knownValues(rows);
  const missing = number.missing ?? shape.missing ?? "";
  const cell = (column: "first" | "second", row: number) =>
    Number.isNaN(values[column][row]) ? missing : number[column](values[column][row], shape.decimal);
  const written = shape.write({
    header: [...time.names, names.first, names.second],
    rows: cells.map((clock, row) => [...clock, cell("first", row), cell("second", row)]),
    clock: time.names.length,
    plain: number === numberWays.plain,
  });
  return { bytes: typeof written === "string" ? new TextEncoder().encode(written) : written, times, values };
}

/** All of them, one after the other. */
export function* writtenFiles(): Generator<WrittenFile> {
  for (const [time, timeWay] of Object.entries(timeWays)) {
    for (const [number, numberWay] of Object.entries(numberWays)) {
      for (const [name, shape] of Object.entries(shapes)) {
        yield { title: `${time} / ${number} / ${name}`, ...writeFile(timeWay, numberWay, shape) };
      }
    }
  }
}
