/**
 * Rows that draw the same line as all rows would at `most` points: the least and the greatest value of each of most / 2
 * equal parts, and the two ends. Leaving out every other row instead would lose peaks.
 */
export function thin(values: readonly number[], most: number): number[] {
  if (values.length <= most) return Array.from(values, (_, row) => row);
  const parts = Math.floor(most / 2);
  const rows = new Set([0]);
  for (let part = 0; part < parts; part++) {
    const start = Math.floor((part * values.length) / parts);
    const end = Math.floor(((part + 1) * values.length) / parts);
    let [least, greatest] = [start, start];
    for (let row = start; row < end; row++) {
      if (values[row] < values[least]) least = row;
      if (values[row] > values[greatest]) greatest = row;
    }
    rows.add(Math.min(least, greatest)).add(Math.max(least, greatest));
  }
  return [...rows.add(values.length - 1)];
}
