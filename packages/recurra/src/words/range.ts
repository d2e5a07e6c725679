/** The range between two ends, of which one may be open: "at or above 0", "at or below 100", "between 0 and 100". */
export function rangeWords({ min, max }: { readonly min?: number | null; readonly max?: number | null }): string {
  const [least, most] = [min ?? undefined, max ?? undefined];
  if (least !== undefined) return most === undefined ? `at or above ${least}` : `between ${least} and ${most}`;
  return most === undefined ? "anywhere" : `at or below ${most}`;
}
