import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { Workplace } from "./command.fixture.ts";

const root = new URL("../../../", import.meta.url);

/** The run folder's name holds the day and a hash of the moment. */
function withoutMoment(text: string): string {
  return text.replace(/runs\/\d{4}-\d\d-\d\d-aapl-close-[0-9a-f]{7}\//, "runs/...").trim();
}

test("the README shows what its first command prints", async () => {
  const readme = readFileSync(fileURLToPath(new URL("README.md", root)), "utf8");
  const [, shown] = /^```\n(Close, 5 rows ahead\n[\s\S]*?)^```/m.exec(readme) ?? [];
  const place = new Workplace();
  const data = fileURLToPath(new URL("examples/data/aapl.csv", root));
  const { code, stdout } = await place.here("forecast", data, "--target", "Close", "--horizon", "5");
  expect(code).toBe(0);
  // The file is named as it was given, which may break the line elsewhere.
  const words = (text: string): string => withoutMoment(text).replace(/\s+/g, " ");
  expect(words(stdout.replace(data, "examples/data/aapl.csv"))).toBe(words(shown));
});
