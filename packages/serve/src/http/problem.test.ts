import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PROBLEMS, Problem, pointerStep } from "./problem.ts";

test("a problem document has type, title, status, detail, instance, and errors where there are some", () => {
  const errors = [{ pointer: "/rows/0/a", detail: "no" }];
  expect(new Problem("invalid-values", "no.", { errors }).document("r1")).toEqual({
    type: "urn:recurra:problem:invalid-values",
    title: "The body does not fit the model",
    status: 422,
    detail: "no.",
    instance: "urn:recurra:request:r1",
    errors,
  });
  expect(new Problem("no-stream", "none.").document("r2")).not.toHaveProperty("errors");
});

test("a problem that came from a worker is the one that was thrown there", () => {
  const problem = new Problem("step-conflict", "no.", { errors: [{ pointer: "/step", detail: "no" }] });
  const copy = Problem.of(structuredClone(problem.data));
  expect(copy.document("r")).toEqual(problem.document("r"));
});

test("pointers escape what RFC 6901 escapes", () => {
  expect(pointerStep("a/b~c")).toBe("/a~1b~0c");
});

test("docs/serving.md lists every type with its status", () => {
  const page = readFileSync(new URL("../../../../docs/serving.md", import.meta.url), "utf8");
  const listed = [...page.matchAll(/^\| `([a-z-]+)` +\| (\d{3}) /gm)].map(([, type, status]) => [type, Number(status)]);
  expect(listed).toEqual(Object.entries(PROBLEMS).map(([type, [status]]) => [type, status]));
});
