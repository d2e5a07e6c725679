// What the blocks of a document hold: of which kind each part is. What hangs together in a block, such as lengths, its drawing says.

import {
  checkOptions,
  flag,
  list,
  made,
  number,
  type OptionRule,
  type OptionRules,
  optional,
  requireOption,
  TEXT,
  word,
} from "recurra/core";
import type { Block, DocumentSection, DocumentVerdict, ReportDocument } from "../data/document.ts";
import { isObject, isText, listed, OBJECT, OBJECTS, TEXTS } from "../data/members.ts";

type BlockOf<K extends Block["kind"]> = Extract<Block, { readonly kind: K }>;

const PAIRS = listed(
  "a list of names with their values",
  (one): one is readonly [string, string] => Array.isArray(one) && one.length === 2 && one.every(isText),
);
const NUMBERS = listed("a list of numbers", (one): one is number => typeof one === "number");
const chart = { title: TEXT, description: TEXT };
const KIND = TEXT;

/** What stands in the lists and objects of blocks; which of the values fit one another, the drawing says. */
type Inner = Readonly<Record<string, OptionRule<unknown>>>;

const VALUE = made("a number or a date", (value): value is number | string => /number|string/.test(typeof value));
const ROLE = optional(TEXT);
const HEIGHTS = made(
  "a list of numbers, with null for a gap",
  (value): value is ArrayLike<number | null> =>
    ArrayBuffer.isView(value) ||
    (Array.isArray(value) && value.every((one) => one === null || typeof one === "number")),
);
const ROW = list("a row of numbers", (one): one is number => typeof one === "number");
const CELLS = listed("a list of rows of numbers", ROW.fits);
const AXIS: Inner = { label: TEXT, domain: optional(NUMBERS) };
const LINE: Inner = { label: TEXT, role: TEXT, y: HEIGHTS, mark: optional(word("line", "dots", "both")) };
const SHADE: Inner = { label: TEXT, from: optional(VALUE), to: optional(VALUE) };
const PANEL: Inner = { title: TEXT, lines: OBJECTS };
const GRID: Inner = {
  ...{ title: TEXT, rowsLabel: TEXT, rowNames: optional(TEXTS), rows: CELLS, showValues: optional(flag) },
};
const PLACE = number();
const POINT = made(
  "a point, [x, y], each from -100 to 100",
  (value): value is readonly [number, number] =>
    Array.isArray(value) && value.length === 2 && value.every((one) => typeof one === "number" && Math.abs(one) <= 100),
);
const WAY = listed(`a list of points, each ${POINT.wanted.slice(2)}`, POINT.fits);
const DRAWN_ROLES = word("input", "cell", "backward", "head", "output", "state", "absent");

/** By the name of the part, of each kind of block; a list's rules are those of each in it. */
const INNER: Readonly<Record<string, Readonly<Record<string, Inner>>>> = {
  table: {
    columns: { title: TEXT, unit: optional(TEXT), align: optional(word("left", "right")) },
    rows: { cells: TEXTS, role: optional(word("model", "naive")), best: optional(NUMBERS) },
  },
  equations: { lines: { tex: TEXT, says: optional(TEXT) } },
  lines: { x: AXIS, y: AXIS, lines: LINE, shades: SHADE, rules: { label: TEXT } },
  panels: { x: AXIS, y: AXIS, panels: PANEL },
  bars: { value: AXIS, bars: { label: TEXT, role: ROLE }, rule: { label: TEXT } },
  heat: { x: AXIS, above: { label: TEXT, lines: OBJECTS }, grids: GRID },
  passages: { passages: { label: TEXT, pieces: TEXTS, values: HEIGHTS, showValues: optional(flag) } },
  drawing: {
    nodes: { id: TEXT, label: TEXT, detail: optional(TEXT), column: PLACE, row: PLACE, role: DRAWN_ROLES },
    arrows: { from: TEXT, to: TEXT, dashed: optional(flag) },
  },
  circuit: {
    frame: { from: POINT, to: POINT },
    parts: { at: POINT, shape: word("layer", "point", "name"), label: TEXT, carries: optional(TEXT) },
    wires: {
      ...{ through: WAY, joint: optional(flag), joins: optional(flag), role: optional(word("memory")) },
      ...{ carries: optional(TEXT), reading: optional(POINT) },
    },
  },
  sound: { sounds: { label: TEXT, role: TEXT, samples: NUMBERS } },
};

