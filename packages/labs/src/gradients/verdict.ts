// What the lab of gradients found, in sentences. Each is said only where the numbers carry it.
import type { DocumentVerdict } from "@recurra/report";
import { counted, listed, percent } from "recurra/words";
import type { GradientsFound } from "./found.ts";
import { factorPerStep } from "./norms.ts";
import { findFarthest, isClearlyFarther, LEARNED } from "./reach.ts";
import { SYMBOLS } from "./tasks.ts";
import { describeExplosion, formatScientific } from "./words.ts";

const steps = (distance: number) => (distance === 0 ? "none of the distances" : counted(distance, "step"));

export function judge(found: GradientsFound): DocumentVerdict {
  const { settings, networks, initial, learned } = found;
  const reach = networks.map((network, i) => ({ ...network, place: i, farthest: findFarthest(learned[i]) }));
  const best = (gated: boolean) => Math.max(...reach.filter((one) => one.gated === gated).map((one) => one.farthest));
  const [plain, gates] = [best(false), best(true)];
  const kind = (gated: boolean) => learned.filter((_, i) => networks[i].gated === gated);
  const isFarther = (i: number) => isClearlyFarther(learned[i], kind(!networks[i].gated));
  const factors = networks.map(
    ({ name }, i) => `${name}: ${formatScientific(factorPerStep(initial[i].at(-1)!.norms))}`,
  );
  const seeds = settings.seeds === 1 ? "one seed" : `the median of ${counted(settings.seeds, "seed")}`;
  const sentences = [
    `Part of the gradient that one step back leaves in new networks: ${factors.join("; ")}.`,
    `Farthest distance learned, in steps (${percent(LEARNED)} right where guessing gives ${percent(1 / SYMBOLS)}; ${seeds}): ` +
      `${reach.map((one) => `${one.name}: ${one.farthest || "none"}`).join("; ")}.`,
  ];
  const [tanh] = reach;
  const half = reach.filter(({ memory, farthest }) => memory === "half open" && farthest <= tanh.farthest);
  const raised = reach.filter(
    ({ memory, farthest, place }) => memory === "raised" && farthest > plain && isFarther(place),
  );
  if (raised.length > 0 && half.length > 0) {
    sentences.push(
      `Gates alone do not do it: ${listed(half.map(({ name }) => name))} begin with gates half open and came no farther than ` +
        `the RNN with tanh. A bias that keeps the memory from the start does: ${listed(raised.map(({ name }) => name))}.`,
    );
  }
  sentences.push(describeExplosion(found));
  if (gates === plain) {
    return { tone: "even", outcome: `Gated and plain networks reach equally far: ${steps(plain)}`, sentences };
  }
  const first = reach.filter(({ farthest }) => farthest === Math.max(gates, plain));
  if (!first.some(({ place }) => isFarther(place))) {
    const most = `plain ones ${steps(plain)}, gated ones ${steps(gates)}`;
    return { tone: "even", outcome: `Not shown that either kind reaches farther: ${most}`, sentences };
  }
  if (gates < plain) {
    return { tone: "bad", outcome: `Plain networks reach ${steps(plain)} back, gated ones ${steps(gates)}`, sentences };
  }
  const others = Math.max(...reach.filter((one) => one.farthest < gates).map((one) => one.farthest));
  const names = first.map(({ name }) => name).join(", ");
  const outcome = `${names}: ${steps(gates)} back; all others: ${steps(others)}${others > 0 ? " at most" : ""}`;
  return { tone: "good", outcome, sentences };
}
