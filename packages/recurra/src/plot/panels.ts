import { OptionError } from "../core/errors.ts";
import {
  checkOptions,
  instance,
  made,
  type OptionRules,
  requireArguments,
  requireOption,
  whole,
} from "../core/option-rules.ts";
import { html, type Markup } from "../drawing/index.ts";
import { type Drawn, Figure } from "./figure.ts";
import { headerOf } from "./header.ts";
import { PICTURE, type PictureOptions } from "./picture-options.ts";

export interface PanelsOptions extends PictureOptions {
  /** How many stand side by side, where there is room. Default: one or two, three of more than four. */
  readonly across?: number;
}

const FIGURE = instance("a figure", Figure);
const FIGURES = made("a list of figures", (value): value is readonly Figure[] => Array.isArray(value));
const OPTIONS: OptionRules<PanelsOptions> = { ...PICTURE, across: whole(1, 12) };
const gap = 20;
/** A panel that would be narrower stands below the one before. */
const LEAST = 220;

/**
 * Figures side by side and one below the other, as one figure.
 *
 *     panels([lines(losses, { title: "Loss" }), bars(scores, { title: "Error" })]).save("lab.html");
 *
 * Throws OptionError PICTURE_EMPTY without a figure.
 */
export function panels(figures: readonly Figure[], options: PanelsOptions = {}): Figure {
  requireArguments("panels", { figures: FIGURES }, figures);
  // Each by itself: one of another copy of the library is said to be that.
  for (const [i, figure] of figures.entries()) requireOption("panels", `figures[${i}]`, FIGURE, figure);
  checkOptions("panels", options, OPTIONS);
  if (figures.length === 0)
    throw new OptionError("PICTURE_EMPTY", "panels", "there are no figures", { remedies: ["give at least one"] });
  const { title = "", across = figures.length > 4 ? 3 : Math.min(2, figures.length) } = options;
  return new Figure({
    title:
      title === ""
        ? figures
            .map((figure) => figure.title)
            .filter((one) => one !== "")
            .join("; ")
        : title,
    description: options.description ?? figures.map(String).join(" "),
    tables: figures.flatMap((figure) => figure.parts.tables),
    draw: (width) => draw(figures, title, across, width),
  });
}

function draw(figures: readonly Figure[], title: string, across: number, width: number): Drawn {
  const columns = Math.max(1, Math.min(across, Math.floor((width + gap) / (LEAST + gap))));
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  const header = headerOf(title, [], width, 18);
  const placed: Markup[] = [];
  let top = header.height + (title === "" ? 0 : 6);
  for (let start = 0; start < figures.length; start += columns) {
    const row = figures.slice(start, start + columns).map((figure) => figure.parts.draw(each));
    for (const [at, { body }] of row.entries())
      placed.push(html`<g transform="translate(${at * (each + gap)} ${top})">\n${body}</g>\n`);
    top += Math.max(...row.map(({ height }) => height)) + gap;
  }
  return { body: html`${header.markup}${placed}`, height: top - gap };
}
