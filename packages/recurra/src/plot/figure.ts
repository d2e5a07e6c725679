// A picture that was made of numbers: it draws itself at any width, as SVG, as a page, as a cell of a notebook.

import { COPY } from "../core/copy.ts";
import { checkOptions, type OptionRules, requireArguments, text, whole } from "../core/option-rules.ts";
import { html, Markup } from "../drawing/index.ts";
import { colored, FIGURE_CLASS, fitForXml } from "./colored.ts";
import { type NumbersTable, numbersTable } from "./numbers-table.ts";
import { pageOf } from "./page.ts";
import { writePicture } from "./picture-file.ts";

/** A drawing at one width. */
export interface Drawn {
  readonly body: Markup;
  readonly height: number;
}

/** What a figure is made of. */
interface FigureParts {
  readonly title: string;
  readonly description: string;
  readonly draw: (width: number) => Drawn;
  readonly tables: readonly NumbersTable[];
}

export interface SvgOptions {
  /** In pixels, from 240. Default 780. */
  readonly width?: number;
}

const RULES: OptionRules<SvgOptions> = { width: whole(240, 10_000) };
const FILE = text('the name of a file that ends in ".svg" or ".html"');

/** The widths of the reports: on a screen, and on a phone. */
const [WIDE, NARROW] = [780, 360];

/** A picture. `lines()`, `scatter()`, `bars()`, `heatMap()` and `panels()` make one. */
export class Figure {
  readonly title: string;
  /** What it shows, for readers who cannot see it. */
  readonly description: string;
  readonly #parts: FigureParts;

  /** Not for programs: `lines()` and its sisters make them. */
  constructor(parts: FigureParts) {
    this.title = parts.title;
    this.description = parts.description;
    this.#parts = parts;
  }

  /** @internal */
  get recurraCopy(): typeof COPY {
    return COPY;
  }

  /** @internal */
  get parts(): FigureParts {
    return this.#parts;
  }

  /**
   * The picture as SVG: a file by itself, or a part of a page. It is light or dark as the reader has chosen; a viewer that knows no such
   * choice shows it light.
   */
  svg(options: SvgOptions = {}): string {
    checkOptions("svg", options, RULES);
    const width = options.width ?? WIDE;
    const { body, height } = this.#parts.draw(width);
    const { text: drawing, rules } = colored(
      html`<rect width="${width}" height="${height}" fill="var(--ground)"/>\n${body}`,
    );
    const label = [this.title, this.description].filter((one) => one !== "").join(". ");
    return html`<svg xmlns="http://www.w3.org/2000/svg" class="${FIGURE_CLASS}" role="img" aria-label="${fitForXml(label)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif" font-size="12">
<style>@media screen and (prefers-color-scheme:dark){${new Markup(rules)}}</style>
${new Markup(drawing)}</svg>
`.text;
  }

  /** The picture as a page in one file, with its numbers as a table: no script, no network, light or dark, wide or on a phone. */
  html(): string {
    return pageOf(this.title, this.description, {
      wide: new Markup(this.svg()),
      narrow: new Markup(this.svg({ width: NARROW })),
      tables: html`${this.#parts.tables.map(numbersTable)}`,
    });
  }

  /**
   * Writes the picture into a file: `html()` for a name in ".html", `svg()` for one in ".svg". Where there are no files, as in a page, it
   * throws StateError PICTURE_NO_FILES.
   */
  async save(file: string): Promise<void> {
    requireArguments("save", { file: FILE }, file);
    await writePicture(file, (ending) => (ending === ".svg" ? this.svg() : this.html()));
  }

  /** @internal What a notebook with Deno's kernel shows in the cell. */
  [Symbol.for("Jupyter.display")](): Readonly<Record<"image/svg+xml" | "text/html" | "text/plain", string>> {
    const svg = this.svg();
    return { "image/svg+xml": svg, "text/html": svg, "text/plain": this.toString() };
  }

  /** Its title and what it shows. */
  toString(): string {
    return [this.title, this.description].filter((one) => one !== "").join(". ");
  }
}
