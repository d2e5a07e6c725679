// The network of the sound lab as it is now: what it makes of a test sound, and what it lets through.
import type { Block, LinesBlock, SoundBlock } from "@recurra/report";
import type { LabDial } from "../lab/lab.ts";
import { drawPassing, SHOWN } from "./charts.ts";
import { RATE } from "./data.ts";
import { gainOf } from "./filters.ts";
import type { Noisy } from "./score.ts";
import { options } from "./settings.ts";
import { formatGain } from "./verdict.ts";

export const dial: LabDial = {
  label: "sound above noise (dB)",
  least: -10,
  most: 30,
  step: 1,
  initial: options.snr.default,
  effect:
    "More or less noise is put on the sound that is shown; the network still learns with the noise of the settings.",
};

/** The pictures at any moment of the training; when it has ended, with the sounds themselves. */
export function drawNow(
  name: string,
  { clean, noisy }: Noisy,
  { estimate, gates }: { readonly estimate: ArrayLike<number>; readonly gates: readonly ArrayLike<number>[] },
  toHear: boolean,
): readonly Block[] {
  const start = Math.floor(clean.length / 2);
  const x = Array.from({ length: SHOWN }, (_, i) => (1000 * (start + i)) / RATE);
  const piece = (samples: ArrayLike<number>) => x.map((_, i) => samples[start + i]);
  const wave: LinesBlock = {
    kind: "lines",
    title: `A test sound now: ${formatGain(gainOf(clean, noisy, estimate))} off the error`,
    description: "Noisy samples, the clean wave, and the wave that the network makes of them.",
    x: { label: "ms" },
    y: { label: "sample" },
    lines: [
      { label: "noisy", role: "input", x, y: piece(noisy), mark: "dots" },
      { label: "clean", role: "truth", x, y: piece(clean) },
      { label: name, role: "model", x, y: piece(estimate) },
    ],
  };
  const passing = drawPassing("What it lets through now", gates, clean.length / RATE);
  return toHear ? [wave, makeSounds(name, { clean, noisy }, estimate), passing] : [wave, passing];
}

/** To compare by ear: with the noise, and without what the network took off. */
function makeSounds(name: string, { clean, noisy }: Noisy, estimate: ArrayLike<number>): SoundBlock {
  const cut = [noisy, Array.from(estimate), clean].map((samples) => Array.from(samples).slice(0, clean.length));
  const peak = cut.reduce((high, samples) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), high), 0);
  const [one, two, three] = cut.map((samples) => samples.map((value) => (0.95 * value) / peak));
  return {
    kind: "sound",
    title: "To be listened to",
    description: "The same second with its noise, as the network cleans it, and as it was.",
    sampleRate: RATE,
    sounds: [
      { label: "noisy", role: "input", samples: one },
      { label: name, role: "model", samples: two },
      { label: "clean", role: "truth", samples: three },
    ],
  };
}
