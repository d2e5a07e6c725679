import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { experiment, Series } from "recurra";
import { bytesOfWeights } from "recurra/experiment";
import { expect, test } from "vitest";
import { Workplace } from "../command.fixture.ts";

const rows = Array.from({ length: 90 }, (_, i) => `${i},${Math.abs((i % 14) - 7) + (i % 3) / 4}`);
const text = ["row,load", ...rows].join("\n");
const line = ["forecast", "load.csv", "--target", "load", "--horizon", "2", "--lookback", "14", "--epochs", "3"];

test("--stop-step prints the hash of the weights after that step, which a program gets too, and keeps nothing", async () => {
  const place = new Workplace({ "load.csv": text });
  const { code, stdout, stderr } = await place.here(...line, "--stop-step", "2", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  const found = JSON.parse(stdout) as { step: number; sha256: string };
  expect(found).toMatchObject({ format: "recurra-weights/1", step: 2, epoch: 1, batch: 2 });
  expect(existsSync(place.file("runs"))).toBe(false);

  const series = Series.fromCsv(text, { name: "load.csv", columns: ["load"] });
  const hashes: string[] = [];
  const run = experiment(
    series,
    { target: "load", horizon: 2, lookback: 14, epochs: 3 },
    { onStep: ({ weights }) => hashes.push(createHash("sha256").update(bytesOfWeights(weights())).digest("hex")) },
  );
  for await (const event of run) if (event.type === "epoch") break;
  expect(hashes[1]).toBe(found.sha256);
  expect(hashes[0]).not.toBe(found.sha256);
});

test("a step that is no number, or behind the last one, is refused", async () => {
  const place = new Workplace({ "load.csv": text });
  const none = await place.here(...line, "--stop-step", "soon");
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("--stop-step")]);
  const behind = await place.here(...line, "--stop-step", "100000");
  expect(behind.code).toBe(2);
  expect(behind.stderr).toMatch(
    /--stop-step 100000 is behind the end: the first fit has \d+ steps\. Name an earlier one\./,
  );
});
