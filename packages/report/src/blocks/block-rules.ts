// What the blocks of a document hold: of which kind each part is. What hangs together in a block, such as lengths, its drawing says.

import {
  checkOptions,
  flag,
  made,
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

/** The parts of each kind of block. */
const BLOCKS: { readonly [K in Block["kind"]]: Readonly<Record<keyof BlockOf<K>, OptionRule<unknown>>> } = {
  text: { kind: KIND, text: TEXT },
  note: { kind: KIND, text: TEXT },
  table: { kind: KIND, caption: TEXT, columns: OBJECTS, rows: OBJECTS },
  facts: { kind: KIND, items: PAIRS },
  equations: { kind: KIND, lines: OBJECTS },
  code: { kind: KIND, text: TEXT },
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
  drawing: { kind: KIND, ...chart, nodes: OBJECTS, arrows: OBJECTS },
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
  const rules: Readonly<Record<string, OptionRule<unknown>>> = BLOCKS[block.kind];
  for (const [name, rule] of Object.entries(rules)) {
    requireOption(
      `${SPEAKER}, a ${block.kind} block`,
      name,
      rule,
      (block as unknown as Readonly<Record<string, unknown>>)[name],
    );
  }
}
