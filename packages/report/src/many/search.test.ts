import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { script, scriptHash } from "./search.ts";

test("the policy of the page names the hash of its script", () => {
  expect(scriptHash).toBe(`sha256-${createHash("sha256").update(script).digest("base64")}`);
});
