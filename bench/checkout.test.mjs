import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { builtCheckout, counterpart } from "./checkout.mjs";
import { ours } from "./contenders.mjs";
import { measure } from "./rounds.mjs";
import { workOf } from "./works.mjs";

/** A folder with these files, and node_modules/recurra as a link to `linked`. */
function folder(files, linked) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "recurra-bench-")));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  if (linked !== undefined) {
    mkdirSync(join(root, "node_modules"));
    symlinkSync(linked, join(root, "node_modules/recurra"), "junction");
  }
  return root;
}

/** The other side of the lines: two runs of a second each are asked for and answered. */
const answering = `
  import { createInterface } from "node:readline";
  const say = (line) => process.stdout.write(JSON.stringify(line) + "\\n");
  say({ peer: process.cwd(), per: process.argv.slice(2).join(" ") });
  createInterface({ input: process.stdin }).on("line", (line) => say(line === "memory" ? { megabytes: 7 } : { seconds: 1 }));`;
const built = { "bench/ours.mjs": answering, "packages/recurra/dist/index.js": "" };

function checkout() {
  const root = folder(built);
  mkdirSync(join(root, "node_modules"));
  symlinkSync(join(root, "packages/recurra"), join(root, "node_modules/recurra"), "junction");
  return root;
}

test("a contender of another checkout is its own program with our arguments, started in its folder", async () => {
  const root = checkout();
  expect(builtCheckout(root)).toBe(root);
  const [one] = ours(workOf("stream"), { modes: ["strict"], loops: false });
  const [{ side, about, seconds }] = await measure([counterpart(one, root)], { rounds: 2, say: () => {} });
  expect([side, seconds]).toEqual(["theirs", [1, 1]]);
  expect(about).toEqual({ peer: root, per: "--work stream --mode strict --threads 1 --way library" });
});

test("a folder that is no built checkout is refused with what is missing and what to do", () => {
  const refused = (root, message) => expect(() => builtCheckout(root)).toThrow(`--against ${root}: ${message}`);
  refused(join(tmpdir(), "no-such-folder-anywhere"), "there is no such folder. Name another checkout, built.");
  refused(folder({}), "there is no bench/ours.mjs in it. It is no checkout of Recurra with a benchmark;");
  refused(folder(built), "there is no node_modules/recurra in it. Its packages are not installed; run npm ci there.");
  const { "bench/ours.mjs": program } = built;
  const other = checkout();
  const unbuilt = folder({ "bench/ours.mjs": program }, join(other, "packages/recurra"));
  refused(unbuilt, "there is no packages/recurra/dist/index.js in it. It is not built; run npm run build there.");
});

test("a checkout that would import the library of another one is refused", () => {
  const other = checkout();
  const root = folder(built, join(other, "packages/recurra"));
  expect(() => builtCheckout(root)).toThrow(
    `its node_modules/recurra is ${join(other, "packages/recurra")}, not its own packages/recurra. Run npm ci there.`,
  );
});
