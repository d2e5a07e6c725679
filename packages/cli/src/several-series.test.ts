// Files of several series: shown, refused in one line that says how to go on, and forecast one at a time.

import { expect, test } from "vitest";
import { day, quick, value, Workplace } from "./command.fixture.ts";
import { killed } from "./fault.fixture.ts";
import type { SeriesInspection } from "./inspect/inspect-series.ts";

const rows = Array.from({ length: 60 }, (_, i) => i);
const long = `Store,Town,Date,Sales\n${[1, 2, 3]
  .flatMap((store) => rows.map((i) => `${store},${store < 3 ? "Ulm" : "Kiel"},${day(i)},${value(i) + 100 * store}`))
  .join("\n")}\n`;
const wide = `Shop,Lat,${rows.map(day).join(",")}\n${[1, 2]
  .map((shop) => `S${shop},${shop}.5,${rows.map((i) => (shop === 2 && i > 49 ? "" : value(i) + shop)).join(",")}`)
  .join("\n")}\n`;

test("inspect shows the series of a long file, with --series and without", async () => {
  const place = new Workplace({ "data.csv": long });
  for (const args of [[], ["--series", "Store"]]) {
    const { code, stdout, stderr } = await place.here("inspect", "data.csv", ...args);
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.split("\n");
    expect(lines[1]).toBe("data.csv: 3 series by Store in 180 rows");
    expect(lines.slice(3, 8)).toEqual([
      expect.stringContaining("size"),
      "columns   Sales",
      "clock     all series have the same times",
      "static    Town: Ulm, Kiel",
      "",
    ]);
    expect(lines[8].split(/ {2,}/)).toEqual(["Store", "rows", "from", "to", "step", "missing", "gaps"]);
    expect(lines[9].split(/ {2,}/)).toEqual(["1", "60", day(0), day(59), expect.any(String), "0", "0"]);
    expect(lines.slice(13, 15)).toEqual([
      "All of them, by one model:",
      "  recurra forecast data.csv --series Store --target Sales --horizon 6",
    ]);
    expect(lines.slice(16, 18)).toEqual([
      "One of them:",
      `  recurra forecast data.csv ${[...args, "--where"].join(" ")} Store=1 --target Sales --horizon 6`,
    ]);
  }
});

test("inspect --json has each series; more than twenty are counted in the text", async () => {
  const many = `id,day,x\n${rows.flatMap((id) => [0, 1, 2].map((i) => `s${id},${day(i)},${id * i}`)).join("\n")}\n`;
  const place = new Workplace({ "data.csv": many });
  const { stdout } = await place.here("inspect", "data.csv", "--json");
  const document = JSON.parse(stdout) as SeriesInspection;
  expect(document).toMatchObject({
    kind: "series",
    count: 60,
    rows: 180,
    idColumns: ["id"],
    columns: ["x"],
    statics: [],
  });
  expect(document.series).toHaveLength(60);
  expect(document.series[59]).toMatchObject({ key: ["s59"], rows: 3, from: day(0), to: day(2), missing: 0, gaps: 0 });
  expect((await place.here("inspect", "data.csv")).stdout).toContain("\nand 40 more\n");
});

test("forecast of several series asks in one line whether one of them or all, and works for one", async () => {
  const place = new Workplace({ "data.csv": long });
  const refused = await place.here("forecast", "data.csv");
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toBe(
    'recurra: data.csv: the 180 rows are 3 series by "Store" ("1", "2", "3"). Choose one with --where Store=1, or forecast all with --series Store.\n',
  );
  const one = ["--where", "Store=3", "--series", "Store"];
  const { code, stdout, stderr } = await place.here("forecast", "data.csv", ...one, ...quick, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const result = JSON.parse(stdout) as { target: string; data: { rows: number; notes: string[] } };
  expect(result).toMatchObject({ target: "Sales", data: { rows: 60 } });
  expect(result.data.notes).toContain("60 of 180 rows have Store=3");
});

test("a run on one series of several goes on after it was killed", async () => {
  const place = new Workplace({ "data.csv": long });
  const begin = ["forecast", "data.csv", "--where", "Store=2", "--series", "Store", ...quick, "--checkpoint", "0"];
  expect(await killed(place, { kind: "batch", at: 3 }, ...begin, "--out", "run")).toBe(true);
  const { code, stdout } = await place.here("forecast", "--resume", "run");
  expect(code).toBe(0);
  expect(stdout).toContain("60 of 180 rows have Store=2");
});

test("a wide file: rows shown, one of them forecast to its last value; --wide and --no-wide settle it", async () => {
  const place = new Workplace({ "data.csv": wide, "plain.csv": "shop,a,b,c\nx,1,2,3\ny,4,5,6\n" });
  const { stdout } = await place.here("inspect", "data.csv");
  expect(stdout).toContain("data.csv: 2 series by Shop in 110 rows");
  expect(stdout).toContain("  recurra forecast data.csv --where Shop=S1 --target S1 --horizon 6\n");
  const { code, stdout: json } = await place.here("forecast", "data.csv", "--where", "Shop=S2", ...quick, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(json)).toMatchObject({ target: "S2", data: { rows: 50, to: day(49) } });
  const plain = await place.here("forecast", "data.csv");
  expect(plain.stderr).toBe(
    'recurra: data.csv: 60 columns are named by dates and there are 2 rows: one series per row, by "Shop" ("S1", "S2"). Choose one with --where Shop=S1, or forecast all with --wide.\n',
  );
  const asked = await place.here("forecast", "plain.csv", "--wide");
  expect(asked.stderr).toBe(
    'recurra: plain.csv: the longest of 2 series by "shop" has 3 rows, and forecasting 5 of them takes 11: 5 to test on and more before them. Shorten the horizon to --horizon 1, or name other columns that tell series apart with --series.\n',
  );
  expect((await place.here("inspect", "data.csv", "--no-wide")).stdout).toContain("2 rows of 62 columns");
});
