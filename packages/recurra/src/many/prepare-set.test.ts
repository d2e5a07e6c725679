import { expect, test } from "vitest";
import { SeriesSet } from "../data/index.ts";
import { prepareSet } from "./prepare-set.ts";

const read = (text: string) => SeriesSet.fromCsv(text, { name: "a.csv", series: "id" });
const days = [1, 2, 3, 4].map((day) => `2024-01-0${day}`);
const lines = (id: string, cells: readonly (string | number)[], times = days) =>
  cells.map((cell, i) => `${id},${times[i]},${cell}\n`).join("");

test("series that are good are not copied", () => {
  const set = read(`id,day,x\n${lines("a", [1, 2, 3, 4])}${lines("b", [5, 6, 7, 8])}`);
  const prepared = prepareSet(set, {});
  expect([prepared.set, prepared.target, prepared.findings]).toEqual([set, "x", []]);
});

test("what one series is refused for names it, and how many have the same fault", () => {
  const set = read(`id,day,x\n${lines("a", [1, 2, 3, 4])}${lines("b", [5, "", 7, 8])}${lines("c", [1, "", "", 4])}`);
  expect(() => prepareSet(set, {})).toThrow(
    'a.csv, id=b: column "x" has 1 missing cell, the first in row 6 (line 7), 2024-01-02, and no repair was chosen.',
  );
  expect(() => prepareSet(set, {})).toThrow("1 other series has a fault of this kind too");
  const twice = read(
    `id,day,x\n${lines("a", [1, 2, 3, 4])}${lines("b", [5, 6, 7, 8], [days[0], days[1], days[1], days[2]])}`,
  );
  expect(() => prepareSet(twice, {})).toThrow(
    /^a\.csv, id=b: row 7 \(line 8\) \(2024-01-02\) has the same time as row 6 \(line 7\)\./,
  );
});

test("a repair is done to each series, and told of a kind a line", () => {
  const set = read(`id,day,x\n${lines("a", [1, 2, 3, 4])}${lines("b", [5, "", 7, 8])}${lines("c", [1, "", 3, 4])}`);
  const { set: repaired, findings } = prepareSet(set, { repair: "linear" });
  expect([...repaired].map((series) => [...series.column("x")])).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
    [1, 2, 3, 4],
  ]);
  expect(findings).toMatchObject([{ kind: "missing", series: 2, first: expect.stringMatching(/^id=b: /) }]);
});

test("one series alone, and a target that is not said, are refused", () => {
  const one = read(`id,day,x\n${lines("a", [1, 2, 3, 4])}`);
  expect(() => prepareSet(one, {})).toThrow("there is only one series (id=a), and a model over many needs two");
  const two = read(
    `id,day,x,y\n${["a", "b"].flatMap((id) => days.map((day, i) => `${id},${day},${i},${i * i}\n`)).join("")}`,
  );
  expect(() => prepareSet(two, {})).toThrow('which column is to be forecast? Say target with one of "x", "y".');
});
