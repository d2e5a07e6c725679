/** A whole number with a comma between thousands, whatever the machine's language: 12000 -> "12,000". */
export function grouped(count: number): string {
  return count.toFixed(0).replace(/\B(?=(\d{3})+$)/g, ",");
}
