// What a chart draws: lines over one axis, and what stands behind them.

/** One line: a number for each place on the x axis, null where there is none. */
export interface ChartLine {
  readonly label: string;
  /** Its name in the legend where that is another one; "" for none of its own. */
  readonly legend?: string;
  /** A custom property of the page: "model". */
  readonly color: string;
  /** Lengths of dashes and gaps in px, so that lines differ by more than colour. */
  readonly dash?: readonly number[];
  readonly y: readonly (number | null)[];
  /** In px; 1.5 unless set. */
  readonly width?: number;
  /** Draws a dot at each number, as for those that are far apart. */
  readonly dots?: boolean;
}

/** An axis, and how its numbers are said. */
export interface ChartAxis {
  readonly label: string;
  readonly scale?: "linear" | "log" | "time";
  /** Room for each of its names, in px. */
  readonly space?: number;
  /** A number of this axis in words, as on the axis, in the cursor's text and in the table. */
  readonly say?: (value: number) => string;
}

/** A stretch of the x axis that is shaded. */
interface ChartSpan {
  readonly label: string;
  readonly color: string;
  readonly from: number;
  readonly to: number;
}

/** A straight line across the chart with its name. */
export interface ChartRule {
  readonly label: string;
  readonly color: string;
  readonly x?: number;
  readonly y?: number;
}

export interface Chart {
  readonly title: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  /** Going up. */
  readonly at: readonly number[];
  readonly lines: readonly ChartLine[];
  /** The two lines between which the chart is filled. */
  readonly band?: readonly [upper: number, lower: number];
  readonly spans?: readonly ChartSpan[];
  readonly rules?: readonly ChartRule[];
}

/** A number with what is seen of it. */
export function sayNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString("en-US");
  return Math.abs(value) >= 1e5 || Math.abs(value) < 1e-3
    ? value.toExponential(2)
    : String(Number(value.toPrecision(4)));
}

/** "step 40: greatest 0.21, least 0.18"; lines without a number there are left out. */
export function sayPlace({ x, y, at, lines }: Chart, index: number): string {
  const place = `${x.label} ${(x.say ?? sayNumber)(at[index])}`;
  const said = lines.flatMap(({ label, y: values }) => {
    const value = values[index];
    return value === null || value === undefined || Number.isNaN(value)
      ? []
      : [`${label} ${(y.say ?? sayNumber)(value)}`];
  });
  return said.length === 0 ? place : `${place}: ${said.join(", ")}`;
}

/** The places that a table shows: all of them, or at most `most`, the same distance apart, with the last. */
export function tablePlaces(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  const every = Math.ceil(count / (most - 1));
  const places = Array.from({ length: Math.ceil(count / every) }, (_, i) => i * every);
  return places.at(-1) === count - 1 ? places : [...places, count - 1];
}

/** Where a key leads from a place; undefined for a key that moves no cursor. */
export function moved(key: string, index: number, count: number): number | undefined {
  const far = Math.max(1, Math.round(count / 10));
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowUp: 1,
    ArrowLeft: -1,
    ArrowDown: -1,
    PageUp: far,
    PageDown: -far,
    Home: -count,
    End: count,
  };
  if (!Object.hasOwn(steps, key) || count === 0) return undefined;
  return Math.min(count - 1, Math.max(0, index + steps[key]));
}
