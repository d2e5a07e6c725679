// A known series, written in 2,880 ways: read to its very times and values, or refused with an option that then reads it so.

import { expect, test } from "vitest";
import { errorOf, Workplace } from "../packages/cli/src/command.fixture.ts";
import { RecurraError } from "../packages/recurra/src/core/errors.ts";
import { openSeries } from "../packages/recurra/src/data/files/index.ts";
import type { Series } from "../packages/recurra/src/data/series/series.ts";
import { names, type WrittenFile, writtenFiles } from "./written-files.ts";

const all = 2880;
/** Every so manieth file goes through the command line, counted round: each way to write times, and most others in their turn. */
const step = 937;
const chosen = 60;

/** Whether a series is the known one; else what it is. */
function difference(series: Series, { times, values }: WrittenFile): string | undefined {
  const found = [...series.times.values()];
  if (series.columns.join() !== `${names.first},${names.second}`) return `columns ${series.columns.join()}`;
  if (found.length !== times.length || found.some((time, i) => time !== times[i])) return `times from ${found[0]}`;
  for (const column of ["first", "second"] as const) {
    const read = series.column(names[column]);
    const wrong = values[column].findIndex((value, i) => !Object.is(value, read[i]));
    if (wrong >= 0) return `${names[column]} ${read[wrong]} for ${values[column][wrong]}`;
  }
  return undefined;
}

type Outcome = "read" | "settled" | { readonly wrong: string };

async function outcomeOf(file: WrittenFile): Promise<Outcome> {
  try {
    const wrong = difference(await openSeries(file.bytes, { name: "a" }), file);
    return wrong === undefined ? "read" : { wrong: `read as something else: ${wrong}` };
  } catch (error) {
    if (!(error instanceof RecurraError)) throw error;
    for (const { option, value } of error.remedies) {
      if (option === undefined || value === undefined) continue;
      const series = await openSeries(file.bytes, { name: "a", [option]: value }).catch(() => undefined);
      if (series !== undefined && difference(series, file) === undefined) return "settled";
    }
    return { wrong: error.message };
  }
}

test("times in 40 ways, numbers in 12 and files in 6 are read exactly, or refused with an option that reads them", async () => {
  const counts = { read: 0, settled: 0 };
  const wrong: string[] = [];
  for (const file of writtenFiles()) {
    const outcome = await outcomeOf(file);
    if (typeof outcome === "string") counts[outcome]++;
    else wrong.push(`${file.title}: ${outcome.wrong}`);
  }
  expect(counts.read + counts.settled + wrong.length).toBe(all);
  expect(wrong).toEqual([]);
  expect(counts.read / all, `${counts.read} of ${all} read without an option`).toBeGreaterThan(0.9);
});

interface Inspection {
  readonly rows: number;
  readonly columns: readonly { name: string; type: string; smallest: number; largest: number; missing: number }[];
  readonly clock: { readonly from: string; readonly to: string };
}

test("sixty of them go through the command line, and what it refuses is read with a flag that the refusal names", async () => {
  const files = [...writtenFiles()];
  const place = new Workplace();
  for (let k = 0; k < chosen; k++) {
    const file = files[(k * step) % all];
    place.write("data", file.bytes);
    let { code, stdout, stderr } = await place.here("inspect", "data", "--json");
    const remedies = code === 0 ? [] : errorOf(stderr).remedies;
    const accepted: string[] = code === 0 ? [stdout] : [];
    for (const { flag, value } of remedies) {
      if (flag === undefined || value === undefined) continue;
      ({ code, stdout, stderr } = await place.here("inspect", "data", "--json", ...flag.split(" ")));
      if (code === 0) accepted.push(stdout);
    }
    const found = accepted.map((text) => contents(JSON.parse(text) as Inspection));
    expect(found, file.title).toContainEqual(known(file));
    expect(found.length, file.title).toBe(Math.max(1, remedies.length));
  }
});

function contents({ rows, columns, clock }: Inspection): object {
  const numbers = columns.filter(({ type }) => type === "numbers");
  return {
    rows,
    clock: [clock.from, clock.to].map((label) => Date.parse(moment(label))),
    columns: numbers.map(({ name, smallest, largest, missing }) => ({ name, smallest, largest, missing })),
  };
}

/** A label such as 2012-Q2 or "2019-01-30 05:00" as a moment that JavaScript reads. */
function moment(label: string): string {
  const quarter = /^(\d{4})-?Q([1-4])$/.exec(label);
  if (quarter !== null) return `${quarter[1]}-${String(3 * Number(quarter[2]) - 2).padStart(2, "0")}`;
  return label.includes(":") ? `${label.replace(" ", "T").replace("Z", "")}Z` : label;
}

function known({ times, values }: WrittenFile): object {
  const columns = (["first", "second"] as const).map((column) => {
    const filled = values[column].filter((value) => !Number.isNaN(value));
    return {
      name: names[column],
      smallest: Math.min(...filled),
      largest: Math.max(...filled),
      missing: times.length - filled.length,
    };
  });
  return { rows: times.length, clock: [times[0], times.at(-1)], columns };
}
