// An inspected table as text for a terminal.

import { type ColumnDescription, seasonWords } from "recurra/data";
import { counted, grouped, listed, listedFirst } from "recurra/words";
import { figure, size } from "../terminal/amounts.ts";
import { fact } from "../terminal/fact.ts";
import { type Column, formatTable, totalWidth } from "../terminal/table.ts";
import { printable, styled, wrap } from "../terminal/terminal.ts";
import type { CsvInspection, CsvView } from "./inspect-csv.ts";

const KINDS: Readonly<Record<string, string>> = {
  date: "days",
  month: "months",
  quarter: "quarters",
  year: "years",
  datetime: "dates with times of day",
};

/** Of more columns than this, the first and the last ones are shown. */
const mostColumns = 40;
/** So many of each, then. */
const [firstColumns, lastColumns] = [15, 3];
/** Of more remarks than this, the rest is counted. */
const mostRemarks = 12;
const leastName = 12;

/** Names in a list, the first few. */
function few(names: readonly string[]): string {
  return listedFirst(
    names.map((name) => shorten(name, 30)),
    6,
  );
}

function shorten(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 3).replace(/[\ud800-\udbff]$/, "")}...` : text;
}

/** "24 rows (a day): load, heat; none: rain": columns of the same seasons together; of one column its seasons alone. */
function columnSeasons(columns: readonly ColumnDescription[]): string {
  const named = new Map<string, string[]>();
  for (const { name, seasons } of columns) {
    if (seasons === undefined) continue;
    const words = seasonWords(seasons);
    named.set(words, [...(named.get(words) ?? []), name]);
  }
  const entries = [...named];
  if (entries.length === 1) return entries[0][0];
  // What has none stands last.
  entries.sort(([a], [b]) => Number(a === "none") - Number(b === "none"));
  return entries.map(([words, names]) => `${words}: ${few(names)}`).join("; ") || "none";
}

function clockFacts({ clock, gaps, columns }: CsvInspection, width: number): string[] {
  if (clock.found === "unread") {
    const names = listed(clock.columns.map((name) => JSON.stringify(name)));
    return [fact("clock", `${names}, not read (see below): the rows are counted`, width)];
  }
  if (clock.column === null) return [fact("clock", "none: the rows are the clock", width)];
  const times = `${KINDS[clock.kind] ?? clock.kind}: ${clock.from} to ${clock.to}, step: ${clock.step}`;
  const ways: Readonly<Record<string, string>> = {
    asked: "as --time says",
    name: "found by its name",
    cells: "found as the first column whose cells are all times",
    numbers: "found as the column whose numbers rise as times do",
  };
  const way = clock.found === null ? undefined : ways[clock.found];
  const name =
    clock.columns.length > 1 ? clock.columns.map((one) => JSON.stringify(one)).join(", ") : `"${clock.column}"`;
  const holes =
    gaps === null || gaps.count === 0 ? "none" : `${counted(gaps.count, "gap")} of ${counted(gaps.rows, "row")}`;
  return [
    fact("clock", `${name}${clock.columns.length > 1 ? " together" : ""}, ${times}`, width),
    ...(way === undefined ? [] : [fact("", way, width)]),
    ...(gaps === null
      ? []
      : [fact("gaps", `${holes} (${clock.gapRule})`, width), fact("seasons", columnSeasons(columns), width)]),
  ];
}

/** The table of the columns, in the order of the file; on a narrow terminal with shorter names and fewer facts. */
function columnLines(all: readonly ColumnDescription[], width: number): string[] {
  const cut = all.length > mostColumns ? firstColumns : all.length;
  const shown = cut < all.length ? [...all.slice(0, cut), ...all.slice(-lastColumns)] : all;
  const number = (value: number | undefined): string => (value === undefined ? "-" : figure(value));
  const count = (value: number | undefined): string => (value === undefined ? "-" : grouped(value));
  const facts: Column[] = [
    {
      title: "type",
      cells: shown.map(({ type }) => type),
      align: "left",
      paint: (text, row) => (shown[row].type === "unclear" ? styled("yellow", text) : text),
    },
    ...(shown.some(({ unit }) => unit !== undefined)
      ? [{ title: "unit", cells: shown.map(({ unit }) => printable(shorten(unit ?? "-", 10))), align: "left" as const }]
      : []),
    { title: "smallest", cells: shown.map(({ smallest }) => number(smallest)) },
    { title: "largest", cells: shown.map(({ largest }) => number(largest)) },
    { title: "mean", cells: shown.map(({ mean }) => number(mean)), optional: 1 },
    {
      title: "missing",
      cells: shown.map(({ missing }) => count(missing)),
      paint: (text, row) => (shown[row].missing ? styled("yellow", text) : text),
    },
    { title: "distinct", cells: shown.map(({ distinct }) => count(distinct)), optional: 2 },
  ];
  const least = facts.filter(({ optional }) => optional === undefined);
  const longest = Math.max(leastName, ...shown.map(({ name }) => printable(name).length));
  // Names give way before facts do, down to a length at which most can still be told apart.
  const room = Math.max(leastName, width - totalWidth(longest > 24 ? facts : least) - 2);
  const names = shown.map(({ name }) => shorten(printable(name), Math.max(room, leastName)));
  const lines = formatTable([{ title: "column", cells: names }, ...facts], width);
  if (cut === all.length) return lines;
  const hidden = all.length - shown.length;
  return [
    ...lines.slice(0, cut + 1),
    `... ${counted(hidden, "column")} more; --json lists all`,
    ...lines.slice(cut + 1),
  ];
}

function textFacts(columns: readonly ColumnDescription[], width: number): string[] {
  return columns
    .filter(({ commonest }) => commonest !== undefined)
    .slice(0, 6)
    .map(({ name, commonest = [], distinct = 0 }) => {
      const words = commonest
        .slice(0, 5)
        .map(({ value, count }) => `${JSON.stringify(shorten(value, 40))} ${grouped(count)}`);
      const more = distinct > words.length ? ` and ${grouped(distinct - words.length)} more` : "";
      return wrap(printable(`${shorten(name, 30)}: ${words.join(", ")}${more}`), width);
    });
}

/** The line with a break before an option where it would be longer than the terminal, as a shell reads it. */
function commandLines(command: string, width: number): string[] {
  const lines: string[] = [];
  let line = " ";
  for (const part of command.split(/ (?=--)/)) {
    if (line.trim() !== "" && line.length + 1 + part.length > width - 2) {
      lines.push(`${line} \\`);
      line = `   `;
    }
    line += ` ${part}`;
  }
  return [...lines, line];
}

function proposalLines({ proposal, problems, findings }: CsvInspection, width: number): string[] {
  if (proposal === null) return [];
  const { command, remarks, refusal } = proposal;
  const disorder = findings.some(({ kind }) => kind === "disorder" || kind === "duplicate-time");
  const said = disorder || problems.some(({ message }) => message === refusal);
  const first = said ? ", once what is said above is mended:" : `, once this is mended: ${refusal}`;
  return [
    wrap(printable(`To forecast it${refusal === null ? ":" : first}`), width),
    "",
    ...commandLines(printable(command), width).map((line) => styled("bold", line)),
    "",
    ...remarks.map((text) => wrap(printable(text), width)),
    ...(remarks.length > 0 ? [""] : []),
  ];
}

/** The whole text, with a line end at its end. */
export function csvText({ result, rows }: CsvView, width: number): string {
  const { file, columns, findings, notes, problems, bytes } = result;
  const { lines, hidden } = rows(width);
  // That a file was turned round is a note and a finding.
  const found = findings.filter(({ kind }) => kind !== "reversed" || notes.length === 0);
  const remarks = [...problems, ...notes.map((message) => ({ message })), ...found].map(({ message }) => message);
  const more = remarks.length - mostRemarks;
  const title = `${file}: ${counted(result.rows, "row")} of ${counted(columns.length, "column")}`;
  const texts = textFacts(columns, width);
  const text = [
    "",
    styled("bold", wrap(printable(title), width)),
    "",
    fact("size", size(bytes), width),
    ...clockFacts(result, width),
    "",
    ...columnLines(columns, width),
    "",
    ...(texts.length > 0 ? [...texts, ""] : []),
    ...(lines.length > 1
      ? [...lines.map(printable), ...(hidden > 0 ? [`(${counted(hidden, "column")} not shown)`] : []), ""]
      : []),
    ...(remarks.length === 0
      ? [styled("green", wrap("Nothing needs attention.", width))]
      : remarks.slice(0, mostRemarks).map((remark) => styled("yellow", wrap(printable(remark), width)))),
    ...(more > 0 ? [`... and ${grouped(more)} more; --json lists all`] : []),
    "",
    ...proposalLines(result, width),
  ];
  return `${text.join("\n")}\n`;
}
