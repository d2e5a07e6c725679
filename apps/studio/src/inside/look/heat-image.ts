// Values as colours: one pixel a number, which the browser scales without smoothing.

export type ColorMap = "sequential" | "diverging";

/** Sequential where the scale begins at 0: a gate that is closed or open; diverging where it has two signs. */
export const mapOf = ([least]: readonly [number, number]): ColorMap => (least < 0 ? "diverging" : "sequential");

/** The step of a value on its scale, as the heat maps of the reports have it; what lies beyond has the end's colour. */
export function stepOn(value: number, [least, most]: readonly [number, number], map: ColorMap): number {
  const share = Math.min(1, Math.max(0, (value - least) / (most - least)));
  return map === "diverging" ? Math.round(share * 32) : Math.min(31, Math.floor(share * 32));
}

interface HeatParts {
  /** [T, H], row-major. */
  readonly values: Float32Array;
  readonly steps: number;
  readonly units: number;
  readonly range: readonly [number, number];
  /** The colours of the map as pixels in the byte order of an ImageData. */
  readonly colors: Uint32Array;
}

/** Paints rows of units over columns of steps; what is no number stays clear. */
export function paintHeat(pixels: Uint32Array, { values, steps, units, range, colors }: HeatParts): void {
  const map = mapOf(range);
  const [least, most] = range;
  const scale = 32 / (most - least);
  const half = map === "diverging" ? 0.5 : 0;
  const last = colors.length - 1;
  for (let unit = 0; unit < units; unit++) {
    for (let t = 0; t < steps; t++) {
      const value = values[t * units + unit];
      // The same as stepOn, without a call for each of 40,000 numbers.
      const step = Math.floor((value - least) * scale + half);
      pixels[unit * steps + t] = Number.isNaN(value) ? 0 : colors[Math.max(0, Math.min(last, step))];
    }
  }
}
