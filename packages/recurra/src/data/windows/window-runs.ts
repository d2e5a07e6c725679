// Where windows can lie: the runs of places whose rows have no missing value, found in one walk over the missing ones.

/** A run of windows without missing values: grid places first, first + 1, ... of which the window `index` is the first. */
export interface WindowRun {
  readonly index: number;
  readonly first: number;
}

/** Rows that a window starting at s reads of some columns: s + begin, s + begin + every, ... below s + end. */
export interface Reach {
  readonly columns: readonly Float64Array[];
  readonly begin: number;
  readonly end: number;
  readonly every: number;
}

/** The places from, from + stride, ... at which windows of `rowsNeeded` rows end before row `to`. */
interface WindowGrid {
  readonly from: number;
  readonly to: number;
  readonly stride: number;
  readonly rowsNeeded: number;
}

/** The runs of places whose windows read no missing value, and how many windows they hold together. */
export function findRuns(reaches: readonly Reach[], at: WindowGrid): { runs: WindowRun[]; length: number } {
  const places = Math.floor((at.to - at.from - at.rowsNeeded) / at.stride) + 1;
  const runs: WindowRun[] = [];
  if (places < 1) return { runs, length: 0 };
  const blocked = blockedStarts(reaches, at.from, at.to);
  if (blocked === undefined) return { runs: [{ index: 0, first: 0 }], length: places };
  let length = 0;
  let inRun = false;
  for (let k = 0; k < places; k++) {
    const free = blocked[k * at.stride] === 0;
    if (free && !inRun) runs.push({ index: length, first: k });
    inRun = free;
    if (free) length++;
  }
  return { runs, length };
}

/** 1 for every start row, from `from` on, whose window would read a missing value; undefined when there is none. */
function blockedStarts(reaches: readonly Reach[], from: number, to: number): Uint8Array | undefined {
  let blocked: Uint8Array | undefined;
  for (const { columns, begin, end, every } of reaches) {
    const width = Math.floor((end - 1 - begin) / every) * every;
    // Of the rows that are equal modulo `every`: the last start that is blocked. An earlier row blocked those before it.
    const last = new Float64Array(every).fill(Number.NEGATIVE_INFINITY);
    for (let row = from; row < to; row++) {
      if (!columns.some((values) => Number.isNaN(values[row]))) continue;
      blocked ??= new Uint8Array(to - from);
      const final = row - begin - from;
      let start = Math.max(final - width, last[row % every] + every);
      if (start < 0) start = ((start % every) + every) % every;
      for (; start <= final; start += every) blocked[start] = 1;
      last[row % every] = final;
    }
  }
  return blocked;
}

/** The longest run of rows in [from, to) in which no column has a missing value, as [start, end). */
export function longestRun(columns: readonly Float64Array[], from: number, to: number): [number, number] {
  let best: [number, number] = [from, from];
  let start = from;
  for (let row = from; row <= to; row++) {
    if (row < to && !columns.some((values) => Number.isNaN(values[row]))) continue;
    if (row - start > best[1] - best[0]) best = [start, row];
    start = row + 1;
  }
  return best;
}
