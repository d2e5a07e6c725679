import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { labs } from "../index.ts";
import { withCode } from "./with-code.ts";

const folder = new URL("../../programs/", import.meta.url);
const coded = labs.flatMap((lab) => (lab.code === undefined ? [] : [{ ...lab, code: lab.code }]));
const report = { title: "A lab", lead: "It was done.", sections: [{ heading: "Data", blocks: [] }] };

test("every program belongs to a lab, which carries it as it stands in its file", () => {
  expect(coded.map(({ name }) => `${name}.js`).sort()).toEqual(readdirSync(folder).sort());
  for (const { name, code } of coded)
    expect(`${code.text}\n`, name).toBe(readFileSync(new URL(`${name}.js`, folder), "utf8"));
});

test.each(coded.map(({ name, code }) => [name, code.text]))(
  "the program of %s is short, and stands on public entries alone",
  (_name, text) => {
    expect(text.split("\n").length).toBeLessThanOrEqual(100);
    const imports = [...text.matchAll(/^import .* from "([^"]+)";$/gm)].map(([, target]) => target);
    expect(imports.length).toBeGreaterThan(0);
    expect(imports.filter((target) => !/^(recurra(\/[\w-]+)?|node:fs)$/.test(target))).toEqual([]);
  },
);

test("a report ends with the lab's program, and is as it was where the lab has none", () => {
  const [lab] = coded;
  const { sections } = withCode(lab, report);
  expect(sections.map(({ heading }) => heading)).toEqual(["Data", "The code"]);
  expect(sections[1].blocks.at(-1)).toEqual({ kind: "program", name: `${lab.name}.js`, text: lab.code.text });
  expect(withCode({ ...lab, code: undefined }, report)).toBe(report);
});
