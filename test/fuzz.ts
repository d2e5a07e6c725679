// How fuzz and property tests draw their cases: from a fixed seed, so that every run sees the same ones. More cases and
// others come from the environment: FUZZ_RUNS multiplies their number, FUZZ_SEED draws others. See CONTRIBUTING.md.

const seed = Number(process.env.FUZZ_SEED || 20260) | 0;
const times = Number(process.env.FUZZ_RUNS || 1);

if (!(times > 0)) throw new Error(`FUZZ_RUNS: needs a number above 0, got ${process.env.FUZZ_RUNS}.`);

/** Settings of `fc.assert` for a property that `npm test` tries on `runs` cases. */
export function fuzz(runs: number): { numRuns: number; seed: number } {
  return { numRuns: Math.max(1, Math.round(runs * times)), seed };
}
