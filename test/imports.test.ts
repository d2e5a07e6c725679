// The import rule: a folder imports only folders of strictly lower rank, and nothing sideways. See ARCHITECTURE.md.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../packages/recurra/src/", import.meta.url));

const ranks: Record<string, number> = {
  core: 0,
  "kernels/reference": 1,
  "kernels/wasm": 1,
  format: 1,
  native: 2,
  tensor: 2,
  data: 3,
  nn: 4,
  optim: 4,
  training: 5,
  threads: 3,
  evaluation: 5,
  tasks: 7,
};

/** The room that a file lives in; the entry points at the top see every room. */
function roomOf(file: string): string {
  const path = relative(source, file).split(sep);
  if (path.length === 1) return "entry";
  return path[0] === "kernels" ? `kernels/${path[1]}` : path[0];
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^;]*?from\s+"([^"]+)"|import\("([^"]+)"\)/g);
  return [...found].map((match) => match[1] ?? match[2]);
}

const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(source, name));

test("every folder of the library has a rank", () => {
  const rooms = new Set(files.map(roomOf).filter((room) => room !== "entry"));
  expect([...rooms].filter((room) => ranks[room] === undefined)).toEqual([]);
});

test("a folder imports only folders of strictly lower rank", () => {
  const wrong: string[] = [];
  for (const file of files.filter((name) => !name.includes(".test.") && !name.includes(".conformance."))) {
    const room = roomOf(file);
    for (const target of importsOf(file)) {
      if (!target.startsWith(".")) continue;
      const other = roomOf(resolve(dirname(file), target));
      if (other === room || room === "entry") continue;
      if (other === "entry" || ranks[other] >= ranks[room]) wrong.push(`${relative(source, file)} imports ${target}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the reference kernels are never imported outside tests", () => {
  const users = files
    .filter((file) => roomOf(file) !== "kernels/reference" && !/\.(test|conformance)\.ts$/.test(file))
    .filter((file) => importsOf(file).some((target) => target.includes("kernels/reference")));
  expect(users).toEqual([]);
});

test("only the CSV reader imports a package, and only the room native Node's modules", () => {
  const users = files
    .filter((file) => !/\.(test|conformance|fixture)\.ts$/.test(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith("."))
        .map((target) => [roomOf(file), target]),
    );
  for (const [room, target] of users) {
    if (room === "native") expect(target).toMatch(/^node:/);
    else expect([room, target]).toEqual(["data", "csv-parse/sync"]);
  }
});
