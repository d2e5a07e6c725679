/** How many times one error is another: "1.23"; what is beyond telling is "over 999". */
export function timesWords(ratio: number): string {
  return ratio > 999 ? "over 999" : ratio.toFixed(2);
}
