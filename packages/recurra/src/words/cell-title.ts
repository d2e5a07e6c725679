/**
 * What sentences call a cell whose word in settings this is: "gru" is "GRU", "mingru" is "minGRU": the family in capitals, and what stands before it as
 * it is.
 */
export function cellTitle(cell: unknown): string {
  return String(cell).replace(/(?:rnn|lstm|gru)$/, (family) => family.toUpperCase());
}
