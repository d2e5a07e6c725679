// Every lab has a page that describes all its options, and an example that shows it on one page.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { labs } from "@recurra/labs";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples = readdirSync(`${root}/examples`).filter((name) => /^\d\d-.*\.ts$/.test(name));
const pages = readdirSync(`${root}/docs/labs`).filter((name) => name.endsWith(".md"));

const flagOf = (option: string) => `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
const exampleOf = (lab: string) => examples.find((name) => name.slice(3) === `${lab}.ts`);

describe.each(labs.map((lab) => [lab.name, lab] as const))("the lab %s", (name, { options }) => {
  test("has a page with the command that runs it and with every option", () => {
    expect(pages).toContain(`${name}.md`);
    const page = readFileSync(`${root}/docs/labs/${name}.md`, "utf8");
    expect(page).toContain(`recurra lab ${name}`);
    const missing = Object.keys(options)
      .map(flagOf)
      .filter((flag) => !new RegExp(`${flag}(?![\\w-])`).test(page));
    expect(missing).toEqual([]);
  });

  test("has an example, which its page names", () => {
    const example = exampleOf(name);
    expect(example).toBeDefined();
    expect(readFileSync(`${root}/docs/labs/${name}.md`, "utf8")).toContain(`examples/${example}`);
  });
});

test("the examples of the labs are numbered in the labs' order, after the first three", () => {
  const numbers = labs.map(({ name }) => Number(exampleOf(name)?.slice(0, 2)));
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
  expect(Math.min(...numbers)).toBe(4);
});

test("docs/studio.md says what each lab's dial turns, in the labs' order", () => {
  const page = readFileSync(`${root}/docs/studio.md`, "utf8");
  const rows = [...page.matchAll(/^\| `([a-z][a-z-]*)`\s+\| (.*?)\s+\| /gm)].map(([, lab, dial]) => [lab, dial]);
  expect(rows).toEqual(labs.flatMap(({ name, dial }) => (dial ? [[name, dial.label]] : [])));
});

test("every page belongs to a lab", () => {
  const names = labs.map(({ name }) => `${name}.md`);
  expect(pages.filter((page) => !names.includes(page))).toEqual([]);
});
