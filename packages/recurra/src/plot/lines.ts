import { checkOptions, flag, made, type OptionRules, whole, word } from "../core/option-rules.ts";
import { type DrawnLine, html, laidLines, lineLayer, type Markup, roleStyles } from "../drawing/index.ts";
import { counted } from "../words/counted.ts";
import { grouped } from "../words/grouped.ts";
import { listedFirst } from "../words/listed.ts";
import { AXIS, type AxisOptions, axisFor, axisOptions, type DrawnAxis } from "./axis.ts";
import { type Drawn, Figure } from "./figure.ts";
import { framed } from "./frame.ts";
import { headerOf } from "./header.ts";
import { linesTables, lineWords } from "./line-words.ts";
import { type LinesData, type NamedLines, namedLines } from "./named-lines.ts";
import { PICTURE, type PictureOptions, ROLES, type Roles } from "./picture-options.ts";
import { pointLayer } from "./point-layer.ts";
import { type DrawnRule, RULE_LINES, type RuleLine, ruleLayers, rulesOf } from "./rule-line.ts";
import { isValues, type Positions } from "./values.ts";

export interface ScatterOptions extends PictureOptions {
  /** The horizontal axis, or its name. */
  readonly x?: string | AxisOptions;
  /** The vertical axis, or its name. */
  readonly y?: string | AxisOptions;
  /** What lines stand for, by their names, which gives their colours: see `Role`. A name that is a role has it without. */
  readonly roles?: Roles;
  /** Straight lines across, each with a name, at a place on one of the axes. */
  readonly rules?: readonly RuleLine[];
  /** Whether one unit of x is as long as one of y. */
  readonly square?: boolean;
}

export interface LinesOptions extends ScatterOptions {
  /** Where the values of every line stand that says no places of its own. Default: one after the other, from `from` on. */
  readonly at?: Positions;
  /** Where the first value stands, of lines that say no places. Default 0; 1 for epochs. */
  readonly from?: number;
  /** Default "line". */
  readonly mark?: "line" | "dots" | "both";
}

const COMMON = { ...PICTURE, x: AXIS, y: AXIS, roles: ROLES, rules: RULE_LINES, square: flag };
const SCATTER: OptionRules<ScatterOptions> = COMMON;
const LINES: OptionRules<LinesOptions> = {
  ...COMMON,
  at: made("places: numbers, dates, or ISO dates", (value): value is Positions => isValues(value)),
  from: whole(-1e9, 1e9),
  mark: word("line", "dots", "both"),
};

/**
 * Lines over a common axis: values one after the other, `{ x, y }`, several of either by their names, or the columns of a series over its
 * times. null, NaN and what is not finite is a gap; a line of more points than the picture has columns keeps the highest and the lowest of
 * each.
 *
 *     lines({ truth: y, model: forecast }, { title: "Five days", x: "day", y: "price" }).save("forecast.svg");
 *
 * Throws OptionError PICTURE_EMPTY without a number, PICTURE_VALUES for what is none, PICTURE_AXIS where an axis cannot hold them.
 */
export function lines(data: LinesData, options: LinesOptions = {}): Figure {
  checkOptions("lines", options, LINES);
  const { at, from = 0, roles = {}, mark = "line" } = options;
  return chart("lines", namedLines(data, { subject: "lines", at, from, roles, mark }), options, true);
}

/**
 * Points in the plane: `{ x, y }`, or groups of them by their names. As `lines()`, without what joins them.
 *
 *     scatter({ ups: { x, y }, downs: { x: u, y: v } }, { x: "hidden unit 1", y: "hidden unit 2" });
 */
export function scatter(data: LinesData, options: ScatterOptions = {}): Figure {
  checkOptions("scatter", options, SCATTER);
  const { roles = {} } = options;
  return chart(
    "scatter",
    namedLines(data, { subject: "scatter", at: undefined, from: 0, roles, mark: "dots" }),
    options,
    false,
  );
}

