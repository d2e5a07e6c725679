// What is said of the lab that opens cells.
import { explain } from "recurra/inside";
import { listed, meanOf } from "./numbers.mjs";

const seeds = [0, 1, 2];
const SEQUENCES = 20;

/** Of each unit, what a gate is at marks and at the other steps of these sequences, and how far a state moves at these. */
function measure(opened) {
  const [{ hiddenSize }] = opened.map(({ layers: [layer] }) => layer);
  return Array.from({ length: hiddenSize }, (_, unit) => {
    const sums = {};
    const add = (name, value) => {
      sums[name] ??= [];
      sums[name].push(value);
    };
    for (const {
      layers: [layer],
    } of opened) {
      for (let t = 1; t < layer.steps; t++) {
        const where = layer.x[2 * t + 1] === 1 ? "marks" : "others";
        for (const { symbol, values } of layer.gates) add(`${symbol} ${where}`, values[t * hiddenSize + unit]);
        const { values, symbol } = layer.states.at(-1);
        add(`${symbol} moves ${where}`, Math.abs(values[t * hiddenSize + unit] - values[(t - 1) * hiddenSize + unit]));
        add("size", Math.abs(values[t * hiddenSize + unit]));
      }
    }
    return Object.fromEntries(Object.entries(sums).map(([name, values]) => [name, meanOf(values)]));
  });
}

const all = (open, dial) => Array.from({ length: SEQUENCES }, (_, sequence) => open({ dial, sequence }));
const saidOf = (opened) => meanOf(opened.map(({ loss }) => loss));

/** How far what is said moves between two steps without a mark. */
const movesOf = (opened) =>
  meanOf(
    opened.flatMap(({ layers: [layer], lines }) => {
      const { y } = lines.find(({ role }) => role === "model");
      return y.slice(1).flatMap((value, t) => (layer.x[2 * t + 3] === 1 ? [] : [Math.abs(value - y[t])]));
    }),
  );

/** At the end of each cell's training. */
const look = ({ isEpoch, epoch, phase, open }, keep) => {
  if (isEpoch && epoch === 30) keep({ phase, opened: all(open) });
};
/** The first cell alone. */
const first = (moment, keep) => {
  look(moment, keep);
  return moment.isEpoch && moment.epoch === 30 ? "enough" : undefined;
};
const lstmOf = ({ seen }) => seen[0].opened;
const unitsOf = (run) => measure(lstmOf(run));
const pick = (units, by) => units.reduce((best, unit) => (by(unit) > by(best) ? unit : best));
const forgetting = (unit) => unit["f others"] - unit["f marks"];
const writing = (unit) => unit["i marks"] - unit["i others"];
const say = (units, ...names) => names.map((name) => `${name} ${listed(units.map((unit) => unit[name]))}`).join("; ");

export const cells = {
  runs: { usual: { seeds, look }, two: { of: 1, seeds, look: first }, long: { of: 2, seeds, look: first } },
  claims: [
    {
      says: "Watch some gates learn to act at the marks alone",
      holds: ({ usual }) => {
        const units = usual.map((run) => pick(unitsOf(run), writing));
        return [
          units.every((unit) => unit["i marks"] > 0.75 && unit["i others"] < 0.15),
          say(units, "i marks", "i others"),
        ];
      },
    },
    {
      says: "some rows of the state keep their colour from mark to mark",
      holds: ({ usual }) => {
        const units = usual.map((run) => pick(unitsOf(run), (unit) => unit["c moves marks"] / unit["c moves others"]));
        return [
          units.every((unit) => unit["c moves marks"] > 5 * unit["c moves others"]),
          say(units, "c moves marks", "c moves others"),
        ];
      },
    },
    {
      says: "Other marks, other values, the same cell: do its gates still act at the marks?",
      holds: ({ usual }) => {
        const opened = [lstmOf(usual[0])[6]];
        const unit = pick(measure(opened), writing);
        return [unit["i marks"] > 0.75 && unit["i others"] < 0.15, say([unit], "i marks", "i others")];
      },
    },
    {
      says: "With so little room one unit does it all, as in a textbook: between marks its input gate is shut and its forget gate open.",
      holds: ({ two }) => {
        const units = two.map((run) => pick(unitsOf(run), forgetting));
        const losses = two.map((run) => saidOf(lstmOf(run)));
        const isSo =
          units.every((unit) => unit["i others"] < 0.05 && unit["f others"] > 0.95) &&
          losses.every((loss) => loss < 0.002);
        return [
          isSo && units[0]["i marks"] > 0.85 && units[1]["i marks"] < 0.6,
          `${say(units, "i marks", "i others", "f marks", "f others")}; loss ${listed(losses)}`,
        ];
      },
    },
    {
      says: "in one row the forget gate is above 0.96 between marks",
      holds: ({ long }) => {
        const of = (symbol) => long.map((run) => Math.max(...unitsOf(run).map((unit) => unit[`${symbol} others`])));
        const losses = long.map((run) => saidOf(lstmOf(run)));
        return [
          of("f").every((most) => most > 0.96) && losses.every((loss) => loss < 0.002),
          `forget gate ${listed(of("f"))}; loss ${listed(losses)}`,
        ];
      },
    },
    {
      says: "in some rows of the LSTM's forget gate",
      holds: ({ usual }) => {
        const units = usual.map((run) => pick(unitsOf(run), forgetting));
        return [
          units.every((unit) => unit["f marks"] < 0.3 && unit["f others"] > 0.7),
          say(units, "f marks", "f others"),
        ];
      },
    },
    {
      says: "mostly that of the mark",
      holds: ({ usual, two }) => {
        const shares = [usual, two].map((rs) =>
          rs.map((run) => {
            const opened = lstmOf(run);
            const units = measure(opened);
            const unit = units.indexOf(pick(units, forgetting));
            const marks = opened.flatMap(({ layers: [layer] }) =>
              Array.from({ length: layer.steps }, (_, t) => t)
                .filter((t) => t > 0 && layer.x[2 * t + 1] === 1)
                .map((t) => {
                  const {
                    lines: [sum],
                  } = explain(layer, { symbol: "f", unit, t, parts: 20 });
                  const parts = sum.sums.flatMap(({ parts }) => parts);
                  const least = parts.reduce((low, part) => (part.product < low.product ? part : low));
                  return least.name;
                }),
            );
            return marks.filter((name) => name === "mark" || /mark/.test(name)).length / marks.length;
          }),
        );
        return [
          shares.flat().every((share) => share > 0.9),
          `the mark is the most negative product at ${shares.map(listed).join(" | ")} of the marks`,
        ];
      },
    },
    {
      says: "Look at its line of what is said: between marks it is less level than the LSTM's.",
      holds: ({ usual }) => {
        const of = (name, by) => usual.map(({ seen }) => by(seen.find(({ phase }) => phase.startsWith(name)).opened));
        const [moves, lstm] = [of("RNN", movesOf), of("LSTM", movesOf)];
        const losses = of("RNN", saidOf);
        const others = of("LSTM", saidOf);
        const isSo = seeds.every((i) => moves[i] > 2 * lstm[i] && losses[i] > 5 * others[i]);
        return [
          isSo,
          `it moves by ${listed(moves)} a step, the LSTM's by ${listed(lstm)}; loss ${listed(losses)}, ${listed(others)}`,
        ];
      },
    },
  ],
};
