// The runs that claims of a lesson are held against, and what each claim comes to.
import { play } from "./play.mjs";

/** The runs of a check by name, one for each of its seeds, with what its `look` kept. */
export async function runsOf(lab, { runs }, { tries }) {
  const all = {};
  for (const [name, { of, seeds = [0], look, steps }] of Object.entries(runs)) {
    const { settings } = of === undefined ? {} : tries[of];
    all[name] = [];
    for (const seed of seeds) {
      const seen = [];
      const taken = look && ((moment) => look(moment, (value) => seen.push(value)));
      all[name].push({ ...(await play(lab, { settings, seed }, { look: taken, steps })), seen });
    }
  }
  return all;
}

/** Each claim: what the lesson says, whether it is so, and the numbers that were seen. */
export function weigh({ claims }, runs) {
  return claims.map(({ says, holds }) => {
    const [isSo, seen] = holds(runs);
    return { says, isSo, seen };
  });
}
