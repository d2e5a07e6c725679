import { expect, test } from "vitest";
import { wordFinding } from "../findings/finding.ts";
import { Series } from "./series.ts";

const findings = (text: string) => Series.fromCsv(text, { name: "a.csv" }).check();
const DAY = 86_400_000;

/** Monday to Friday from 2018-01-01, without the rows that `left` names. */
function businessDays(days: number, left: readonly string[] = []): Series {
  const times: string[] = [];
  for (let time = Date.UTC(2018, 0, 1); times.length < days; time += DAY) {
    const date = new Date(time);
    if (date.getUTCDay() % 6 !== 0) times.push(date.toISOString().slice(0, 10));
  }
  const kept = times.filter((time) => !left.includes(time));
  return Series.fromColumns({ x: kept.map((_, i) => i) }, { times: kept });
}

test("a clean series has no findings", () => {
  expect(findings("Date,x\n2020-01-01,1\n2020-01-02,2\n2020-01-03,3\n")).toEqual([]);
});

test("missing cells are counted per column, with their first rows and dates", () => {
  expect(
    findings("Date,x,y\n2020-01-01,1,1\n2020-01-02,,2\n2020-01-03,NA,3\n2020-01-04,?,4\n2020-01-05,-,5\n"),
  ).toEqual([
    {
      kind: "missing",
      column: "x",
      rows: [1, 2, 3],
      count: 4,
      message:
        '"x": 4 missing cells of 5: row 2 (line 3), 2020-01-02; row 3 (line 4), 2020-01-03; row 4 (line 5), 2020-01-04 and 1 more',
    },
  ]);
});

test("disorder and duplicate times are findings, and the rows stay as they are", () => {
  const series = Series.fromCsv("Date,x\n2020-01-02,1\n2020-01-01,2\n2020-01-02,3\n");
  expect([...series.column("x")]).toEqual([1, 2, 3]);
  expect(series.check()).toEqual([
    { kind: "disorder", rows: [1], count: 1, message: "1 row earlier than the row before: row 2 (line 3), 2020-01-01" },
    {
      kind: "duplicate-time",
      rows: [2],
      count: 1,
      message: "1 row with a time that an earlier row has: row 3 (line 4), 2020-01-02",
    },
  ]);
});

test("a newest-first file is a finding", () => {
  expect(findings("Date,x\n2020-01-03,1\n2020-01-02,2\n2020-01-01,3\n")).toEqual([
    { kind: "reversed", rows: [], count: 3, message: "the file has the newest row first: turned round" },
  ]);
});

test("a constant column is a finding", () => {
  expect(findings("Date,x\n2020-01-01,7\n2020-01-02,7\n2020-01-03,\n")[1]).toEqual({
    kind: "constant",
    column: "x",
    rows: [],
    count: 2,
    message: '"x": the same value in all 2 rows that have one: 7',
  });
  expect(findings("Date,x\n2020-01-01,7\n2020-01-02,7\n")[0].message).toBe('"x": the same value in all 2 rows: 7');
  // Rounding alone is no change, as scalers have it.
  expect(findings("Date,x\n2020-01-01,0.3\n2020-01-02,0.30000000000000004\n")[0].kind).toBe("constant");
  expect(findings("Date,x\n2020-01-01,0.3\n2020-01-02,0.30000000000001\n")).toEqual([]);
});

test("weekends and holidays of up to four days are no gaps in business days", () => {
  expect(businessDays(100, ["2018-02-12", "2018-02-13", "2018-02-14", "2018-02-15"]).check()).toEqual([]);
});

test("a longer hole in business days is a gap, and the message states the rule", () => {
  const left = ["2018-02-12", "2018-02-13", "2018-02-14", "2018-02-15", "2018-02-16"];
  const problem =
    "1 gap (rows fall on Monday to Friday, and holes of up to 4 such days are taken as holidays): 5 missing between 2018-02-09 and 2018-02-19";
  expect(businessDays(100, left).check()).toEqual([
    {
      kind: "gap",
      rows: [30],
      count: 1,
      message: `${problem} (fillGaps: "seasonal" fills them in)`,
      problem,
      remedies: [["(", { option: "fillGaps", value: "seasonal" }, " fills them in)"]],
    },
  ]);
});

