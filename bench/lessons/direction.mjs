// What is said of the lab that calls up and down. Chances are those of the test days that are drawn.
import { lineOf, textOf } from "./blocks.mjs";
import { listed, meanOf, spreadOf } from "./numbers.mjs";

const seeds = [0, 1, 2];
const DAYS = 252;
const calledOf = (blocks) => Number(/(\d+) days? (?:is|are) called up/.exec(textOf(blocks))[1]);

/** At the start of each network, after each epoch, and at the end. */
const look = ({ begins, isEpoch, ended, draw }, keep) => {
  if (!begins && !isEpoch && !ended) return;
  const { y } = lineOf(draw(0.5), "model");
  const called = [0.3, 0.47, 0.5, 0.53].map((dial) => calledOf(draw(dial)));
  keep({ ended, mean: meanOf(y), spread: spreadOf(y), called, text: textOf(draw(0.3)) });
};
const endsOf = (runs) => runs.map(({ seen }) => seen.at(-1));
const windowsOf = (runs) => runs.flatMap(({ result }) => result.results.windows);
const rise = ({ validationLoss }) => validationLoss.at(-1) - validationLoss[0];

/** How often right more often of n days that differ, for less than one chance in twenty of such a difference (McNemar's exact test). */
function leastAdvantage(n) {
  let [tail, term] = [0, 0.5 ** n];
  for (let k = 0; k <= n / 2; k++) {
    tail += term;
    if (2 * tail > 0.05) return n - 2 * (k - 1);
    term = (term * (n - k)) / (k + 1);
  }
  return n;
}

export const direction = {
  runs: { usual: { seeds, look }, changes: { of: 1, seeds, look }, twenty: { of: 2, seeds, look } },
  claims: [
    {
      says: "Watch it move as a whole and hardly tell one day from another",
      holds: ({ usual }) => {
        const spreads = usual.map(({ seen }) => Math.max(...seen.map(({ spread }) => spread)));
        const moves = usual.map(
          ({ seen }) => Math.max(...seen.map(({ mean }) => mean)) - Math.min(...seen.map(({ mean }) => mean)),
        );
        return [
          seeds.every((i) => spreads[i] < 0.01 && moves[i] > 2 * spreads[i]),
          `spread of the chances at most ${listed(spreads)}; their mean moves by ${listed(moves)}`,
        ];
      },
    },
    {
      says: "prices of these days are unlike all that it learns from",
      holds: ({ usual, changes }) => {
        const [a, b] = [usual, changes].map((runs) => runs.map(({ result }) => result.results.outsideTrainingRange));
        return [
          a.every((share) => share === 1),
          `test days with a column outside the range of the training days: ${listed(a)}; of changes ${listed(b)}`,
        ];
      },
    },
    {
      says: "When the run has ended, every day is called up: the share of right calls is that of always saying up.",
      holds: ({ usual }) => {
        const least = Math.min(...endsOf(usual).map(({ called: [all] }) => all));
        return [
          least === DAYS && /133 days of 252 right \(53%\).*right on 133 \(53%\)/.test(usual[0].seen.at(-1).text),
          `${least} of ${DAYS} days at the fewest`,
        ];
      },
    },
    {
      says: "within a few hundredths, none is",
      holds: ({ usual }) => {
        const turned = usual[0].seen.at(-1).called;
        return [turned[1] > 240 && turned[3] === 0, `called up from 0.47, 0.5 and 0.53 on: ${listed(turned.slice(1))}`];
      },
    },
    {
      says: "The test days are then no longer unlike all that was learned from, and the line tells them apart.",
      holds: ({ usual, changes }) => {
        const [a, b] = [usual, changes].map((runs) => endsOf(runs).map(({ spread }) => spread));
        const outside = changes.map(({ result }) => result.results.outsideTrainingRange);
        return [
          seeds.every((i) => b[i] > 3 * a[i] && outside[i] < 0.05),
          `spread at the end ${listed(a)}, of changes ${listed(b)}; days outside ${listed(outside)}`,
        ];
      },
    },
    {
      says: "Do the calls get better by more than chance?",
      holds: ({ changes }) => {
        const ps = windowsOf(changes).map(({ p }) => p);
        return [ps.every((p) => p > 0.05), `p of the difference from always saying up: ${listed(ps)}`];
      },
    },
    {
      says: "the training loss falls, and that of the validation days rises further than with 3 and 4",
      holds: ({ usual, twenty }) => {
        const three = usual.map(({ result }) => meanOf(result.results.windows.map(rise)));
        const long = windowsOf(twenty).map(rise);
        const fall = windowsOf(twenty).map(({ trainLoss }) => trainLoss[0] - trainLoss.at(-1));
        return [
          seeds.every((i) => long[i] > 1.5 * three[i] && fall[i] > 0),
          `it rises by ${listed(long)}, with 3 and 4 by ${listed(three)}; the training loss falls by ${listed(fall)}`,
        ];
      },
    },
    {
      says: "it takes about ten more right calls in a hundred days to be more than chance",
      holds: () => {
        const more = (100 * leastAdvantage(DAYS / 2)) / DAYS;
        return [Math.round(more) === 10, `${more.toFixed(1)} in a hundred days, where the two differ on ${DAYS / 2}`];
      },
    },
    {
      says: "A chance far from it costs much when it is wrong.",
      holds: ({ usual }) => {
        const losses = windowsOf(usual).map(({ logLoss }) => logLoss);
        return [
          losses.every((loss) => Math.abs(loss - Math.LN2) < 0.02),
          `log loss of the chances ${listed(losses)}, that of one half ${Math.LN2.toFixed(4)}`,
        ];
      },
    },
  ],
};
