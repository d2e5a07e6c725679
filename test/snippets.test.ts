// Every ```ts block of the READMEs and the docs is a program: it is type-checked against the built library and run.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformWithOxc } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
// Inside the repository, so that `import ... from "recurra"` finds the workspace.
const folder = join(root, "node_modules", ".cache", "recurra-snippets");

interface Snippet {
  readonly name: string;
  readonly code: string;
}

function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match, index) => ({
    name: `${file.replaceAll(/[/.]/g, "-")}-${index + 1}`,
    code: match[1],
  }));
}

const pages = [
  "README.md",
  ...readdirSync(join(root, "packages")).map((name) => `packages/${name}/README.md`),
  ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => `docs/${name.replaceAll("\\", "/")}`),
];
const snippets = pages.flatMap(snippetsOf);

beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(join(root, "examples", "data"), join(folder, "examples", "data"), { recursive: true });
  for (const { name, code } of snippets) writeFileSync(join(folder, `${name}.ts`), code);
  const options = { extends: join(root, "tsconfig.base.json"), include: ["*.ts"] };
  const compilerOptions = {
    composite: false,
    noEmit: true,
    types: ["node"],
    typeRoots: [join(root, "node_modules", "@types")],
    noUnusedLocals: false,
  };
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ ...options, compilerOptions }));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("the README has a library example", () => {
  expect(snippetsOf("README.md").length).toBeGreaterThan(0);
});

test("every snippet of the documentation has the right types", () => {
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  let output = "";
  try {
    execFileSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" });
  } catch (error) {
    output = (error as { stdout: string }).stdout;
  }
  expect(output).toBe("");
});

test.each(snippets)("the snippet $name runs", async ({ name, code }) => {
  const { code: javascript } = await transformWithOxc(code, `${name}.ts`);
  writeFileSync(join(folder, `${name}.mjs`), javascript);
  execFileSync(process.execPath, [`${name}.mjs`], { cwd: folder, encoding: "utf8", stdio: "pipe" });
});
