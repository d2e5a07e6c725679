// `recurra lab NAME --code FOLDER`: what is written runs as it stands there.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { labs } from "@recurra/labs";
import { expect, test } from "vitest";
import { errorOf, Workplace } from "../command.fixture.ts";
import { killed, refused } from "../fault.fixture.ts";

const library = fileURLToPath(new URL("../../../recurra", import.meta.url));
const coded = labs.filter(({ code }) => code !== undefined);

test.each(coded.map((lab) => [lab.name, lab] as const))(
  "the program of %s runs as written out: it prints its scores and writes its pictures",
  async (name, { code, title }) => {
    const place = new Workplace();
    const { code: exit, stdout } = await place.here("lab", name, "--code", "project");
    expect(exit).toBe(0);
    expect(stdout).toContain("cd project\n  npm install\n  npm start\n");
    const folder = join(place.path, "project");
    expect(readdirSync(folder).sort()).toEqual(["README.md", `${name}.js`, "package.json", ...code!.files].sort());
    expect(readFileSync(join(folder, "README.md"), "utf8")).toContain(`# ${title}\n`);
    // As npm install leaves it.
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(library, join(folder, "node_modules", "recurra"), "junction");
    const printed = execFileSync(process.execPath, [`${name}.js`], { cwd: folder, encoding: "utf8" });
    expect(printed).toMatch(/\d\.\d/);
    expect(printed).toMatch(/^pictures: /m);
    const page = readFileSync(join(folder, `${name}.html`), "utf8");
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toContain("NaN");
    expect(existsSync(join(folder, `${name}.svg`))).toBe(true);
  },
  120_000,
);

test("the text program reads a text of one's own, emoji and all, and says where one is too short", async () => {
  const place = new Workplace();
  await place.here("lab", "text", "--code", "project");
  const folder = join(place.path, "project");
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(library, join(folder, "node_modules", "recurra"), "junction");
  const program = readFileSync(join(folder, "text.js"), "utf8");
  const run = (text: string): string => {
    place.write("project/own.txt", text);
    const changed = program.replace('"alice.txt"', '"own.txt"').replace("[10, 16, 64,", "[1, 4, 32,");
    place.write("project/text.js", changed);
    return execFileSync(process.execPath, ["text.js"], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  };
  // Each line of 30 characters: n-grams know nearly every one, if they count characters and not halves of them.
  const printed = run("The 🐇 says it is late, it is! ".repeat(100));
  expect(Number(/'n-grams': ([\d.]+)/.exec(printed)?.[1])).toBeLessThan(0.5);
  expect(() => run("Too short.")).toThrow("own.txt is too short for 4 rows of 32 characters");
});

test("package.json starts the program and takes recurra from where this command line has it", async () => {
  const place = new Workplace();
  await place.here("lab", "denoise", "--code", "My Denoiser");
  const manifest = JSON.parse(readFileSync(place.file("My Denoiser", "package.json"), "utf8"));
  expect(manifest).toMatchObject({ name: "my-denoiser", type: "module", scripts: { start: "node denoise.js" } });
  const copy = manifest.dependencies.recurra.replace(/^file:/, "");
  expect(JSON.parse(readFileSync(join(copy, "package.json"), "utf8")).name).toBe("recurra");
});

test("--json prints the files and the commands as one document", async () => {
  const { stdout } = await new Workplace().here("lab", "stock", "--code", "project", "--json");
  expect(JSON.parse(stdout)).toEqual({
    format: "recurra-project/1",
    folder: "project",
    files: ["package.json", "README.md", "stock.js", "aapl.csv"],
    commands: ["npm install", "npm start"],
  });
});

test("a folder that holds files is refused, and stays as it is; an empty one is filled", async () => {
  const place = new Workplace();
  mkdirSync(place.file("full"));
  place.write("full/notes.txt", "mine");
  const { code, stderr } = await place.here("lab", "denoise", "--code", "full");
  expect(code).toBe(2);
  expect(stderr).toBe(
    "recurra: --code full: this folder is not empty; nothing was written. Name a new or empty folder.\n",
  );
  expect(place.list("full")).toEqual(["notes.txt"]);
  mkdirSync(place.file("empty"));
  expect((await place.here("lab", "denoise", "--code", "empty")).code).toBe(0);
  expect(place.list("empty")).toEqual(["README.md", "denoise.js", "package.json"]);
  expect(place.list().sort()).toEqual(["empty", "full"]);
});

test("a file in its place, an empty name and other options are refused before anything is written", async () => {
  const place = new Workplace({ "a.txt": "mine" });
  const messageOf = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await place.here("lab", "denoise", ...args, "--json");
    expect(code).toBe(2);
    return errorOf(stderr).message;
  };
  expect(await messageOf("--code", "a.txt")).toBe("--code a.txt: this is a file. Name a new or empty folder.");
  expect(await messageOf("--code", "a.txt/project")).toMatch(
    /^--code a\.txt\/project: .*a\.txt is a file, so no folder can be made there\. Name a new or empty folder\.$/,
  );
  expect(await messageOf("--code", "")).toContain("it must name a folder, but it is empty");
  expect(await messageOf("--code", "b", "--epochs", "3")).toBe(
    "--code writes the program as it is and runs nothing, so --epochs means nothing. Leave it out, and change the line at the head of the program.",
  );
  expect(place.list()).toEqual(["a.txt"]);
});

test.each([1, 2, 3])("what the disk refuses leaves nothing behind: the write number %i", async (at) => {
  const place = new Workplace();
  const { code, stderr } = await refused(place, { kind: "write", at }, "ENOSPC", "lab", "stock", "--code", "project");
  expect(code).toBe(1);
  expect(stderr).toBe(
    "recurra: project: cannot be written: the disk is full (ENOSPC). Make room on it, or name another folder.\n",
  );
  expect(place.list()).toEqual([]);
});

test("a project that was killed in between is no folder of that name", async () => {
  const place = new Workplace();
  expect(await killed(place, { kind: "rename", at: 2 }, "lab", "stock", "--code", "project")).toBe(true);
  expect(place.list()).not.toContain("project");
});
