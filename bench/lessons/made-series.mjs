// What is said of the lab that learns from made series.
import { correlationOf, short, spreadOf } from "./numbers.mjs";

const panelOf = (draw, dial) => Object.fromEntries(draw(dial)[0].panels[0].lines.map(({ role, y }) => [role, y]));
/** The last season again, over as many rows as are forecast: two seasons of it. */
function repeated({ input, truth }) {
  const season = truth.length / 2;
  return truth.map((_, i) => input[input.length - season + (i % season)]);
}
const fileOf = (draw) => Object.fromEntries(draw(4)[1].lines.map(({ role, y }) => [role, y]));

const look = ({ begins, ended, draw }, keep) => {
  if (begins || ended) keep({ usual: panelOf(draw, 4), flat: panelOf(draw, 10), file: fileOf(draw) });
};
const errorOf = ({ result }) => result.results.unseen.error;

export const madeSeries = {
  runs: { usual: { look }, close: { of: 1, look }, eight: { of: 2, look } },
  claims: [
    {
      says: "Watch it begin with the last season as it was, and then weigh older seasons, levels and drift.",
      holds: ({ usual: [{ seen }] }) => {
        const off = ({ usual }) => Math.max(...repeated(usual).map((value, i) => Math.abs(value - usual.model[i])));
        const [before, after] = [off(seen[0]), off(seen.at(-1))];
        return [
          before < 1e-5 && after > 0.2,
          `farthest from the last season: ${short(before)} at first, ${short(after)} at the end`,
        ];
      },
    },
    {
      says: "In the first of them the last season says nothing of the next: the forecast is much flatter than it.",
      holds: ({ usual: [{ seen }] }) => {
        const { flat } = seen.at(-1);
        const last = repeated(flat);
        const alike = correlationOf(last, flat.truth);
        const [a, b] = [spreadOf(flat.model), spreadOf(last)];
        return [
          alike < 0.1 && a < 0.6 * b,
          `correlation of the last season with what comes ${short(alike)}; spread of the forecast ${short(a)}, of the last season ${short(b)}`,
        ];
      },
    },
    {
      says: "No season is found in a price: the forecast begins as the last value, and stays within a few percent of it.",
      holds: ({ close: [{ seen, result }] }) => {
        const last = seen[0].file.truth.findLast((value) => value !== null);
        const far = ({ file }) =>
          Math.max(...file.model.filter((value) => value !== null).map((value) => Math.abs(value / last - 1)));
        return [
          result.results.file.season === null && far(seen[0]) < 1e-5 && far(seen.at(-1)) < 0.06,
          `farthest from the last value: ${short(100 * far(seen[0]))}% at first, ${short(100 * far(seen.at(-1)))}% at the end`,
        ];
      },
    },
    {
      says: "by the report its error is hardly larger than that of 48 units after as many epochs",
      holds: ({ close: [large], eight: [small] }) => [
        errorOf(small) < 1.05 * errorOf(large),
        `MASE ${short(errorOf(small))}, of 48 units ${short(errorOf(large))} after 20 epochs (one seed)`,
      ],
    },
    {
      says: "It has seen many thousands of made ones",
      holds: ({ usual: [{ result }] }) => [result.results.drawn > 100_000, `${result.results.drawn} series`],
    },
  ],
};
