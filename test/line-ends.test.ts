// A checkout has the bytes that were committed, whatever git is told of line ends (core.autocrlf): README, golden files and examples are
// compared with what programs print.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);

test("git converts no line ends, and what is compared has none but \\n", () => {
  const rules = readFileSync(new URL(".gitattributes", root), "utf8").split("\n");
  // The last rule that speaks of a file's text counts.
  expect(rules.filter((rule) => /\s-?(text|eol|crlf)\b/.test(rule))).toEqual(["* -text"]);
  for (const path of ["README.md", "docs/cli.md", "docs/errors.md", "test/bits/golden.json", "examples/data/aapl.csv"])
    expect(readFileSync(new URL(path, root), "utf8"), path).not.toContain("\r");
});
