// The one place that everything on the page looks at: a step, a unit, and the gate or state that is explained.

export interface Cursor {
  readonly t: number;
  readonly unit: number;
  readonly symbol: string;
}

/** Where it can be. */
interface Field {
  readonly steps: number;
  readonly units: number;
}

/** Steps at once by Page Up and Page Down. */
const PAGE = 10;

/** Where a key moves it; undefined for keys that do not. Right and left are steps, up and down units, Home and End the ends. */
export function moveBy(key: string, cursor: Cursor, field: Field): Cursor | undefined {
  const { t, unit } = cursor;
  switch (key) {
    case "ArrowRight":
      return within({ ...cursor, t: t + 1 }, field);
    case "ArrowLeft":
      return within({ ...cursor, t: t - 1 }, field);
    case "ArrowDown":
      return within({ ...cursor, unit: unit + 1 }, field);
    case "ArrowUp":
      return within({ ...cursor, unit: unit - 1 }, field);
    case "PageDown":
      return within({ ...cursor, t: t + PAGE }, field);
    case "PageUp":
      return within({ ...cursor, t: t - PAGE }, field);
    case "Home":
      return { ...cursor, t: 0 };
    case "End":
      return within({ ...cursor, t: field.steps - 1 }, field);
    default:
      return undefined;
  }
}

/** The nearest place that there is. */
export function within(cursor: Cursor, { steps, units }: Field): Cursor {
  const clip = (value: number, count: number): number => Math.min(Math.max(value, 0), Math.max(count - 1, 0));
  return { ...cursor, t: clip(cursor.t, steps), unit: clip(cursor.unit, units) };
}
