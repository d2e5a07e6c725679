// How the cost of a training step grows: a GRU with 8 inputs, from 64 sequences of 100 steps and 32 units, in one direction at a
// time. Ours in strict mode and PyTorch, each at its better number of threads.
import { growthWork } from "./works.mjs";

const base = { B: 64, T: 100, H: 32 };
const axes = { T: [10, 30, 100, 300, 1000], B: [1, 4, 16, 64, 256], H: [8, 16, 32, 64, 128, 256] };

/**
 * One line per point, axis after axis: { axis, value, ours, PyTorch } with rows as summary.mjs gives them.
 * `measureWork` measures a work and summarises it; a point that lies on several axes is measured once.
 */
export async function measureGrowth(measureWork) {
  const summaries = new Map();
  const lines = [];
  for (const [axis, values] of Object.entries(axes)) {
    for (const value of values) {
      const work = growthWork({ ...base, [axis]: value });
      if (!summaries.has(work.name)) summaries.set(work.name, await measureWork(work));
      const { library, peers } = summaries.get(work.name);
      if (library.strict) lines.push({ axis, value, ours: library.strict, PyTorch: peers.PyTorch });
    }
  }
  return { base, lines };
}

/**
 * Between a point and the one before it on its axis, the power by which the seconds grow: 1 is in proportion, below 1 a part of
 * the cost does not grow. Undefined for the first.
 */
export function powerAt(lines, index, side) {
  const [before, here] = [lines[index - 1], lines[index]];
  if (!before || before.axis !== here.axis || !before[side] || !here[side]) return undefined;
  const growth = here[side].seconds.median / before[side].seconds.median;
  return Math.log(growth) / Math.log(here.value / before.value);
}
