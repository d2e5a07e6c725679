import { readFileSync } from "node:fs";

/** The version in this package's package.json. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What a run was made with. */
export function versions(): Record<string, string> {
  return { recurra: version(), node: process.versions.node };
}
