// One clock for all series of a set, where each has a piece of it: times are kept once and not for each series.

/** The times of the longest series, and the place in them at which each series begins. */
interface SharedClock {
  readonly values: Float64Array;
  readonly offsets: Uint32Array;
}

/** `starts`: where the rows of each series begin, and where the last one ends. Undefined where a series has times that the longest lacks. */
export function shareClock(times: Float64Array, starts: Uint32Array): SharedClock | undefined {
  const count = starts.length - 1;
  if (count < 2) return undefined;
  let longest = 0;
  for (let at = 1; at < count; at++) {
    if (starts[at + 1] - starts[at] > starts[longest + 1] - starts[longest]) longest = at;
  }
  const clock = times.subarray(starts[longest], starts[longest + 1]);
  const places = new Map(Array.from(clock, (time, place) => [time, place]));
  const offsets = new Uint32Array(count);
  for (let at = 0; at < count; at++) {
    const [from, to] = [starts[at], starts[at + 1]];
    const offset = from === to ? 0 : places.get(times[from]);
    if (offset === undefined || offset + to - from > clock.length) return undefined;
    for (let row = from; row < to; row++) if (times[row] !== clock[offset + row - from]) return undefined;
    offsets[at] = offset;
  }
  return { values: clock.slice(), offsets };
}
