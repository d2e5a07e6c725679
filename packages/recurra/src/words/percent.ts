/** A share of 1 in percent, with this many decimals: 0.985 -> "98.5%". */
export function percent(share: number, decimals = 0): string {
  return `${(100 * share).toFixed(decimals)}%`;
}

/** A share of 1 in percent, with at most this many decimals and none that it does not need: 0.9 -> "90%". */
export function shortPercent(share: number, decimals = 2): string {
  return `${Number((100 * share).toFixed(decimals))}%`;
}
