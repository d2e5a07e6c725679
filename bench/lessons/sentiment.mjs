// What is said of the lab that reads sentences.
import { listed, short } from "./numbers.mjs";

const seeds = [0, 1, 2];
const good = new Set([
  "good",
  "great",
  "lovely",
  "funny",
  "moving",
  "clever",
  "warm",
  "charming",
  "brilliant",
  "fresh",
]);
const bad = new Set(["bad", "dull", "awful", "boring", "weak", "silly", "slow", "cold", "flat", "stale"]);

/** The words of the sentence that the first network reads, each with the probability before and after it. */
function readOf(draw, dial) {
  const [{ passages }] = draw(dial);
  const [{ pieces, values }] = passages;
  return pieces.map((word, i) => ({ word, before: i === 0 ? 50 : values[i - 1], after: values[i] }));
}
const telling = (words) => words.filter(({ word }) => good.has(word) || bad.has(word));
const moved = ({ before, after }) => Math.abs(after - before);

const look = ({ begins, ended, draw }, keep) => {
  if (begins || ended)
    keep({ but: readOf(draw, 11), plain: [1, 2].map((dial) => readOf(draw, dial)), denied: readOf(draw, 8) });
};
const resultsOf = (runs) => runs.map(({ result }) => result.results);

export const sentiment = {
  runs: { usual: { seeds, look }, rnn: { of: 1, seeds }, few: { of: 2, seeds } },
  claims: [
    {
      says: "at first none moves the answer far, later the one behind the word but turns it round",
      holds: ({ usual }) => {
        const before = usual.map(({ seen }) => Math.max(...telling(seen[0].but).map(moved)));
        const after = usual.map(({ seen }) => telling(seen.at(-1).but).at(-1));
        const isSo = before.every((most) => most < 15) && after.every((last) => moved(last) > 40);
        return [
          isSo,
          `at first they move it by ${listed(before)} at most; at the end ${after.map(({ word, before: a, after: b }) => `${word} from ${a} to ${b}`).join(", ")}`,
        ];
      },
    },
    {
      says: "One word decides, wherever it stands.",
      holds: ({ usual }) => {
        const words = usual.flatMap(({ seen }) => seen.at(-1).plain.map((read) => telling(read).at(-1)));
        const isSo = words.every(({ word, after }) => (good.has(word) ? after > 90 : after < 10));
        return [isSo, words.map(({ word, after }) => `${word} ${after}`).join(", ")];
      },
    },
    {
      says: "at weak the answer rises, since what stands before it denies it",
      holds: ({ usual: [{ seen }] }) => {
        const { word, before, after } = seen.at(-1).denied.find((one) => one.word === "weak");
        return [
          after - before > 30 && seen.at(-1).denied.some((one) => one.word === "not"),
          `${word}: from ${before} to ${after}`,
        ];
      },
    },
    {
      says: "It still reads most sentences, but fewer than the GRU; those with although are among its worst.",
      holds: ({ rnn, usual }) => {
        const worst = resultsOf(rnn).map(({ answers: [{ byKind }] }) =>
          Object.entries(byKind)
            .sort(([, one], [, other]) => one - other)
            .slice(0, 3)
            .map(([kind, share]) => `${kind} ${short(share)}`),
        );
        const [right, gru] = [rnn, usual].map((runs) => resultsOf(runs).map(({ accuracy }) => accuracy));
        const isSo = seeds.every((i) => right[i] > 0.8 && right[i] < gru[i] - 0.03);
        const although = worst.every((some) => some.some((one) => one.startsWith("although")));
        return [
          isSo && although,
          `right in ${listed(right)}, the GRU in ${listed(gru)}; ${worst.map((some) => some.join(", ")).join(" | ")}`,
        ];
      },
    },
    {
      says: "The loss of the training falls as before, that of the validation does not",
      holds: ({ few, usual }) => {
        const last = (runs, name) => resultsOf(runs).map((one) => one[name].at(-1));
        const [train, validation] = [last(few, "trainLoss"), last(few, "validationLoss")];
        const [first, other] = [resultsOf(few).map(({ validationLoss: [one] }) => one), last(usual, "validationLoss")];
        return [
          seeds.every((i) => train[i] < 0.05 && validation[i] > first[i] && other[i] < 0.05),
          `training ${listed(train)}; validation from ${listed(first)} to ${listed(validation)}, with 800 sentences to ${listed(other)}`,
        ];
      },
    },
    {
      says: "Only the last one is an answer",
      holds: ({ usual }) => {
        const firsts = usual.map(({ seen }) =>
          Math.max(
            ...seen
              .at(-1)
              .but.slice(0, 2)
              .concat(seen.at(-1).denied.slice(0, 2))
              .map(({ after }) => Math.abs(after - 50)),
          ),
        );
        return [
          firsts.every((far) => far > 30),
          `words that say nothing stand as far as ${listed(firsts)} from one half`,
        ];
      },
    },
    {
      says: "Without lengths the padding is read as words are, and the answer drifts with it",
      holds: ({ usual }) => {
        const drift = resultsOf(usual).map(({ largestChangeByPadding }) => largestChangeByPadding);
        const right = resultsOf(usual).map(
          ({ accuracy, trainedUnmaskedAccuracy }) => accuracy - trainedUnmaskedAccuracy,
        );
        const isSo =
          drift.every(({ masked, trainedUnmasked }) => masked < 1e-6 && trainedUnmasked > 0.5) &&
          right.every((more) => more > 0);
        return [
          isSo,
          `padding moves the probability by up to ${listed(drift.map(({ trainedUnmasked }) => trainedUnmasked))}; right less often by ${listed(right)}`,
        ];
      },
    },
  ],
};
