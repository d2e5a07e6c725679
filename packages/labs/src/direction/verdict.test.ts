import { expect, test } from "vitest";
import { scoreBaselines, scoreCalls } from "./score.ts";
import { judge } from "./verdict.ts";

/** Seven days of each ten rise. */
const actual = Array.from({ length: 200 }, (_, day) => Number(day % 10 < 7));
const naive = scoreBaselines(actual, actual, [1, 0]);

/** A verdict on networks that give these probabilities. */
function judged(networks: readonly ((day: number) => number)[], outside = 0) {
  const tried = networks.map((probability, i) => ({
    ...scoreCalls(
      actual,
      Float32Array.from(actual, (_, day) => probability(day)),
      naive.base,
      networks.length,
    ),
    length: i + 3,
    name: `LSTM, ${i + 3} days`,
    parameters: 1,
    printed: { kind: "code" as const, text: "" },
    bestEpoch: 1,
    trainLosses: [0.7],
    validationLosses: [0.7],
  }));
  return judge({ tried, naive, actual, data: { outside } });
}

/** Sure of what happens, but wrong on the first days. */
const knowing = (wrong: number) => (day: number) => (day < wrong ? 1 - actual[day] : actual[day]) * 0.6 + 0.2;

test("a network that names one class every day is the base rate itself", () => {
  const { tone, outcome, sentences } = judged([() => 0.6]);
  expect([tone, outcome]).toEqual(["even", 'Chance: no better than always "up"']);
  expect(sentences).toEqual([
    'The network is not shown to differ from saying "up" every day, which is right on 70.0% of 200 test days: the base rate.',
    'LSTM, 3 days: right on 70.0% of the days. It said "up" every day: it is the base rate itself. The area under its ROC ' +
      "curve is 0.500; there is no interval to it.",
  ]);
});

test("a network that names the rarer class every day is told so, and is worse", () => {
  const { tone, outcome, sentences } = judged([() => 0.4]);
  expect([tone, outcome]).toEqual(["bad", 'Worse than always "up"']);
  expect(sentences[1]).toContain(
    'right on 30.0% of the days; its 95% interval, 24.1% to 36.7%, does not hold the base rate. It said "not up" every ' +
      'day. On the 200 days on which it differs from "up" it was right 60 times (p < 0.001): worse.',
  );
});

test("of several networks the one that is better is named, with the share of 5% that it had to stay below", () => {
  const { tone, sentences } = judged([() => 0.6, knowing(4)]);
  expect(tone).toBe("good");
  expect(sentences[0]).toBe(
    'LSTM, 4 days: better than saying "up" every day, which is right on 70.0% of 200 test days: the base rate ' +
      "(p below 0.025, 0.05 shared among 2 networks).",
  );
});

test("among many networks none may differ", () => {
  const constant = () => 0.6;
  expect(judged([constant, constant]).sentences[0]).toMatch(/^Neither network is shown to differ/);
  expect(judged([constant, constant, constant]).sentences[0]).toMatch(/^None of the 3 networks is shown to differ/);
});

test("of more than three networks only the most accurate is told of, and what its choice is worth", () => {
  const constant = () => 0.6;
  const { sentences } = judged([constant, knowing(60), knowing(100), constant]);
  expect(sentences).toHaveLength(3);
  expect(sentences[1]).toMatch(/^LSTM, 3 days: right on 70\.0% of the days\. It said "up" every day/);
  expect(sentences[2]).toBe("That is the most accurate of 4: the best of many is flattered by luck.");
  expect(judged([constant, constant, constant]).sentences).toHaveLength(4);
});

test("an area away from a coin's is named, as knowledge or as its reverse", () => {
  const ranked = (direction: number) => (day: number) => 0.7 + direction * (actual[day] - 0.5) * 0.1 + (day % 3) * 0.05;
  expect(judged([ranked(1)]).sentences[1]).toMatch(
    /above a coin's 0\.5, as luck makes one in forty: how it ranks the days may carry something\.$/,
  );
  expect(judged([ranked(-1)]).sentences[1]).toMatch(
    /below a coin's 0\.5, as luck makes one in forty: it ranks the days the wrong way round\.$/,
  );
  expect(judged([(day) => 0.7 + (day % 3) * 0.05]).sentences[1]).toMatch(/which holds a coin's 0\.5\.$/);
});

test("a test unlike the training days is named where most days are", () => {
  expect(judged([() => 0.6], 0.5).sentences).toHaveLength(2);
  expect(judged([() => 0.6], 0.9).sentences[2]).toBe(
    "Before 90% of the test days a column lay outside the range that it had on the training days: the network called " +
      "days unlike any that it had learnt from.",
  );
  expect(judged([() => 0.6], 1).sentences[2]).toMatch(/^Before every test day a column/);
});
