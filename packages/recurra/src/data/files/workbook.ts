// A workbook (.xlsx) -> the CSV text of one of its sheets. It is a zip archive of XML; read are names, cells and what makes a number a
// date, and nothing is computed. Source: ECMA-376 part 1, chapter 18.

import { DataError } from "../../core/errors.ts";
import { listNames, quoteCell, suggestNames } from "../../core/nearest-names.ts";
import { counted } from "../../words/counted.ts";
import { type CellFormats, cellText, epochOf, innerText, readDateStyles } from "./sheet-cells.ts";
import { isHollow, tableText } from "./table-text.ts";
import { attribute, elements, withoutPrefixes } from "./xml.ts";
import { unpackEntry, type ZipEntry } from "./zip.ts";

/** Of any workbook. */
const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;

interface Sheet {
  readonly name: string;
  readonly file: string;
  readonly hidden: boolean;
}

/** The text of an archive's file; "" where there is none. */
type Reader = (file: string) => Promise<string>;

/**
 * The CSV text of the sheet that `part` names (or counts, from 1), else of the only one that holds a table.
 *
 * Throws DataError FILE_PART where several do, FILE_WORKBOOK where none does or one is too large, FILE_PACKED for damaged files.
 */
export async function workbookText(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  name: string,
  part: string | undefined,
): Promise<{ text: string; notes: string[] }> {
  const read: Reader = async (file) => {
    const entry = entries.find((one) => one.name === file);
    return entry === undefined ? "" : withoutPrefixes(new TextDecoder().decode(await unpackEntry(bytes, entry, name)));
  };
  const workbook = await read("xl/workbook.xml");
  const sheets = listSheets(workbook, await read("xl/_rels/workbook.xml.rels"));
  const formats: CellFormats = {
    texts: Array.from(elements(await read("xl/sharedStrings.xml"), "si"), ({ body }) => innerText(body)),
    dates: readDateStyles(await read("xl/styles.xml")),
    epoch: epochOf(
      [...elements(workbook, "workbookPr")].some(({ tag }) => /^(1|true)$/.test(attribute(tag, "date1904") ?? "")),
    ),
  };
  const asked = part === undefined ? sheets.filter(({ hidden }) => !hidden) : [find(sheets, part, name)];
  const full: { sheet: Sheet; rows: string[][] }[] = [];
  for (const sheet of asked) {
    const rows = readRows(await read(sheet.file), formats, name);
    if (rows.length > 1) full.push({ sheet, rows });
  }
  const [first] = full;
  if (first === undefined) {
    throw new DataError("FILE_WORKBOOK", name, "a workbook in which no sheet has two rows of cells", {
      remedies: ["save it again with the program that shows its cells"],
    });
  }
  if (full.length > 1) {
    const names = full.map(({ sheet }) => sheet.name);
    throw new DataError("FILE_PART", name, `a workbook of ${counted(names.length, "sheet")}: ${listNames(names)}`, {
      found: names,
      remedies: [["say which with ", { option: "part", value: names.slice(0, 3) }]],
    });
  }
  const width = first.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const header = Array.from({ length: width }, (_, i) => first.rows[0][i] ?? "");
  return {
    text: tableText(header, first.rows.slice(1), bytes.length, name),
    notes: [`sheet ${quoteCell(first.sheet.name)} of the workbook`],
  };
}

function listSheets(workbook: string, relations: string): Sheet[] {
  const targets = new Map<string, string>();
  for (const { tag } of elements(relations, "Relationship")) {
    const target = attribute(tag, "Target") ?? "";
    targets.set(attribute(tag, "Id") ?? "", target.startsWith("/") ? target.slice(1) : `xl/${target}`);
  }
  return Array.from(elements(workbook, "sheet"), ({ tag }) => ({
    name: attribute(tag, "name") ?? "",
    file: targets.get(attribute(tag, "id") ?? "") ?? "",
    hidden: /hidden/i.test(attribute(tag, "state") ?? ""),
  }));
}

function find(sheets: readonly Sheet[], part: string, name: string): Sheet {
  const found =
    sheets.find((sheet) => sheet.name === part) ?? (/^\d+$/.test(part) ? sheets[Number(part) - 1] : undefined);
  if (found) return found;
  const names = sheets.map((sheet) => sheet.name);
  throw new DataError("FILE_PART", name, `there is no sheet ${quoteCell(part)} in it`, {
    found: part,
    context: suggestNames(part, names),
  });
}

/** "AB" of "AB12" from 0; -1 where there is none. */
function columnOf(reference: string | undefined): number {
  let column = 0;
  for (const sign of reference ?? "") {
    const digit = sign.charCodeAt(0) - 64;
    if (digit < 1 || digit > 26) break;
    column = column * 26 + digit;
  }
  return column - 1;
}

/** The rows of a sheet from the first that is not empty to the last; empty columns at the left are left out. */
function readRows(xml: string, formats: CellFormats, name: string): string[][] {
  const rows: string[][] = [];
  let [first, at, width, said] = [0, 0, 0, 0];
  let left = Number.POSITIVE_INFINITY;
  for (const { tag, body } of elements(xml, "row")) {
    at = Number(attribute(tag, "r") ?? at + 1);
    const row = readCells(body, formats);
    if (row.length === 0) continue;
    if (rows.length === 0) first = at;
    width = Math.max(width, row.length);
    said += row.reduce((sum, cell) => sum + (cell === "" ? 0 : 1), 0);
    if (!(at >= first + rows.length && at <= MOST_ROWS) || isHollow((at - first + 1) * width, said)) {
      throw new DataError("FILE_WORKBOOK", name, `row ${at} of a sheet lies out of order, or far from the others`, {
        remedies: ["clear the cells far away and save it again", "save the rows that are needed as CSV"],
      });
    }
    while (rows.length < at - first) rows.push([]);
    rows.push(row);
    left = Math.min(
      left,
      row.findIndex((cell) => cell !== ""),
    );
  }
  return left > 0 ? rows.map((row) => row.slice(left)) : rows;
}

/** The cells of a row up to the last that is not empty. */
function readCells(xml: string, formats: CellFormats): string[] {
  const row: string[] = [];
  let next = 0;
  for (const { tag, body } of elements(xml, "c")) {
    const named = columnOf(attribute(tag, "r"));
    const column = named < 0 ? next : named;
    next = column + 1;
    const text = cellText(tag, body, formats);
    if (text === "" || column >= MOST_COLUMNS) continue;
    while (row.length < column) row.push("");
    row[column] = text;
  }
  return row;
}
