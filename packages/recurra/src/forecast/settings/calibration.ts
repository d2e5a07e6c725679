// Which windows size the intervals of a fit. Of very many, or very long ones, some evenly spaced ones do: a quantile needs hundreds of
// errors, not thousands, and nobody should wait for the others after training, least of all after Ctrl-C.

/** Multiply-adds that sizing may take: some tenths of a second, and one where somebody waits for the end. */
const MOST_WORK = 4e9;
const MOST_WORK_STOPPED = 1e9;
/** Windows that are taken however long they are, where nobody has asked to stop. */
const FEWEST = 100;

/** So many of the origins, evenly spaced, the last among them; all where there are no more. */
export function spread(origins: Uint32Array, most: number): Uint32Array {
  if (origins.length <= most) return origins;
  return Uint32Array.from({ length: most }, (_, i) => origins[Math.floor(((i + 1) * origins.length) / most) - 1]);
}

/** How many windows may size intervals, each of which takes `work` multiply-adds; fewer when the fit is to stop. */
export function calibrationWindows(work: number, stops: boolean): number {
  return stops ? Math.floor(MOST_WORK_STOPPED / work) : Math.max(FEWEST, Math.floor(MOST_WORK / work));
}
