import type { OptionError } from "recurra";
import { checkOptions, made, type OptionRules, RecurraError, requireOption, TEXT } from "recurra/core";
import { html, type Markup } from "recurra/drawing";
import { barsBlock } from "./blocks/bars-block.ts";
import { checkBlock, checkDocument } from "./blocks/block-rules.ts";
import { heatBlock } from "./blocks/heat-block.ts";
import { linesBlock } from "./blocks/lines-block.ts";
import { malformed } from "./blocks/malformed.ts";
import { numbersBlock } from "./blocks/numbers-block.ts";
import { panelsBlock } from "./blocks/panels-block.ts";
import { passagesBlock } from "./blocks/passages-block.ts";
import { soundBlock } from "./blocks/sound-block.ts";
import { tableBlock } from "./blocks/table-block.ts";
import { codeBlock, equationsBlock, factsBlock, noteBlock, programBlock, textBlock } from "./blocks/text-blocks.ts";
import type { Block, CircuitBlock, DocumentSection, DocumentVerdict, ReportDocument } from "./data/document.ts";
import { isObject, OBJECT } from "./data/members.ts";
import { circuitBlock } from "./diagrams/circuit-block.ts";
import { type LaidCircuit, layCircuit } from "./diagrams/circuit-layout.ts";
import { drawingBlock } from "./diagrams/drawing-block.ts";
import { shell } from "./html/shell.ts";

export interface DocumentPageOptions {
  /** The version of Recurra that made the document. */
  readonly version?: string;
  /** A sentence after "Made by Recurra". */
  readonly footer?: string;
}

const RULES: OptionRules<DocumentPageOptions> = { version: TEXT, footer: TEXT };
const CIRCUIT = made(
  "a circuit block",
  (value): value is CircuitBlock => isObject(value) && (value as Partial<CircuitBlock>).kind === "circuit",
);

/** How blocks are written into a page of one's own. */
export interface BlockBodyOptions {
  /**
   * Lets a reader read the charts: off the lines, point by point with the pointer or the arrow keys, and as tables of their numbers, folded below
   * each. An id that tells these charts apart from others of the page: letters, digits and "-".
   */
  readonly readable?: string;
}

const BLOCK_RULES: OptionRules<BlockBodyOptions> = {
  readable: made(
    "an id of letters, digits and -",
    (value): value is string => typeof value === "string" && /^[\w-]{1,100}$/.test(value),
  ),
};

/**
 * A report document as one HTML page: the verdict first, then the sections in their order. It needs no network and no
 * script, follows the reader's choice of light or dark, and fits a phone. All text is escaped. Throws OptionError, with
 * the block's title, where a block cannot be drawn: lists of different length, rows that do not match their columns,
 * dates and TeX that cannot be read, arrows to nowhere; and where a part of the document is missing or of another kind.
 */
export function documentPage(document: ReportDocument, options: DocumentPageOptions = {}): string {
  checkDocument(document);
  checkOptions("documentPage", options, RULES);
  const { title, lead, verdict, sections } = document;
  return shell({
    title,
    sound: sections.some(({ blocks }) => blocks.some(({ kind }) => kind === "sound")),
    header: html`<h1>${title}</h1>
<p>${lead}</p>`,
    body: html`${verdict !== undefined && verdictCard(verdict)}${sections.map((section) => sectionOf(section))}`,
    footer: html`Made by Recurra${options.version !== undefined && ` ${options.version}`}.${options.footer !== undefined && ` ${options.footer}`}`,
  });
}

/**
 * The same without a page around it: the verdict and the sections as HTML text, for a page of one's own that has `styleSheet`. All text is escaped.
 * Throws as documentPage does.
 */
export function documentBody(document: ReportDocument, options: BlockBodyOptions = {}): string {
  checkDocument(document);
  checkOptions("documentBody", options, BLOCK_RULES);
  const { verdict, sections } = document;
  const { readable } = options;
  const written = sections.map((section, at) => sectionOf(section, readable && `${readable}-${at}`));
  return html`${verdict !== undefined && verdictCard(verdict)}${written}`.text;
}

/** One block as HTML text, for a page of one's own that has `styleSheet`. Throws as documentPage does. */
export function blockBody(block: Block, options: BlockBodyOptions = {}): string {
  requireOption("blockBody", "block", OBJECT, block);
  checkOptions("blockBody", options, BLOCK_RULES);
  return drawnOrRefused(block, options.readable).text;
}

/** Where the parts and wires of a circuit lie, in pixels, for a page that draws it itself. Throws as documentPage does. */
export function circuitLayout(block: CircuitBlock): LaidCircuit {
  requireOption("circuitLayout", "block", CIRCUIT, block);
  checkBlock(block);
  return layCircuit(block);
}

const tones: Record<DocumentVerdict["tone"], string> = { good: "better", even: "no-better", bad: "worse" };

function verdictCard({ tone, outcome, sentences }: DocumentVerdict): Markup {
  return html`<section class="verdict ${tones[tone]}" aria-label="Verdict">
<p class="outcome">${outcome}</p>
${sentences.map((sentence, at) => (at === 0 ? html`<p class="sentence">${sentence}</p>\n` : html`<p>${sentence}</p>\n`))}</section>
`;
}

function sectionOf({ heading, blocks }: DocumentSection, readable?: string): Markup {
  return html`<section class="blocks">
<h2>${heading}</h2>
${blocks.map((block, at) => drawnOrRefused(block, readable && `${readable}-${at}`))}</section>
`;
}

/** What a block's own parts have in them that no drawing can take, such as a number in place of a label, is the document's fault. */
function drawnOrRefused(block: Block, readable?: string): Markup {
  checkBlock(block);
  try {
    if (readable === undefined) return drawn(block);
    return html`${drawn(block, readable)}${numbersBlock(block)}`;
  } catch (error) {
    if (error instanceof RecurraError) throw error;
    throw malformed(
      block,
      `it has a part of another kind than docs/reports.md says (${(error as Error).message}).`,
      error,
    );
  }
}

function drawn(block: Block, readable?: string): Markup {
  switch (block.kind) {
    case "text":
      return textBlock(block);
    case "note":
      return noteBlock(block);
    case "table":
      return tableBlock(block);
    case "facts":
      return factsBlock(block);
    case "equations":
      return equationsBlock(block);
    case "code":
      return codeBlock(block);
    case "program":
      return programBlock(block);
    case "lines":
      return linesBlock(block, readable);
    case "panels":
      return panelsBlock(block, readable);
    case "bars":
      return barsBlock(block);
    case "heat":
      return heatBlock(block);
    case "passages":
      return passagesBlock(block);
    case "drawing":
      return drawingBlock(block);
    case "circuit":
      return circuitBlock(block);
    case "sound":
      return soundBlock(block);
    default:
      throw unknownKind(block);
  }
}

/** For a document that does not come from typed code. */
function unknownKind(block: never): OptionError {
  const { kind, title } = block as { readonly kind: string; readonly title?: string };
  return malformed({ kind, title }, "there is no such kind of block.");
}
