import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { Contender } from "./contender.mjs";
import { measure } from "./rounds.mjs";

/** A process that runs these lines of JavaScript; `say` writes a line, `lines` are those of its standard input. */
function program(name, body) {
  const start = `
    const say = (line) => process.stdout.write(JSON.stringify(line) + "\\n");
    const lines = require("node:readline").createInterface({ input: process.stdin });
  `;
  return { name, side: "ours", command: process.execPath, args: ["-e", start + body] };
}

const counting = program(
  "counting",
  `console.log("Welcome to this library!");
   say({ peer: "counting" });
   let runs = 0;
   lines.on("line", (line) => say(line === "memory" ? { megabytes: 7 } : { seconds: ++runs }));`,
);
const declining = program("declining", `say({ unavailable: "no BLAS was found" });`);
const silent = { ...program("silent", `say({ peer: "silent" });`), patience: 2000 };
const dying = program(
  "dying",
  `say({ peer: "dying" });
   lines.once("line", () => { console.error("first\\nout of memory"); process.exit(1); });`,
);

test("a contender tells what it is, gives the seconds of a run for each time it is asked, and its memory at the end", async () => {
  const contender = await new Contender(counting).start();
  await contender.time();
  await contender.time();
  await contender.end();
  expect(contender.about).toEqual({ peer: "counting" });
  expect(contender.label).toEqual({ name: "counting", side: "ours" });
  expect(contender.seconds).toEqual([1, 2]);
  expect(contender.megabytes).toBe(7);
});

test("those that alternate are asked in the other order every other round", async () => {
  const asked = join(mkdtempSync(join(tmpdir(), "recurra-bench-")), "asked");
  onTestFinished(() => rmSync(dirname(asked), { recursive: true, force: true }));
  const noting = (name) =>
    program(
      name,
      `say({ peer: "${name}" });
       lines.on("line", (line) => {
         if (line !== "memory") require("node:fs").appendFileSync(${JSON.stringify(asked)}, "${name}");
         say({ seconds: 1 });
       });`,
    );
  await measure([noting("a"), noting("b")], { rounds: 3, say: () => {}, alternate: true });
  expect(readFileSync(asked, "utf8")).toBe("abbaab");
});

test("in each round everybody is asked once; who declines, dies, is silent or is no program is out with its reason", async () => {
  const absent = { name: "absent", side: "PyTorch", command: "no-such-program-anywhere", args: [] };
  const results = await measure([counting, declining, dying, silent, absent], { rounds: 3, say: () => {} });
  expect(results.map(({ name, seconds }) => [name, seconds])).toEqual([
    ["counting", [1, 2, 3]],
    ["declining", []],
    ["dying", []],
    ["silent", []],
    ["absent", []],
  ]);
  expect(results.map(({ out }) => out)).toEqual([
    undefined,
    "no BLAS was found",
    "out of memory",
    "no answer for 2 seconds",
    "spawn no-such-program-anywhere ENOENT",
  ]);
});