interface Plane {
  readonly x: DrawnAxis;
  readonly y: DrawnAxis;
  readonly lines: readonly DrawnLine[];
  readonly rules: readonly DrawnRule[];
  /** Values that a logarithmic axis has no place for. */
  readonly leftOut: number;
}

function chart(subject: string, named: NamedLines, options: ScatterOptions, joined: boolean): Figure {
  const plane = planeOf(subject, named, options);
  const { title = "", square = false } = options;
  const legend = plane.lines
    .filter(({ label }) => label !== "")
    .map(({ label, role, mark }) => ({ label, style: roleStyles[role], mark }));
  const words = `${joined ? counted(plane.lines.length, "line") : "Points"}${plane.x.label === "" ? "" : ` over ${plane.x.label}`}`;
  const said = plane.lines.slice(0, 12).map((line) => lineWords(line, plane.y));
  const more = plane.lines.length > 12 ? ` And ${plane.lines.length - 12} more.` : "";
  return new Figure({
    title: title === "" ? titleOf(plane.lines) : title,
    description: options.description ?? `${words}. ${said.join(" ")}${more}`,
    tables: linesTables(plane.lines, plane.x),
    draw: (width): Drawn => {
      const header = headerOf(title, legend, width);
      const note = noteOf(plane.leftOut, header.height);
      const top = header.height + (plane.leftOut > 0 ? 18 : 0);
      const height = width < 500 ? 190 : 240;
      const { frame, axes, height: bottom } = framed(plane.x, plane.y, { width, top, height, square });
      const across = ruleLayers(plane.rules, frame);
      const points = joined ? undefined : pointLayer(plane.lines, frame);
      const layer = points?.markup ?? lineLayer(laidLines(plane, frame), frame);
      const cut = (points?.cut ?? []).map(({ drawn, of }, at) => {
        const words = `${grouped(drawn)} of ${grouped(of)} points are drawn`;
        return html`<text x="2" y="${bottom + 12 + 16 * at}" fill="var(--muted)">${words}</text>\n`;
      });
      return {
        body: html`${header.markup}${note}${axes}${across.lines}${layer}${across.names}${cut}`,
        height: bottom + 16 * cut.length,
      };
    },
  });
}

function planeOf(subject: string, named: NamedLines, options: ScatterOptions): Plane {
  const xGiven = axisOptions(subject, "x", options.x);
  const yGiven = axisOptions(subject, "y", options.y);
  const x = {
    ...xGiven,
    label: xGiven.label ?? named.xLabel,
    scale: xGiven.scale ?? (named.time ? "time" : "linear"),
  } as const;
  const rules = rulesOf(subject, options.rules ?? []);
  let leftOut = 0;
  const drawn = named.lines.map((line): DrawnLine => {
    const y = line.y.map((value, at) => {
      const unplaced = (yGiven.scale === "log" && value <= 0) || (x.scale === "log" && line.x[at] <= 0);
      if (unplaced) leftOut++;
      return unplaced ? Number.NaN : value;
    });
    return { ...line, y };
  });
  const xs = [...drawn.flatMap((line) => line.x), ...rules.flatMap((rule) => ("x" in rule ? rule.x : []))];
  const ys = [...drawn.flatMap((line) => line.y), ...rules.flatMap((rule) => ("y" in rule ? rule.y : []))];
  return { x: axisFor(subject, x, xs, false), y: axisFor(subject, yGiven, ys, true), lines: drawn, rules, leftOut };
}

function noteOf(leftOut: number, y: number): Markup | undefined {
  if (leftOut === 0) return undefined;
  const words = `${counted(leftOut, "value")} of 0 or less ${leftOut === 1 ? "has" : "have"} no place on a logarithmic axis`;
  return html`<text x="2" y="${y + 12}" fill="var(--muted)">${words}</text>\n`;
}

function titleOf(drawn: readonly DrawnLine[]): string {
  return listedFirst(
    drawn.map(({ label }) => label).filter((label) => label !== ""),
    4,
  );
}
