import { expect, test } from "vitest";
import { brokenSeal, isSealed, sealRun, settingsHash } from "./run-seal.ts";

const run = {
  id: "one",
  status: "running",
  command: "forecast",
  options: { seed: "0", horizon: "5", sort: true, where: ["a=1", "b=2"] },
  settings: { test: 0.2, repair: null },
  data: { file: "a.csv", sha256: "0a".repeat(32), rows: 60 },
  versions: { recurra: "0.1.0", node: "24.0.0" },
};

test("any bit of a sealed document that is flipped, and leaves it JSON, breaks the seal or changes nothing that it says", () => {
  const text = JSON.stringify(sealRun(run), null, 2);
  const bytes = new TextEncoder().encode(text);
  let [broken, same, none] = [0, 0, 0];
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const changed = Uint8Array.from(bytes);
    changed[bit >> 3] ^= 1 << (bit & 7);
    let json: unknown;
    try {
      json = JSON.parse(new TextDecoder().decode(changed));
    } catch {
      none++;
      continue;
    }
    if (JSON.stringify(json, null, 2) === text) same++;
    else if (brokenSeal(json) !== undefined) broken++;
    // The name of the seal itself: then it has none, and says everything else as before.
    else expect([isSealed(json), settingsHash(json)]).toEqual([false, settingsHash(run)]);
  }
  expect(broken).toBeGreaterThan(1000);
  expect(none).toBeGreaterThan(1000);
  expect(same).toBeLessThan(broken);
});

test("the seal stands whatever spaces the document has, and one without a seal is not broken", () => {
  for (const spaces of [0, 1, 4])
    expect(brokenSeal(JSON.parse(JSON.stringify(sealRun(run), null, spaces)))).toBeUndefined();
  expect(brokenSeal(run)).toBeUndefined();
  expect([isSealed(run), isSealed(sealRun(run)), isSealed(null), isSealed([])]).toEqual([false, true, false, false]);
});

test("the hash of the settings changes with each option, the data and the version, and with nothing else", () => {
  const own = settingsHash(run);
  const others = [
    { ...run, options: { ...run.options, seed: "1" } },
    { ...run, options: { ...run.options, where: ["a=1"] } },
    { ...run, id: "two" },
    { ...run, data: { ...run.data, sha256: "0b".repeat(32) } },
    { ...run, data: { ...run.data, futureSha256: "0b".repeat(32) } },
    { ...run, versions: { ...run.versions, recurra: "0.2.0" } },
    { ...run, settings: { ...run.settings, test: 0.3 } },
  ];
  expect(new Set([own, ...others.map(settingsHash)]).size).toBe(1 + others.length);
  const moved = { ...run, status: "interrupted", resumed: 3, data: { ...run.data, file: "b.csv", path: "/b.csv" } };
  expect(settingsHash(moved)).toBe(own);
  // Read again, they say the same: JSON knows no undefined.
  expect(settingsHash(JSON.parse(JSON.stringify({ ...run, settings: { a: undefined, b: Number.NaN } })))).toBe(
    settingsHash({ ...run, settings: { a: undefined, b: Number.NaN } }),
  );
});