/** The parts of each kind of block. */
const BLOCKS: { readonly [K in Block["kind"]]: Readonly<Record<keyof BlockOf<K>, OptionRule<unknown>>> } = {
  text: { kind: KIND, text: TEXT },
  note: { kind: KIND, text: TEXT },
  table: { kind: KIND, caption: TEXT, columns: OBJECTS, rows: OBJECTS },
  facts: { kind: KIND, items: PAIRS },
  equations: { kind: KIND, lines: OBJECTS },
  code: { kind: KIND, text: TEXT },
  program: { kind: KIND, name: TEXT, text: TEXT },
  lines: {
    kind: KIND,
    ...chart,
    x: OBJECT,
    y: OBJECT,
    lines: OBJECTS,
    shades: optional(OBJECTS),
    rules: optional(OBJECTS),
    square: optional(flag),
  },
  panels: { kind: KIND, ...chart, x: OBJECT, y: OBJECT, panels: OBJECTS, square: optional(flag) },
  bars: { kind: KIND, ...chart, value: OBJECT, bars: OBJECTS, interval: optional(TEXT), rule: optional(OBJECT) },
  heat: {
    ...{ kind: KIND, ...chart, x: OBJECT, columns: NUMBERS, columnNames: optional(TEXTS), above: optional(OBJECT) },
    ...{ grids: OBJECTS, colors: word("sequential", "diverging"), domain: NUMBERS, legend: TEXT },
  },
  passages: {
    ...{ kind: KIND, ...chart, passages: OBJECTS },
    ...{ colors: word("sequential", "diverging"), domain: NUMBERS, legend: TEXT },
  },
  drawing: { kind: KIND, ...chart, nodes: OBJECTS, arrows: OBJECTS },
  circuit: { kind: KIND, ...chart, frame: OBJECT, parts: OBJECTS, wires: OBJECTS },
  sound: { kind: KIND, ...chart, sampleRate: number(), sounds: OBJECTS },
};

const VERDICT: OptionRules<DocumentVerdict> = { tone: word("good", "even", "bad"), outcome: TEXT, sentences: TEXTS };
const SECTION: OptionRules<DocumentSection> = {
  heading: TEXT,
  blocks: listed("a list of blocks", (one): one is Block => isObject(one) && isText((one as Partial<Block>).kind)),
};
const DOCUMENT: OptionRules<ReportDocument> = {
  title: TEXT,
  lead: TEXT,
  verdict: made("a verdict", (value): value is DocumentVerdict => isObject(value)),
  sections: listed("a list of sections", (one): one is DocumentSection => isObject(one)),
};

const SPEAKER = "documentPage";

/** Throws OptionError OPTION_VALUE or OPTION_UNKNOWN for a part of a document that is missing, of another kind, or not known. */
export function checkDocument(document: ReportDocument): void {
  requireOption(SPEAKER, "document", OBJECT, document);
  checkOptions(SPEAKER, document, DOCUMENT, ["title", "lead", "sections"]);
  const { verdict, sections } = document;
  if (verdict) checkOptions(`${SPEAKER}, verdict`, verdict, VERDICT, Object.keys(VERDICT));
  for (const section of sections) checkOptions(`${SPEAKER}, sections`, section, SECTION, Object.keys(SECTION));
}

/** The same for a block; one of a kind that there is not is its drawing's to refuse. */
export function checkBlock(block: Block): void {
  if (!Object.hasOwn(BLOCKS, block.kind)) return;
  const subject = `${SPEAKER}, a ${block.kind} block`;
  const parts = block as unknown as Readonly<Record<string, unknown>>;
  checkParts(subject, "", parts, BLOCKS[block.kind]);
  for (const [name, rules] of Object.entries(INNER[block.kind] ?? {})) {
    const part = parts[name];
    for (const one of Array.isArray(part) ? part : part === undefined ? [] : [part]) {
      checkParts(subject, `${name}.`, one, rules);
      // Lines stand in panels, and above a heat map.
      if (rules.lines === OBJECTS) for (const line of one.lines) checkParts(subject, `${name}.lines.`, line, LINE);
    }
  }
}

function checkParts(subject: string, before: string, parts: Readonly<Record<string, unknown>>, rules: Inner): void {
  for (const name of Object.keys(rules)) requireOption(subject, `${before}${name}`, rules[name], parts[name]);
}
