// One value for each name, as bars or, with a range, as points.

import { OptionError } from "../core/errors.ts";
import { quoteCell } from "../core/nearest-names.ts";
import { checkOptions, made, names, type OptionRules, refuseValue, shownValue } from "../core/option-rules.ts";
import {
  fitted,
  html,
  type Markup,
  type Role,
  roleStyles,
  scaleOf,
  short,
  shortFormat,
  symbolPath,
  textWidth,
  tick,
  tickRoom,
  ticksOf,
  wrapped,
} from "../drawing/index.ts";
import { counted } from "../words/counted.ts";
import { AXIS, type AxisOptions, axisFor, axisOptions, type DrawnAxis } from "./axis.ts";
import { type Drawn, Figure } from "./figure.ts";
import { headerOf } from "./header.ts";
import { cellOf } from "./numbers-table.ts";
import { PICTURE, type PictureOptions, ROLES, type Roles } from "./picture-options.ts";
import { roundSteps } from "./round-span.ts";
import { isValues, readValues, type Values } from "./values.ts";

/** A bar's value, or that with the range that it may as well have. */
export type BarData = number | { readonly value: number; readonly low?: number; readonly high?: number };

/** Values by their names, or one after the other. */
export type BarsData = Readonly<Record<string, BarData>> | Values;

export interface BarsOptions extends PictureOptions {
  /** What the bars are called where `data` has no names. Default: 1, 2, 3 ... */
  readonly names?: readonly string[];
  /** The axis of the values, or its name. */
  readonly value?: string | AxisOptions;
  /** What bars stand for, by their names, which gives their colours. A name that is a role has it without; others have "1". */
  readonly roles?: Roles;
  /** A value to compare all with, and its name. */
  readonly rule?: { readonly label: string; readonly value: number };
}

