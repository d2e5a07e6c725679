import { html, type Markup, short } from "recurra/drawing";
import { counted, grouped } from "recurra/words";
import type { SoundBlock } from "../data/document.ts";
import { base64, wavBytes } from "../html/wav.ts";
import { malformed } from "./malformed.ts";
import { requireRole, roleStyle } from "./role.ts";

type Sound = SoundBlock["sounds"][number];

/** Samples of all sounds of a block: a page with a minute of sound at 16 kHz has 2.6 MB of it. */
const MOST_SAMPLES = 1_000_000;
/** The rates that browsers play. */
const RATES = [3000, 192_000] as const;

const [width, height] = [600, 44];

/** Sounds in a list, each with its name, its length, its wave and the browser's own player, which the keyboard reaches. The page holds them: nothing is fetched. */
export function soundBlock(block: SoundBlock): Markup {
  check(block);
  const { title, description, sampleRate, sounds } = block;
  return html`<figure>
<figcaption>${title}</figcaption>
<p class="note">${description}</p>
<ul class="sounds">
${sounds.map((sound) => row(sound, sampleRate))}</ul>
</figure>
`;
}

function check(block: SoundBlock): void {
  const { sampleRate, sounds } = block;
  if (!Number.isInteger(sampleRate) || sampleRate < RATES[0] || sampleRate > RATES[1])
    throw malformed(
      block,
      `its sample rate is ${sampleRate}; it must be a whole number from ${grouped(RATES[0])} to ${grouped(RATES[1])}.`,
    );
  if (sounds.length === 0) throw malformed(block, "there are no sounds.");
  for (const sound of sounds) {
    requireRole(block, sound);
    const { label, samples } = sound;
    if (samples.length === 0) throw malformed(block, `"${label}" has no samples.`);
    const wrong = samples.findIndex((sample) => !Number.isFinite(sample));
    if (wrong >= 0)
      throw malformed(block, `"${label}": sample ${wrong + 1} is ${samples[wrong]}; all must be finite numbers.`);
  }
  const total = sounds.reduce((sum, { samples }) => sum + samples.length, 0);
  if (total > MOST_SAMPLES)
    throw malformed(
      block,
      `it has ${counted(total, "sample")}, more than the ${grouped(MOST_SAMPLES)} that a page may hold.`,
    );
}

function row({ label, role, samples }: Sound, sampleRate: number): Markup {
  const seconds = `${(samples.length / sampleRate).toFixed(1)} s`;
  const source = `data:audio/wav;base64,${base64(wavBytes(samples, sampleRate))}`;
  return html`<li><p><span>${label}</span> <small>${seconds}</small></p>
<svg viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" aria-hidden="true"><path d="${outline(samples)}" fill="var(${roleStyle(role).color})"/></svg>
<audio controls preload="metadata" aria-label="${label}, ${seconds}" src="${source}"></audio></li>
`;
}

/** The lowest and the highest sample of each column, as one area; at least half a pixel high, so that silence is a line. */
function outline(samples: readonly number[]): string {
  const columns = Math.min(width / 2, samples.length);
  const tops: string[] = [];
  const bottoms: string[] = [];
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * samples.length) / columns);
    const to = Math.floor(((column + 1) * samples.length) / columns);
    let [low, high] = [1, -1];
    for (let at = from; at < to; at++) {
      low = Math.min(low, Math.max(-1, samples[at]));
      high = Math.max(high, Math.min(1, samples[at]));
    }
    const x = short((width * (column + 0.5)) / columns);
    const y = (value: number): number => (height / 2) * (1 - 0.98 * value);
    tops.push(`${x} ${short(y(high) - 0.25)}`);
    bottoms.push(`${x} ${short(y(low) + 0.25)}`);
  }
  return `M${tops.join("L")}L${bottoms.reverse().join("L")}z`;
}
