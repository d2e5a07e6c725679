/** A piece of a label, on the line or below it. */
interface Run {
  readonly text: string;
  readonly low: boolean;
}

const symbols = /(\p{L}{1,4}'?)_(?:\{([^}]*)\}|([\p{L}\d]+))/gu;

/** "W_{if} x_t" as W, if below it, x, t below it; a minus is a true one. */
export function runsOf(label: string): readonly Run[] {
  const runs: Run[] = [];
  let end = 0;
  for (const match of label.matchAll(symbols)) {
    const before = label.slice(end, match.index) + match[1];
    runs.push({ text: before, low: false }, { text: (match[2] ?? match[3]).replaceAll("-", "−"), low: true });
    end = match.index + match[0].length;
  }
  return end < label.length ? [...runs, { text: label.slice(end), low: false }] : runs;
}
