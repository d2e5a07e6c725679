// The measurement of one work. All contenders are started and warmed up, one after the other; then each round asks each of them,
// in turn, for one run, so that a slow second of the machine hits neighbours alike.
import { setTimeout as pause } from "node:timers/promises";
import { Contender } from "./contender.mjs";

/**
 * Milliseconds between two runs: threads of the one that has just answered may still spin. Those of PyTorch do so for some 9 ms, and on
 * two cores they would slow down whoever is asked next.
 */
const rest = 30;
/** One that takes longer than this for a run, in seconds, is asked only this often. */
const slow = { seconds: 5, rounds: 5 };

/**
 * Measures contenders in rounds; every other round goes backwards where they `alternate`, so that none has always the same
 * neighbour before it. `say` is called with how far it is. A result is a contender's label and what it answered.
 */
export async function measure(descriptions, { rounds, say, alternate = false }) {
  const running = [];
  for (const description of descriptions) {
    say(`warming up ${description.name}`);
    running.push(await new Contender(description).start());
  }
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`);
    for (const contender of alternate && round % 2 === 0 ? running.toReversed() : running) {
      if (round > slow.rounds && contender.waited > slow.seconds) continue;
      await pause(rest);
      await contender.time();
    }
  }
  for (const contender of running) await contender.end();
  return running.map(({ label, about, seconds, megabytes, out }) => ({ ...label, about, seconds, megabytes, out }));
}
