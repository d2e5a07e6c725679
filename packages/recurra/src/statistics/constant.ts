/** Whether numbers from `least` to `most` differ by their rounding alone: by no more than ten times that of the larger one. */
export function isConstant(least: number, most: number): boolean {
  return most - least <= 10 * Number.EPSILON * Math.max(Math.abs(least), Math.abs(most));
}
