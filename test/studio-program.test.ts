// What the studio copies as code of a forecast runs as it is, and comes to what the command beside it comes to.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asCommand } from "../apps/studio/src/link/as-command.ts";
import { asProgram } from "../apps/studio/src/link/as-program.ts";
import type { RunLink } from "../apps/studio/src/link/run-link.ts";
import { fastSupported } from "../packages/recurra/src/fast/index.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the repository, so that `import ... from "recurra"` finds the workspace.
const folder = join(root, "node_modules", ".cache", "recurra-studio-programs");
const link = (settings: Record<string, string>, more: Partial<RunLink> = {}): RunLink => ({
  ...{ version: "0.1.0", run: "forecast", settings, seed: 0, mode: "strict" },
  ...{ file: { name: "the load.csv", sha256: "0".repeat(64) } },
  ...more,
});

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const rows = Array.from({ length: 150 }, (_, i) => {
    const day = new Date(864e5 * i);
    return `${day.getUTCDate()}/${day.getUTCMonth() + 1}/2020,${(i % 7) + ((i * 31) % 11) / 5},${i % 4}`;
  });
  writeFileSync(join(folder, "the load.csv"), ["day,load in MW,heat", ...rows].join("\n"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[]): string =>
  execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** What the program prints, and what the command of the same run writes and prints. */
function both(one: RunLink, more: readonly string[]): { program: string[]; printed: string; csv: string[] } {
  writeFileSync(join(folder, "program.mjs"), asProgram(one));
  const program = run(["program.mjs"]).trim().split("\n");
  rmSync(join(folder, "run"), { recursive: true, force: true });
  const [, , ...words] = asCommand(one).match(/'[^']*'|\S+/g) ?? [];
  const args = words.map((word) => word.replace(/^'(.*)'$/, "$1"));
  const printed = run([join(root, "packages/cli/bin/recurra.js"), ...args, ...more]);
  const file = more.includes("run") ? readFileSync(join(folder, "run", "forecast.csv"), "utf8") : "";
  return { program, printed, csv: file.trim().split("\n").slice(1) };
}

test.each([
  ["of a network as it is found", { target: "load in MW", horizon: "7", epochs: "3", dateOrder: "dmy" }, { seed: 3 }],
  [
    "of a network that is described",
    { target: "heat", cell: "gru", hiddenSize: "8", epochs: "2", dateOrder: "dmy" },
    {},
  ],
  [
    "of a file that is read as it is said",
    { target: "heat", inputs: "heat,load in MW", time: "false", missing: "99,M", skipLast: "3", epochs: "1" },
    {},
  ],
] as const)("the program %s forecasts what the command does", (_, settings, more) => {
  const { program, csv } = both(link(settings, more), ["--out", "run", "--quiet"]);
  expect(csv.length).toBeGreaterThan(0);
  expect(program.slice(1)).toEqual(csv);
});

test.runIf(fastSupported())("the program with the fast arithmetic forecasts what the command does", () => {
  const settings = { target: "heat", cell: "lstm", hiddenSize: "4", epochs: "1", dateOrder: "dmy" };
  const { program, csv } = both(link(settings, { mode: "fast" }), ["--out", "run", "--quiet"]);
  expect(program.slice(1)).toEqual(csv);
});

test("with a stop step it prints the hash of the weights there, as the command does", () => {
  const settings = { target: "heat", cell: "gru", hiddenSize: "8", epochs: "2", dateOrder: "dmy" };
  const { program, printed } = both(link(settings, { stop: 4 }), ["--quiet"]);
  expect(program[0]).toMatch(/^[0-9a-f]{64}$/);
  expect(printed).toContain(program[0]);
});

test("it is as short as what it does, and what stands in a setting is a text of it", () => {
  const lines = asProgram(link({ target: "a" }))
    .trim()
    .split("\n");
  expect(lines.length).toBeLessThanOrEqual(14);
  const strange = asProgram(link({ target: '"; process.exit(1); "\u2028', epochs: "1; x" }));
  expect(strange).toContain('target: "\\"; process.exit(1); \\"');
  expect(strange).toContain('epochs: "1; x"');
});
