// Strict mode gives the same bits on the tape, as a plan and on any number of threads, and the same as on every other machine.
import { readFileSync } from "node:fs";
import * as recurra from "recurra";
import * as nn from "recurra/nn";
import { beforeAll, describe, expect, test } from "vitest";
import { agreed, differences, hashes } from "./bits/program.mjs";

const golden = JSON.parse(readFileSync(new URL("./bits/golden.json", import.meta.url), "utf8"));

describe("the weights after training", () => {
  let run: Awaited<ReturnType<typeof hashes>>;

  beforeAll(async () => {
    run = await hashes({ ...recurra, ...nn });
  });

  test("are the same bits by tape, plan, and 1, 2, 3 and 8 threads, and several threads took part", () => {
    expect(agreed(run.found)).toBeTypeOf("object");
    expect(run.most).toBeGreaterThan(1);
  });

  test("are the golden bits, which every machine that runs the tests must find", () => {
    const wrong = differences(agreed(run.found), golden);
    expect(
      wrong,
      `Other bits than in test/bits/golden.json: ${wrong.join("; ")}. Strict mode must not change them by accident. ` +
        'If they were meant to change, run "npm run golden" and name it in the changelog: models trained before can no longer be ' +
        "repeated to the bit.",
    ).toEqual([]);
  });
});

test("ways that differ are named", () => {
  expect(() => agreed({ model: { tape: "1", "threads 2": "2" } })).toThrow(
    /^model: the bits depend on how.*"threads 2"/s,
  );
});