test("every missing day, month or hour is a gap where none is usually left out", () => {
  const days = Array.from({ length: 40 }, (_, i) => Date.UTC(2020, 0, 1) + i * DAY).filter((_, i) => i !== 20);
  const [gap] = Series.fromColumns({ x: days.map((_, i) => i) }, { times: days }).check();
  expect(gap.problem).toBe("1 gap (every missing time is a gap): 1 missing between 2020-01-20 and 2020-01-22");
  const months = findings("Month,x\n2020-01,1\n2020-02,2\n2020-05,3\n2020-06,4\n");
  expect(months[0].problem).toBe(
    "1 gap (every step longer than the usual one is a gap): 2 missing between 2020-02 and 2020-05",
  );
  const hours = Array.from({ length: 100 }, (_, i) => i * 3_600_000).filter((_, i) => i < 50 || i > 52);
  const [hole] = Series.fromColumns({ x: hours.map((_, i) => i) }, { times: hours }).check();
  expect(hole.problem).toBe(
    "1 gap (every missing time is a gap): 3 missing between 1970-01-03 01:00Z and 1970-01-03 05:00Z",
  );
});

test("gaps are found beside a time that repeats and rows out of order", () => {
  const found = findings(
    "Date,x\n2020-01-01,1\n2020-01-02,2\n2020-01-02,2\n2020-01-06,6\n2020-01-05,5\n2020-01-07,7\n",
  );
  expect(found.map(({ kind }) => kind)).toEqual(["disorder", "duplicate-time", "gap"]);
  expect(found[2]).toMatchObject({ rows: [4], count: 1 });
  expect(found[2].problem).toContain("2 missing between 2020-01-02 and 2020-01-05");
});

test("many gaps are counted with the rows that they miss", () => {
  const days = Array.from({ length: 60 }, (_, i) => Date.UTC(2020, 0, 1) + i * DAY).filter((_, i) => i % 12 < 10);
  const [gaps] = Series.fromColumns({ x: days }, { times: days }).check();
  expect(gaps.message).toMatch(
    /^4 gaps of 8 rows \(every missing time is a gap\): .* and 1 more \(fillGaps: "seasonal" fills/,
  );
});

test("times whose steps differ too much are a finding that offers longer steps", () => {
  // About 7 minutes, never the same twice in a row.
  const times = Array.from({ length: 200 }, (_, i) => Date.UTC(2020, 0, 1) + i * 420_000 + ((i * i * 7919) % 240_000));
  const [finding] = Series.fromColumns({ x: times }, { times }).check();
  expect(finding).toMatchObject({ kind: "irregular", rows: [], count: 200 });
  expect(finding.message).toMatch(
    /^times: the steps between rows differ too much for gaps and seasons to be told \(irregular, about .*\) \(resample: "15min" makes them regular: the mean of each step\)$/,
  );
});

test("the step that is offered is the one nearest to the usual distance, or a longer one where that leaves many steps empty", () => {
  const offer = (times: readonly number[]) =>
    Series.fromColumns({ x: times }, { times }).check()[0].remedies?.[0].slice(1, -1);
  const late = Array.from(
    { length: 300 },
    (_, i) => Date.UTC(2020, 0, 1) + i * 3_600_000 + ((i * i * 7919) % 50) * 1000,
  );
  expect(offer(late)).toEqual([{ option: "resample", value: "1h" }]);
  // Those that leave some steps empty are offered with what fills them.
  expect(offer(late.filter((_, i) => i % 40 !== 7))).toEqual([
    { option: "resample", value: "1h" },
    { option: "fillGaps", value: "seasonal" },
  ]);
  // In pairs a second apart every half an hour or so, the usual distance is the short one.
  const pairs = late.slice(0, 100).flatMap((time) => [time, time + 7 * 60_000, time + 8 * 60_000 + 1000]);
  expect(offer(pairs)).toEqual([{ option: "resample", value: "1h" }]);
});

test("an edge says an offer in its own words, and none that it does not have", () => {
  const [gap] = businessDays(100, ["2018-02-12", "2018-02-13", "2018-02-14", "2018-02-15", "2018-02-16"]).check();
  const wording = { call: () => undefined, speaker: () => undefined };
  const flags = { ...wording, option: (name: string, value?: unknown) => `--${name} ${value}` };
  expect(wordFinding(gap, flags).message).toMatch(/\(--fillGaps seasonal fills them in\)$/);
  expect(wordFinding(gap, { ...wording, option: () => undefined }).message).toBe(gap.problem);
});

test("rows without times have no gaps", () => {
  expect(Series.fromColumns({ x: [1, 2, 3] }).check()).toEqual([]);
});
