import type { SeriesParts } from "../table/series-parts.ts";

/** Turns a file round whose every row is earlier than the one before it. */
export function turnRound(parts: SeriesParts): SeriesParts {
  const times = parts.times.values();
  for (let row = 1; row < times.length; row++) if (times[row] >= times[row - 1]) return parts;
  if (times.length < 2) return parts;
  return {
    ...parts,
    times: parts.times.derive(times.toReversed()),
    columns: new Map([...parts.columns].map(([name, values]) => [name, values.toReversed()])),
    rows: parts.rows.toReversed(),
    lines: parts.lines?.toReversed(),
    notes: [...parts.notes, "newest row first: turned round"],
    reversed: true,
  };
}
