import { readFileSync } from "node:fs";
import type { ForecastResult } from "@recurra/report";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";

const rows = Array.from({ length: 120 }, (_, i) => `${i},${50 + ((i * 7) % 5) + Math.abs((i % 14) - 7)}`);
const data = `row,load\n${rows.join("\n")}\n`;
const quick = ["--target", "load", "--horizon", "2", "--lookback", "8", "--model", "stepwise", "--hidden", "4"];

test("what the network has to beat is known of run.json, --json, the report and `runs show`, without a word on the way", async () => {
  const place = new Workplace({ "data.csv": data });
  const { stdout, stderr } = await place.here(
    ...["forecast", "data.csv", ...quick, "--epochs", "4", "--out", "run", "--json"],
  );
  expect(stderr).toBe("");
  const { toBeat } = (JSON.parse(stdout) as ForecastResult).training;
  expect(toBeat).toMatchObject({ name: expect.any(String), loss: expect.any(Number), windows: expect.any(Number) });
  const record = JSON.parse(readFileSync(place.file("run", "run.json"), "utf8"));
  expect(record.toBeat).toEqual(toBeat);
  expect(readFileSync(place.file("run", "report.html"), "utf8")).toContain(`to beat: ${toBeat?.name}, validation`);
  const shown = await place.here("runs", "show", "run");
  expect(shown.stdout).toContain(`- to beat: ${toBeat?.name}, `);
  expect(JSON.parse((await place.here("runs", "show", "run", "--json")).stdout).toBeat).toEqual({
    name: toBeat?.name,
    loss: toBeat?.loss,
  });
});

test("where nothing is trained there is nothing to beat", async () => {
  const place = new Workplace({ "data.csv": data });
  const { stdout } = await place.here(
    "forecast",
    "data.csv",
    "--target",
    "load",
    "--instant",
    "--out",
    "run",
    "--json",
  );
  expect((JSON.parse(stdout) as ForecastResult).training.toBeat).toBeUndefined();
});
