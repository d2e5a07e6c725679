// Before and after a change: each of our contenders in turns with the same one of another checkout. A ratio is between two runs of
// one round and says how many times as fast it is here as there; the median of the rounds counts.

import { median } from "recurra/statistics";
import { builtCheckout, counterpart } from "./checkout.mjs";
import { ours } from "./contenders.mjs";
import { describeMachine } from "./machine.mjs";
import { measure } from "./rounds.mjs";
import { timesAsFast } from "./statistics.mjs";
import { textTable, threeDigits, time, times } from "./table.mjs";

/** Measures the works of `options` in two checkouts; `found` as findContenders() gives it. Returns plain data. */
export async function measureAgainst({ works, rounds, against, atLeast }, found, say) {
  const root = builtCheckout(against);
  const rows = [];
  for (const work of works) {
    for (const contender of ours(work, found)) {
      const told = (what) => say(`${work.name}: ${what}`);
      const pair = [contender, counterpart(contender, root)];
      const [here, there] = await measure(pair, { rounds, say: told, alternate: true });
      rows.push(comparison(work.name, here, there));
    }
  }
  const { processor, cores, node } = describeMachine([]);
  return { rounds, atLeast, processor, cores, node, rows };
}

/** One row from the results of a pair, as measure() gives them. */
export function comparison(work, here, there) {
  const name = `${work}: ${here.name.replace("Recurra ", "")}`;
  const out = [...reasons("here", here), ...reasons("there", there)];
  // What has come to an end here and runs there is no faster: it must not pass as unmeasured.
  if (out.length > 0) return { name, out: out.join("; "), lost: here.out !== undefined && there.out === undefined };
  const ratio = timesAsFast(here.seconds, there.seconds);
  return { name, ours: median(here.seconds), theirs: median(there.seconds), ratio };
}

function reasons(where, { out }) {
  return out === undefined ? [] : [`${where}: ${out}`];
}

/** One table of all pairs, the unmeasured ones below it. */
export function againstText({ rows }) {
  const measured = rows.filter(({ ratio }) => ratio !== undefined);
  const lines = measured.map(({ name, ours, theirs, ratio }) => [
    name,
    time(ours),
    time(theirs),
    times(ratio.median),
    ratio.quartiles.map(threeDigits).join(" to "),
  ]);
  return [
    textTable([["work", "ours", "theirs", "ratio", "quartiles"], ...lines]),
    ...rows.flatMap(({ name, out }) => (out === undefined ? [] : [`${name}: not measured, ${out}`])),
  ].join("\n");
}

/** Why this checkout does not pass; undefined when it does. */
export function failureAgainst({ rows, atLeast }) {
  if (rows.every(({ ratio }) => ratio === undefined)) return "nothing ran in both checkouts, so nothing was compared";
  const slower = rows.filter(({ ratio }) => ratio !== undefined && ratio.median < atLeast);
  const lost = rows.filter((row) => row.lost);
  const told = [
    ...(slower.length > 0 ? [`less than ${atLeast}x as fast as there: ${named(slower)}`] : []),
    ...(lost.length > 0 ? [`measured there, but not here: ${named(lost)}`] : []),
  ];
  return told.length > 0 ? told.join("; ") : undefined;
}

function named(rows) {
  return rows.map(({ name, ratio }) => (ratio ? `${name} (${ratio.median.toFixed(3)}x)` : name)).join("; ");
}
