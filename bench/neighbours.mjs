// The measurements that are programs of their own: start-up and kernels. Each prints one JSON document with --json.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What such a program says; undefined when there is none, and { failed } with the reason when it fails. */
export async function neighbour(name) {
  const file = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  if (!existsSync(file)) return undefined;
  try {
    const { stdout } = await run(process.execPath, [file, "--json"], { maxBuffer: 2 ** 24, timeout: 180_000 });
    return JSON.parse(stdout);
  } catch (error) {
    return { failed: (error.stderr || error.message).trim().split("\n").at(-1) };
  }
}
