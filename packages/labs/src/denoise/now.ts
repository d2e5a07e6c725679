// What a page shows of the denoising network while it learns: waves with as much noise as its dial says, and how far off the network and
// a filter are on them.
import type { BarsBlock, Block, PanelsBlock } from "@recurra/report";
import { mean } from "recurra/statistics";
import { counted, grouped } from "recurra/words";
import type { LabDial } from "../lab/lab.ts";
import { LENGTH, makeSinusoids, type Sequences } from "./data.ts";
import { applyFilter, type Filter, sequenceErrors } from "./filters.ts";

export const dial: LabDial = {
  label: "noise of the waves shown",
  least: 0,
  most: 1.5,
  step: 0.05,
  initial: 0.35,
  effect:
    "The same waves with more noise or less go through the network as it is now. What it learns from stays as it is.",
};

/** Test sequences that are drawn, and those on which errors are measured. */
const DRAWN = 4;
const MEASURED = 100;

/** Where the test sequences begin, and how many there are. */
interface WatchedTest {
  readonly first: number;
  readonly count: number;
  readonly seed: number;
}

/** The test sequences that are watched, with this noise. */
export function takeWatched({ first, count, seed }: WatchedTest, noise: number): Sequences {
  return makeSinusoids(Math.min(MEASURED, count), noise, seed, first);
}

/** The waves, and the errors of the network, the filter and the noise itself. */
export function drawNow(
  name: string,
  sequences: Sequences,
  estimate: Float32Array,
  filter: Filter,
  noise: number,
): readonly Block[] {
  const filtered = applyFilter(sequences, filter);
  const error = (values: Float32Array) => mean(sequenceErrors(sequences, values));
  const bars: BarsBlock = {
    kind: "bars",
    title: `How far off: mean absolute error on ${counted(sequences.count, "test wave")} with noise up to ${noise}`,
    description: "A bar each for the network, the filter and the noise itself.",
    value: { label: "mean absolute error", domain: [0, 0.8] },
    bars: [
      { label: name, role: "model", value: error(estimate) },
      { label: filter.name, role: "naive", value: error(filtered) },
      { label: "the noise itself", role: "input", value: error(sequences.noisy) },
    ],
  };
  return [drawWaves(name, sequences, { estimate, filtered, filter, noise }), bars];
}

const steps = Array.from({ length: LENGTH }, (_, k) => k);

function drawWaves(
  name: string,
  { noisy, clean, count }: Sequences,
  {
    estimate,
    filtered,
    filter,
    noise,
  }: { estimate: Float32Array; filtered: Float32Array; filter: Filter; noise: number },
): PanelsBlock {
  const end = Math.max(1.5, 1 + noise);
  const of = (values: Float32Array, i: number) => Array.from(values.subarray(i * LENGTH, (i + 1) * LENGTH));
  const drawn = Math.min(DRAWN, count);
  return {
    kind: "panels",
    title: `${grouped(drawn)} test waves with noise up to ${noise}, as the network sees them now`,
    description: "Noisy points, the clean wave, the filter's curve and the network's at this step of its training.",
    x: { label: "step" },
    y: { label: "value", domain: [-end, end] },
    panels: Array.from({ length: drawn }, (_, i) => ({
      title: `wave ${i + 1}`,
      lines: [
        { label: "noisy", role: "input", x: steps, y: of(noisy, i), mark: "dots" },
        { label: "clean", role: "truth", x: steps, y: of(clean, i) },
        { label: filter.name, role: "naive", x: steps, y: of(filtered, i) },
        { label: name, role: "model", x: steps, y: of(estimate, i) },
      ],
    })),
  };
}
