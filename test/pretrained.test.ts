// The weights of recurra/pretrained are those that docs/pretrained.md says, and load to the same bits everywhere.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { noGrad, tensor } from "recurra";
import { madeSeries } from "recurra/made";
import { loadPretrained, PRETRAINED_QUANTILES, SeasonView } from "recurra/pretrained";
import { expect, test } from "vitest";

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));
const page = read("docs/pretrained.md").toString();
const file = read("packages/recurra/src/pretrained/weights.safetensors");

/** What the page says of a hash. */
const told = (what: string): string => new RegExp(`^\\| ${what} +\\| \`([0-9a-f]{64})\` +\\|$`, "m").exec(page)![1];

test("the file is the one whose hash docs/pretrained.md tells, of at most 220 kB", () => {
  expect(file.length).toBeLessThanOrEqual(220_000);
  expect(createHash("sha256").update(file).digest("hex")).toBe(told("the file"));
});

test("the loaded weights have the bits whose hash docs/pretrained.md tells, each time", () => {
  for (let i = 0; i < 2; i++) {
    const network = loadPretrained();
    const hash = createHash("sha256");
    const names = network.namedParameters().sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [, { value }] of names) {
      const bytes = new DataView(new ArrayBuffer(4 * value.length));
      value.forEach((one, at) => {
        bytes.setFloat32(4 * at, one, true);
      });
      hash.update(new Uint8Array(bytes.buffer));
    }
    expect(hash.digest("hex")).toBe(told("what is loaded"));
    network.dispose();
  }
});

test("it has as many quantiles as are told, which rise, and is nearer than the last season repeated on made series", () => {
  const network = loadPretrained();
  expect(network.quantiles).toBe(PRETRAINED_QUANTILES.length);
  const view = new SeasonView(24);
  const { end } = view.layout;
  const count = 60;
  const x = new Float32Array(count * end);
  const series = Array.from({ length: count }, (_, i) => {
    const { values } = madeSeries({ seed: 4711, index: i, season: 24, rows: 248 });
    return { values, ...view.write(values, 200, x, i * end) };
  });
  const y = noGrad(() => network.forward(tensor(x, [count, end])).toArray());
  let own = 0;
  let naive = 0;
  series.forEach(({ values, season, unit }, i) => {
    for (let t = 0; t < 48; t++) {
      const at = y.subarray((i * 48 + t) * 9, (i * 48 + t + 1) * 9);
      for (let k = 1; k < 9; k++) expect(at[k]).toBeGreaterThanOrEqual(at[k - 1]);
      const above = (values[200 + t] - season[t % 24]) / unit;
      own += Math.min(10, Math.abs(above - at[4]));
      naive += Math.min(10, Math.abs(above));
    }
  });
  expect(own).toBeLessThan(0.85 * naive);
  network.dispose();
});
