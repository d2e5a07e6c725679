// Runs a built example: npm run example -- 02   (any part of its name)

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const names = readdirSync(new URL("./dist/", import.meta.url)).filter((name) => /^\d.*\.js$/.test(name));
const wanted = process.argv[2] ?? "";
const found = names.filter((name) => wanted !== "" && name.includes(wanted));
if (found.length !== 1) {
  process.stdout.write(
    `npm run example -- NAME, one of:\n${names.map((name) => `  ${name.replace(".js", "")}\n`).join("")}`,
  );
  process.exit(wanted === "" ? 0 : 2);
}
const file = fileURLToPath(new URL(`./dist/${found[0]}`, import.meta.url));
process.exitCode = spawnSync(process.execPath, [file], { stdio: "inherit" }).status ?? 1;
