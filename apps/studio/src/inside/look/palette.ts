// The colours of the reports as a canvas needs them, read anew when the reader turns to light or dark.
import { type ReadonlySignal, signal } from "@preact/signals";
import { type ColorOf, onTheme, pageColors } from "../../charts/page-colors.ts";
import type { ColorMap } from "./heat-image.ts";

export interface Palette {
  readonly color: ColorOf;
  /** The steps of a colour map as pixels of an ImageData. */
  readonly pixels: Readonly<Record<ColorMap, Uint32Array>>;
}

function readPalette(): Palette {
  const color = pageColors();
  const pixels = (name: string, count: number): Uint32Array =>
    Uint32Array.from({ length: count }, (_, step) => pixelOf(color(`${name}-${step}`)));
  return { color, pixels: { sequential: pixels("seq", 32), diverging: pixels("div", 33) } };
}

/** "#rrggbb" as red, green, blue, opaque in the order of bytes that an ImageData has. */
function pixelOf(hex: string): number {
  const bytes = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return new Uint32Array(Uint8Array.of(...bytes, 255).buffer)[0];
}

const current = signal<Palette | undefined>(undefined);

/** The palette of now; who draws with it draws again when it changes. */
export const palette: ReadonlySignal<Palette | undefined> = current;

/** Reads the colours, now and whenever the theme turns. */
export function followTheme(): () => void {
  const read = (): void => {
    current.value = readPalette();
  };
  read();
  return onTheme(read);
}
