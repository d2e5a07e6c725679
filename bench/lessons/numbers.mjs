// What is measured of a run.
export const meanOf = (values) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
export const spreadOf = (values) => Math.sqrt(meanOf(Array.from(values, (value) => (value - meanOf(values)) ** 2)));
export const msOf = (a, b) => meanOf(Array.from(a, (value, i) => (value - b[i]) ** 2));

/** The correlation of two rows of numbers. */
export function correlationOf(a, b) {
  const [ma, mb] = [meanOf(a), meanOf(b)];
  return meanOf(Array.from(a, (value, i) => (value - ma) * (b[i] - mb))) / (spreadOf(a) * spreadOf(b));
}

/** How many steps later `a` is like `b` most, from 0 to `most`. */
export function lateBy(a, b, most) {
  const at = Array.from({ length: most + 1 }, (_, lag) => correlationOf(a.slice(lag), b.slice(0, b.length - lag)));
  return at.indexOf(Math.max(...at));
}

/** A number as a row of the table has it. */
export const short = (value) => (Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3))));

/** Numbers of several seeds: "0.12, 0.13, 0.11". */
export const listed = (values) => Array.from(values, short).join(", ");