interface Bar {
  readonly label: string;
  readonly role: Role;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RULE = made<NonNullable<BarsOptions["rule"]>>(
  "a value to compare with, { label, value }",
  (value): value is NonNullable<BarsOptions["rule"]> =>
    typeof value === "object" &&
    value !== null &&
    typeof (value as { label?: unknown }).label === "string" &&
    Number.isFinite((value as { value?: unknown }).value),
);
const OPTIONS: OptionRules<BarsOptions> = { ...PICTURE, names, value: AXIS, roles: ROLES, rule: RULE };

/** More bars than this cannot be compared; as a line they can. */
const MOST = 200;
const [fontSize, lineHeight] = [12, 15];

/**
 * One value for each name: horizontal bars from 0. Where a bar has a range, or the axis does not begin at 0, they are points: a bar would
 * mislead there.
 *
 *     bars({ model: 1.2, "last value": 1.5 }, { title: "Mean absolute error", value: "price" });
 *
 * Throws OptionError PICTURE_EMPTY without a bar, PICTURE_VALUES for a value that is no number.
 */
export function bars(data: BarsData, options: BarsOptions = {}): Figure {
  checkOptions("bars", options, OPTIONS);
  const drawn = readBars(data, options);
  const { title = "", rule } = options;
  const given = axisOptions("bars", "value", options.value);
  const ranged = drawn.some(({ low, high }) => low < high);
  const zero = given.scale === "log" || ranged ? [] : [0];
  const values = drawn.flatMap(({ value, low, high }) => [value, low, high]);
  const axis = axisFor("bars", given, [...values, ...zero, ...(rule === undefined ? [] : [rule.value])], true);
  const pointed = ranged || axis.type === "log" || axis.domain[0] > 0 || axis.domain[1] < 0;
  const format =
    axis.type === "log"
      ? (value: number): string => tick(Number(value.toPrecision(4)))
      : shortFormat(drawn.map(({ value }) => value));
  const said = drawn.slice(0, 24).map(({ label, value }) => `${label} ${format(value)}`);
  const more = drawn.length > 24 ? ` and ${drawn.length - 24} more` : "";
  return new Figure({
    title,
    description: options.description ?? `${axis.label === "" ? "" : `${axis.label}: `}${said.join(", ")}${more}.`,
    tables: [
      {
        caption: counted(drawn.length, "bar"),
        columns: ["name", axis.label === "" ? "value" : axis.label, ...(ranged ? ["from", "to"] : [])],
        length: drawn.length,
        row: (at) => {
          const { label, value, low, high } = drawn[at];
          return [label, cellOf(value), ...(ranged ? [cellOf(low), cellOf(high)] : [])];
        },
      },
    ],
    draw: (width) => draw({ drawn, axis, pointed, title, rule, format }, width),
  });
}

function readBars(data: BarsData, { names: called, roles = {} }: BarsOptions): Bar[] {
  const listed = isValues(data);
  if (!listed && (typeof data !== "object" || data === null))
    throw refuseValue("bars", "data", "values by their names, or a list of numbers", data);
  const pairs: [string, unknown][] = listed
    ? readValues("bars", "data", data).map((value, at) => [called?.[at] ?? String(at + 1), value])
    : Object.entries(data);
  if (listed && called !== undefined && called.length !== pairs.length) {
    throw new OptionError(
      "PICTURE_VALUES",
      "bars",
      `there are ${counted(called.length, "name")} for ${counted(pairs.length, "value")}`,
      {
        found: called.length,
        remedies: ["give one name for each value"],
      },
    );
  }
  if (pairs.length === 0)
    throw new OptionError("PICTURE_EMPTY", "bars", "there are no bars", { remedies: ["give at least one value"] });
  if (pairs.length > MOST) {
    throw new OptionError(
      "PICTURE_VALUES",
      "bars",
      `there are ${counted(pairs.length, "bar")}, and ${MOST} at most can be compared`,
      {
        found: pairs.length,
        remedies: ["draw them with lines()", "give fewer"],
      },
    );
  }
  return pairs.map(([label, value]) => {
    const own = Object.hasOwn(roles, label) ? roles[label] : undefined;
    const isRole = !/^\d/.test(label) && Object.hasOwn(roleStyles, label);
    return { label, role: own ?? (isRole ? (label as Role) : "1"), ...ranges(label, value) };
  });
}

function ranges(label: string, given: unknown): Pick<Bar, "value" | "low" | "high"> {
  const parts = typeof given === "object" && given !== null ? (given as Partial<Bar>) : { value: given as number };
  const { value, low = value, high = value } = parts;
  const finite = [value, low, high].every((one) => typeof one === "number" && Number.isFinite(one));
  if (finite && low! <= value! && value! <= high!) return { value: value!, low: low!, high: high! };
  const found = [value, low, high].find((one) => typeof one !== "number" || !Number.isFinite(one)) ?? value;
  throw new OptionError(
    "PICTURE_VALUES",
    "bars",
    `${quoteCell(label)} has ${finite ? `the range ${low} to ${high}, which does not hold its value ${value}` : `${shownValue(found)}, which is no number`}`,
    { found: given, remedies: ["give a finite number, or { value, low, high }", "leave that bar out"] },
  );
}

interface Parts {
  readonly drawn: readonly Bar[];
  readonly axis: DrawnAxis;
  readonly pointed: boolean;
  readonly title: string;
  readonly rule: BarsOptions["rule"];
  readonly format: (value: number) => string;
}

function draw({ drawn, axis, pointed, title, rule, format }: Parts, width: number): Drawn {
  const header = headerOf(title, [], width);
  const texts = drawn.map(({ value }) => format(value));
  const right = width - Math.ceil(Math.max(10, ...texts.map((text) => textWidth(text, fontSize)))) - 14;
  const longest = Math.max(...drawn.map(({ label }) => textWidth(label, fontSize)));
  // Names stand beside their bars, or above them where there is no room for that.
  const beside = width >= 500 || longest <= 60;
  const left = beside ? Math.ceil(Math.min(250, Math.max(24, longest))) + 14 : 8;
  const top = header.height + (rule === undefined ? 8 : 24);
  let bottom = top;
  const rows = drawn.map((bar) => {
    const lines = wrapped(bar.label, fontSize, beside ? left - 12 : width - 12);
    const height = beside ? Math.max(28, lines.length * lineHeight + 8) : lines.length * lineHeight + 30;
    bottom += height;
    return { lines, height, from: bottom - height };
  });
  const at = scaleOf(axis, left, right);
  const place = (value: number): number => Math.min(right, Math.max(left, at(value)));
  const base = place(axis.type === "log" ? axis.domain[0] : 0);
  const { ticks, tickFormat = tick } = ticksOf({ ...axis, whole: false }, tickRoom(axis, right - left));
  const values = Array.isArray(ticks) ? ticks : roundSteps(axis.domain[0], axis.domain[1], ticks);
  const grid = values.map(
    (
      value,
    ) => html`<line x1="${short(at(value))}" x2="${short(at(value))}" y1="${top}" y2="${bottom}" stroke="var(--grid)"/>
<text x="${short(at(value))}" y="${bottom + 16}" text-anchor="middle" fill="var(--muted)">${tickFormat(value)}</text>
`,
  );
  const names: Markup[] = [];
  const marks = rows.map(({ lines, height, from }, r) => {
    const middle = beside ? from + height / 2 : from + height - 13;
    const first = beside ? middle - ((lines.length - 1) * lineHeight) / 2 + 4 : from + 14;
    const label = lines.map(
      (line, l) =>
        html`<text x="${beside ? left - 10 : left}" y="${short(first + l * lineHeight)}" text-anchor="${beside ? "end" : "start"}" fill="var(--ink)" stroke="var(--ground)" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${line}</text>\n`,
    );
    names.push(...label);
    return html`${mark(drawn[r], pointed, base, place, middle)}<text x="${width - 4}" y="${short(middle + 4)}" text-anchor="end" fill="var(--muted)">${texts[r]}</text>\n`;
  });
  const name =
    axis.label === ""
      ? undefined
      : html`<text x="${right}" y="${bottom + 32}" text-anchor="end" fill="var(--muted)">${fitted(axis.label, fontSize, right)}</text>\n`;
  return {
    body: html`${header.markup}${grid}${marks}${name}${rule !== undefined && ruleAt(rule, at(rule.value), top, bottom, width)}${names}`,
    height: bottom + (axis.label === "" ? 24 : 40),
  };
}

function mark(bar: Bar, pointed: boolean, base: number, place: (value: number) => number, y: number): Markup {
  const { color, symbol } = roleStyles[bar.role];
  const x = place(bar.value);
  if (!pointed)
    return html`<rect x="${short(Math.min(base, x))}" y="${short(y - 8)}" width="${short(Math.abs(x - base))}" height="16" fill="var(${color})"/>\n`;
  const [low, high] = [place(bar.low), place(bar.high)];
  const whisker =
    bar.low < bar.high &&
    html`<path d="M${short(low)} ${short(y)}H${short(high)}M${short(low)} ${short(y - 4)}v8M${short(high)} ${short(y - 4)}v8" fill="none" stroke="var(${color})" stroke-width="2"/>`;
  return html`${whisker}<path d="${symbolPath(symbol, x, y, 5)}" fill="var(${color})"/>\n`;
}

function ruleAt(rule: { readonly label: string }, x: number, top: number, bottom: number, width: number): Markup {
  const end = x + 6 + textWidth(rule.label, fontSize) > width;
  const label = fitted(rule.label, fontSize, end ? x - 8 : width - x - 8);
  return html`<line x1="${short(x)}" x2="${short(x)}" y1="${top - 14}" y2="${bottom}" stroke="var(--ink)" stroke-width="1.5" stroke-dasharray="2 3"/>
<text x="${short(end ? x - 5 : x + 5)}" y="${top - 6}" text-anchor="${end ? "end" : "start"}" fill="var(--muted)">${label}</text>
`;
}
