// npm run pack: every package as a tarball, in dist/packages or the folder given. Whoever installs them all in one command needs no
// registry for them, only for what they depend on. See docs/install.md.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = resolve(process.argv[2] ?? join(root, "dist/packages"));

const manifest = (path) => JSON.parse(readFileSync(join(root, path, "package.json"), "utf8"));
const packages = manifest("").workspaces.filter((path) => manifest(path).private !== true);

mkdirSync(folder, { recursive: true });
// A tarball of an earlier version would be installed with the others.
for (const name of readdirSync(folder)) if (/^recurra-.*\.tgz$/.test(name)) rmSync(join(folder, name));

const made = JSON.parse(
  execFileSync(
    "npm",
    ["pack", "--json", "--ignore-scripts", "--pack-destination", folder, ...packages.flatMap((path) => ["-w", path])],
    { cwd: root, encoding: "utf8", shell: process.platform === "win32" },
  ),
);

const shown = relative(process.cwd(), folder).replaceAll("\\", "/") || ".";
const path = /^(\.|\/|[A-Z]:)/.test(shown) ? shown : `./${shown}`;
const row = ({ filename, size }) => `${filename.padEnd(32)}${(size / 1000).toFixed(1).padStart(8)} kB\n`;
process.stdout.write(`${Object.values(made).map(row).join("")}
npm install -g ${path}/*.tgz                   the command line
npm install ${path}/${Object.values(made)[0].filename}   the library alone
`);
