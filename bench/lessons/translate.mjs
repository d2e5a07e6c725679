// What is said of the lab that reads dates. A network takes a quarter of a minute: one seed.
import { listed, meanOf, short } from "./numbers.mjs";

const DIALS = [1, 3, 6, 9, 12, 15];
const sum = (values) => Array.from(values).reduce((total, value) => total + value, 0);

/** Of the attention of the rows of the year, what lies on its digits in the text; in the mean over texts that have all four. */
function onYear(draw) {
  const shares = DIALS.flatMap((dial) => {
    const [table, heat] = draw(dial);
    const year = table.rows[0].cells[1].slice(0, 4);
    const text = table.rows[0].cells[0];
    const from = text.indexOf(year);
    if (from < 0 || !heat) return [];
    // A step may look at the sign beside the one that it writes: a network that reads both ways knows it there, too.
    return [0, 1, 2, 3].map((row) => sum(Array.from(heat.grids[0].rows[row]).slice(Math.max(0, from - 1), from + 5)));
  });
  return meanOf(shares);
}
const look = ({ begins, isEpoch, epoch, draw, phase }, keep) => {
  if (begins) keep({ year: onYear(draw) });
  if (!isEpoch) return undefined;
  keep({ year: onYear(draw), phase });
  // The network with attention learns first.
  return epoch === 10 ? "enough" : undefined;
};
const lossesOf = ({ epochs }) => epochs.map(({ validationLoss }) => validationLoss);

export const translate = {
  runs: { usual: { look }, without: { of: 1 }, typos: { of: 2 } },
  claims: [
    {
      says: "Watch marked cells gather at the year, the month and the day.",
      holds: ({ usual: [{ seen }] }) => [
        seen[0].year < 0.5 && seen.at(-1).year > 0.9,
        `of the attention of the first four rows, on the year: ${short(seen[0].year)} at first, ${listed(seen.slice(1, 4).map(({ year }) => year))} after 1 to 3 epochs, ${short(seen.at(-1).year)} at the end`,
      ],
    },
    {
      says: "the first four rows are marked at its year, wherever that stands",
      holds: ({ usual: [{ seen }] }) => [
        seen.at(-1).year > 0.9,
        `${short(seen.at(-1).year)} over ${DIALS.length} texts`,
      ],
    },
    {
      says: "dates come out right epochs later, and more of them stay wrong",
      holds: ({ usual: [usual], without: [without] }) => {
        const [a, b] = [lossesOf(usual), lossesOf(without)];
        const later = b.findIndex((loss) => loss < a[1]) - 1;
        const { right } = without.result.results;
        return [
          later >= 2 && b.at(-1) > 3 * a.at(-1),
          `the loss that attention has after 2 epochs comes ${later} epochs later; validation loss at the end ${short(b.at(-1))} and ${short(a.at(-1))}; right without ${short(right)} (one seed)`,
        ];
      },
    },
    {
      says: "Names of months come out right all the same, once the loss has fallen.",
      holds: ({ typos: [{ result }] }) => {
        const { right, known } = result.results;
        return [
          right > 0.99 && known.wrong.month < 10,
          `${short(right)} of ${known.dates} dates right, ${known.wrong.month} with a wrong month`,
        ];
      },
    },
  ],
};
