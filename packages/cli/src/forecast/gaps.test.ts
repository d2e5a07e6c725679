// Files with missing or irregular times, from the look at them to a forecast and a resumed run.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { dailyLines, quick, Workplace } from "../command.fixture.ts";
import { killed } from "../fault.fixture.ts";

/** Daily values without every twelfth day and the one before it. */
const closed = `${dailyLines(117)
  .filter((_, n) => n === 0 || n % 12 < 10)
  .join("\n")}\n`;

/** A sensor that reports every few minutes. */
const sensor = `time,x\n${Array.from({ length: 900 }, (_, i) => {
  const time = Date.UTC(2024, 0, 1) + i * 1_200_000 + ((i * i * 7919) % 900_000);
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")},${((time / 3_600_000) % 24).toFixed(2)}`;
}).join("\n")}\n`;

const words = (text: string) => text.replace(/\s+/g, " ");

test("inspect and forecast name the gaps and the option that fills them; filled, they are told and offer nothing", async () => {
  const place = new Workplace({ "data.csv": closed });
  const offer = /9 gaps of 18 rows \(.*\): 2 missing between .* and 6 more \(--fill-gaps seasonal fills them in\)/;
  expect(words((await place.here("inspect", "data.csv")).stdout)).toMatch(offer);
  const plain = await place.here("forecast", "data.csv", ...quick, "--out", "plain");
  expect(words(plain.stdout)).toMatch(offer);
  expect(words(readFileSync(place.file("plain", "report.html"), "utf8"))).toMatch(offer);
  const { code, stdout } = await place.here(
    "forecast",
    "data.csv",
    ...quick,
    "--fill-gaps",
    "seasonal",
    "--out",
    "filled",
  );
  expect(code).toBe(0);
  expect(words(stdout)).toContain("18 rows inserted at times that were missing");
  expect(words(stdout)).toContain("9 gaps of 18 rows");
  expect(stdout).not.toContain("--fill-gaps");
  const run = JSON.parse(readFileSync(place.file("filled", "run.json"), "utf8"));
  expect(run.settings.fillGaps).toBe("seasonal");
  expect(run.options.fillGaps).toBe("seasonal");
  // The model is as good for the next file that has gaps.
  const late = `${dailyLines(130)
    .filter((_, n) => n !== 128)
    .join("\n")}\n`;
  place.write("late.csv", late);
  const refused = await place.here("predict", "filled/model.safetensors", "late.csv");
  expect([refused.code, refused.stderr]).toEqual([
    2,
    "recurra: late.csv: 1 row is missing between 2024-05-06 and 2024-05-08, among the 4 that the forecast reads. A forecast goes by rows, and the step is: 1 day. Fill the gap with --fill-gaps seasonal.\n",
  ]);
  const next = await place.here("predict", "filled/model.safetensors", "late.csv", "--fill-gaps", "seasonal");
  expect([next.code, next.stderr]).toEqual([0, ""]);
});

test("too few windows between the gaps are one line with what would do", async () => {
  const place = new Workplace({ "data.csv": closed });
  const { code, stderr } = await place.here("forecast", "data.csv", "--lookback", "14", "--horizon", "7");
  expect([code, stderr]).toEqual([
    2,
    "recurra: data.csv: lookback 14 + horizon 7 needs 21 rows, but the longest run without gaps has 10 (2024-01-12 to 2024-01-21). Fill the gaps with --fill-gaps seasonal, or use --lookback 3, the longest that has windows, or shorten the --horizon.\n",
  ]);
});

test("irregular times are named with the step that makes them regular, and resampled on demand, in resumed runs too", async () => {
  const place = new Workplace({ "data.csv": sensor });
  expect(words((await place.here("inspect", "data.csv")).stdout)).toContain(
    "(--resample 1h makes them regular: the mean of each step)",
  );
  const begin = [
    "forecast",
    "data.csv",
    ...quick,
    "--resample",
    "1h:last",
    "--fill-gaps",
    "linear",
    "--checkpoint",
    "0",
  ];
  const whole = await place.here(...begin, "--out", "whole", "--json");
  expect(JSON.parse(whole.stdout).data).toMatchObject({
    step: "1 hour",
    notes: ["900 rows put into 300 steps of 1h: the last of each"],
  });
  expect(await killed(place, { kind: "batch", at: 9 }, ...begin, "--out", "run")).toBe(true);
  expect((await place.here("forecast", "--resume", "run", "--quiet")).code).toBe(0);
  const bytes = (folder: string) => readFileSync(place.file(folder, "model.safetensors"), "base64");
  expect(bytes("run")).toBe(bytes("whole"));
  const wrong = await place.here("forecast", "data.csv", "--resample", "hourly");
  expect([wrong.code, wrong.stderr]).toEqual([
    2,
    'recurra: --resample must be a step such as "15min", "1h", "1d", "1w" or "1mo", with ":sum" or ":last" behind it where the mean is not meant, but it is "hourly".\n',
  ]);
});
