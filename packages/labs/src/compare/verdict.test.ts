import { expect, test } from "vitest";
import { settingsOf } from "../lab/options.ts";
import type { AgainstPersistence } from "../prices/against-persistence.ts";
import { priceFile, swinging } from "../prices/price-file.fixture.ts";
import { compare } from "./compare.ts";
import { readComparison } from "./data.ts";
import type { CompareFound, Contender } from "./found.ts";
import { describeMethod, judge } from "./verdict.ts";

const settings = settingsOf(compare.options);
const data = readComparison(priceFile(swinging(500), "High"), settings);
const predicted = data.actual.slice(data.rows.test, data.rows.end);

/** A network of a title, with an outcome and an error of its own. */
function contender(title: string, outcome: AgainstPersistence["outcome"], rmse: number, late = 0): Contender {
  const training = { stopped: "finished", epochs: 0, bestEpoch: 0, bestLoss: 0, threads: 1, history: [] } as const;
  const score = { rmse, persistence: 5, p: 0.5, outcome, correlations: [], late };
  return { title, name: "rnn", parameters: 1, printed: { kind: "code", text: "" }, training, predicted, score };
}

const found = (...contenders: Contender[]): CompareFound => ({ settings, data, contenders });

test("networks are sorted by what is certain: better, within chance, worse", () => {
  const mixed = found(contender("A", "worse", 7), contender("B", "better", 4), contender("C", "even", 5.1));
  expect(judge(mixed)).toEqual({
    tone: "good",
    outcome: "1 of 3 networks better than yesterday's price",
    sentences: [
      "Repeating yesterday's High has an RMSE of 5.0000 on the test days.",
      "Better: B (4.0000).",
      "Within chance of it: C (5.1000).",
      "Worse: A (7.0000).",
    ],
  });
  const even = found(contender("A", "worse", 7), contender("C", "even", 4.9));
  expect(judge(even)).toMatchObject({ tone: "even", outcome: "No network is better than yesterday's price" });
  expect(judge(found(contender("A", "worse", 7))).tone).toBe("bad");
});

test("networks that are late are named, all of them at once", () => {
  const last = (...contenders: Contender[]) => judge(found(...contenders)).sentences.at(-1);
  const rest = "not as it does on the day itself: they are late.";
  expect(last(contender("A", "even", 5, 1), contender("B", "even", 5))).toBe(
    `A: the predictions move as the price did one day before, ${rest}`,
  );
  expect(last(contender("A", "even", 5, 1), contender("B", "even", 5, 2))).toBe(
    `All predictions move as the price did one day or more before, ${rest}`,
  );
  expect(last(contender("A", "even", 5, 1))).toBe(`Its predictions move as the price did one day before, ${rest}`);
});

test("one network is spoken of as one, and needs no stronger evidence", () => {
  expect(judge(found(contender("A", "better", 4))).outcome).toBe("Better than yesterday's price");
  expect(judge(found(contender("A", "even", 5))).outcome).toBe("No better than yesterday's price");
  expect(judge(found(contender("A", "worse", 5))).outcome).toBe("Worse than yesterday's price");
  expect(describeMethod(found(contender("A", "even", 5)))).toContain('"better" and "worse" are said below 0.05. Each');
  expect(describeMethod(found(contender("A", "even", 5), contender("B", "even", 5)))).toContain(
    "are said below 0.05 / 2, since one of 2 networks is lucky more easily than one.",
  );
});
