/** A share of 1 in percent, with this many decimals, and with more where it would else seem to be nothing or all: 0.985 -> "98.5%". */
export function percent(share: number, decimals = 0): string {
  const text = (100 * share).toFixed(decimals);
  const seems = Number(text) / 100;
  const isWrong = (seems === 0 || seems === 1) && seems !== share && decimals < 4;
  return isWrong ? percent(share, decimals + 1) : `${text}%`;
}

/** A share of 1 in percent, with at most this many decimals and none that it does not need: 0.9 -> "90%". */
export function shortPercent(share: number, decimals = 2): string {
  return `${Number((100 * share).toFixed(decimals))}%`;
}
