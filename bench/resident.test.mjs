import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("a process tells its own size, not that of the process that started it", () => {
  const parent = `
    const held = Buffer.alloc(400 << 20, 1);
    const child = "import { mostResident } from " + JSON.stringify(process.argv[1]) + "; console.log(mostResident());";
    const { stdout } = require("node:child_process").spawnSync(process.execPath, ["--input-type=module", "-e", child]);
    console.log(String(stdout), held.length);`;
  const file = fileURLToPath(new URL("resident.mjs", import.meta.url));
  const megabytes = Number.parseFloat(spawnSync(process.execPath, ["-e", parent, file]).stdout.toString());
  expect(megabytes).toBeGreaterThan(10);
  expect(megabytes).toBeLessThan(200);
});
