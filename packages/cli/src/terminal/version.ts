import { readFileSync } from "node:fs";

/** The version in this package's package.json. */
export function version(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** What a run was made with; `tz` is the version of the rules of time zones. */
export function versions(): Record<string, string> {
  const { node, tz } = process.versions;
  return { recurra: version(), node, ...(tz === undefined ? {} : { tz }) };
}
