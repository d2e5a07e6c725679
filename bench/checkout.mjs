// Another checkout of this repository as a contender: its own bench/ours.mjs, started in its own folder, so that of the two only the
// lines on standard input and output (answer.mjs) must agree.
import { existsSync, realpathSync } from "node:fs";
import { join, resolve } from "node:path";

/** What a built checkout has, and what makes it. */
const parts = [
  ["bench/ours.mjs", "It is no checkout of Recurra with a benchmark; name the folder that holds packages/ and bench/."],
  ["node_modules/recurra", "Its packages are not installed; run npm ci there."],
  ["packages/recurra/dist/index.js", "It is not built; run npm run build there."],
];

/** The folder of a built checkout, from the root. Throws an Error that says what was found and what to do. */
export function builtCheckout(folder) {
  const root = resolve(folder);
  if (!existsSync(root)) throw new Error(`--against ${folder}: there is no such folder. Name another checkout, built.`);
  for (const [part, remedy] of parts) {
    if (!existsSync(join(root, part))) throw new Error(`--against ${folder}: there is no ${part} in it. ${remedy}`);
  }
  // A node_modules/ that is a link to another checkout's would measure that one.
  const [imported, own] = ["node_modules/recurra", "packages/recurra"].map((part) => realpathSync(join(root, part)));
  if (imported !== own) {
    throw new Error(
      `--against ${folder}: its node_modules/recurra is ${imported}, not its own packages/recurra. Run npm ci there.`,
    );
  }
  return root;
}

/** The same contender as one of ours, of another checkout. */
export function counterpart({ args: [, ...args], ...ours }, root) {
  return {
    ...ours,
    name: `${ours.name}, there`,
    side: "theirs",
    args: [join(root, "bench/ours.mjs"), ...args],
    cwd: root,
  };
}
