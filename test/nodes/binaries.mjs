// Binaries of several versions of Node, from npm, in a folder of their own beside this file.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("./binaries/", import.meta.url));

function binaryOf(version) {
  const name = process.platform === "win32" ? "node.exe" : "node";
  return join(folder, "node_modules", `node-${version}`, "bin", name);
}

/** Pairs of a version, such as "24", and its binary; those that are not there yet are installed. */
export function binaries(versions) {
  if (!versions.every((version) => existsSync(binaryOf(version)))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
    const platform = `${process.platform === "win32" ? "win" : process.platform}-${process.arch}`;
    const wanted = versions.map((version) => `node-${version}@npm:node-${platform}@${version}`);
    execFileSync("npm", ["install", "--no-audit", "--no-fund", ...wanted], { cwd: folder, stdio: "inherit" });
  }
  return versions.map((version) => [version, binaryOf(version)]);
}
