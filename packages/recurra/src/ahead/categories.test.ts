import { expect, test } from "vitest";
import { Series } from "../data/index.ts";
import { expandNames, findUnseen, knownWords, withWords, wordsBefore } from "./categories.ts";

const text = "day,sky,v\n2024-01-01,sun,1\n2024-01-02,rain,2\n2024-01-03,,3\n2024-01-04,sun,4\n2024-01-05,hail,5\n";
const series = Series.fromCsv(text, { name: "sky.csv", categories: ["sky"] });
const at = (one: Series, name: string) => [...one.column(name)];

test("a column of words is a column of 1 and 0 for each of its words, missing where its cell is empty", () => {
  expect(series.columns).toEqual(["sky=hail", "sky=rain", "sky=sun", "v"]);
  expect(at(series, "sky=sun")).toEqual([1, 0, Number.NaN, 1, 0]);
  expect(expandNames(series, ["v", "sky"])).toEqual(["v", "sky=hail", "sky=rain", "sky=sun"]);
  expect(() => series.column("sky")).toThrow(
    'sky.csv: column "sky" holds words, which were read as categories. Name it among inputs or future.',
  );
  expect(() => Series.fromCsv(text, { columns: ["v"], categories: ["skies"] })).toThrow('there is no column "skies"');
});

test("words that a series lacks are 0 in its rows", () => {
  const more = withWords(series, new Map([["sky", ["snow", "sun"]]]));
  expect(at(more, "sky=snow")).toEqual([0, 0, Number.NaN, 0, 0]);
  expect(more.parts.categories?.get("sky")).toEqual(["hail", "rain", "sun", "snow"]);
  expect(withWords(series, new Map([["other", ["a"]]])).columns).toEqual(series.columns);
});

test("the words before a row are those that a fit learns; others are counted, by rows", () => {
  const words = wordsBefore(series, ["sky"], 4);
  expect([...words]).toEqual([["sky", ["rain", "sun"]]]);
  expect([...knownWords(["v", "sky=rain", "sky=sun"], ["sky"])]).toEqual([...words]);
  expect(findUnseen(series, words, 0, 4)).toEqual([]);
  expect(findUnseen(series, words, 2, 5, " ahead")).toEqual([
    {
      ...{ kind: "unseen", column: "sky", rows: [4], count: 1 },
      message: '"sky" is "hail" in 1 row ahead, which the fit has not seen: it counts as none of "rain", "sun"',
    },
  ]);
  expect(() => wordsBefore(series, ["sky"], 1)).toThrow(
    'sky.csv: column "sky" is "sun" in all rows that a fit learns from, so it tells nothing. Leave it out.',
  );
});
