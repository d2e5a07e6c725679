const [WIDTH, HEIGHT] = [96, 22];

/** A small line: how a column goes on, from its first row to its last. */
export function Spark({ ends, name }: { readonly ends: Float32Array; readonly name: string }) {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of ends) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (!(low <= high)) return null;
  const count = Math.max(1, ends.length / 2 - 1);
  const y = (value: number): string =>
    (high === low ? HEIGHT / 2 : HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 4)).toFixed(1);
  let path = "";
  let isBroken = true;
  for (let at = 0; at < ends.length / 2; at++) {
    const [least, most] = [ends[2 * at], ends[2 * at + 1]];
    if (Number.isNaN(least)) {
      isBroken = true;
      continue;
    }
    const x = ((at / count) * WIDTH).toFixed(1);
    path += `${isBroken ? "M" : "L"}${x} ${y(least)}${most === least ? "" : `L${x} ${y(most)}`}`;
    isBroken = false;
  }
  return (
    <svg
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${name} over all rows`}
    >
      <path
        d={path}
        fill="none"
        stroke="var(--model)"
        stroke-width="1.2"
        stroke-linejoin="round"
        stroke-linecap="round"
      />
    </svg>
  );
}
