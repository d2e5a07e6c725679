// What people install: the packages as npm packs them. The library comes alone; the others find each other among the packed files.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly workspaces?: readonly string[];
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional: boolean }>>;
}

const root = fileURLToPath(new URL("..", import.meta.url));
const library = join(root, "packages/recurra");
const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
const packages = manifestOf(root)
  .workspaces!.map((path) => manifestOf(join(root, path)))
  .filter((one) => one.private !== true);

const folder = mkdtempSync(join(tmpdir(), "recurra-install-"));
const packed = join(folder, "packed");
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => {
  execFileSync(process.execPath, [join(root, "scripts/pack.mjs"), packed], { cwd: folder, stdio: "pipe" });
});

function npm(args: readonly string[], cwd: string): string {
  return execFileSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
}

/** The files of a package's tarball. */
function packedFiles(folder: string): string[] {
  const [made] = Object.values(JSON.parse(npm(["pack", "--dry-run", "--json", "--ignore-scripts"], folder))) as {
    files: { path: string }[];
  }[];
  return made.files.map(({ path }) => path);
}

/** The script and those that it imports. */
function loadedBy(script: string, seen: Set<string> = new Set()): Set<string> {
  if (seen.has(script)) return seen;
  seen.add(script);
  const text = readFileSync(join(library, script), "utf8");
  const once = text.matchAll(/^(?:import|export)\b[^;]*?\bfrom "(\.[^"]+)"/gm);
  // What is loaded only where it is needed.
  const later = text.matchAll(/\bimport\("(\.[^"]+)"\)/g);
  for (const [, target] of [...once, ...later]) loadedBy(posix.join(dirname(script), target), seen);
  return seen;
}

test("the library depends on no package; the one that mode native needs is optional", () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifestOf(library);
  expect(dependencies).toBeUndefined();
  expect(Object.keys(peerDependencies ?? {})).toEqual(["koffi"]);
  expect(peerDependenciesMeta).toEqual({ koffi: { optional: true } });
});

test("the library's tarball holds the scripts that its entries load, their declarations, its README, licences and bill of materials, and nothing else", () => {
  const files = packedFiles(library);
  const entries = Object.values(manifestOf(library).exports!).map((entry) =>
    typeof entry === "string" ? entry : entry.default,
  );
  const scripts = new Set(entries.flatMap((entry) => [...loadedBy(posix.normalize(entry))]));
  const declarations = files.filter((file) => file.endsWith(".d.ts"));
  const others = ["LICENSE", "README.md", "THIRD-PARTY-NOTICES.md", "package.json", "sbom.cdx.json"];
  expect(files.filter((file) => !declarations.includes(file)).sort()).toEqual([...others, ...scripts].sort());
  const sourceOf = (file: string): string => file.replace(/^dist\/types\//, "src/").replace(/\.d\.ts$/, ".ts");
  expect(declarations.length).toBeGreaterThan(100);
  expect(declarations.filter((file) => !existsSync(join(library, sourceOf(file))))).toEqual([]);
});

test("npm install of the library's tarball brings one package and asks no registry", () => {
  const project = mkdtempSync(join(folder, "project-"));
  writeFileSync(join(project, "package.json"), '{ "private": true }');
  const tarball = join(packed, `recurra-${manifestOf(library).version}.tgz`);
  npm(["install", "--offline", "--no-audit", "--no-fund", tarball], project);
  expect(readdirSync(join(project, "node_modules")).filter((name) => !name.startsWith("."))).toEqual(["recurra"]);
  const program = 'import { ones } from "recurra"; process.stdout.write(String(ones([2, 3]).sum().item()));';
  expect(execFileSync(process.execPath, ["--input-type=module", "--eval", program], { cwd: project }).toString()).toBe(
    "6",
  );
});

test("npm run pack writes each package that is not private, and nothing else", () => {
  const names = packages.map(({ name, version }) => `${name.replace("@", "").replace("/", "-")}-${version}.tgz`);
  expect(readdirSync(packed).sort()).toEqual(names.sort());
});

test.each(packages)("$name has a README in its tarball, which begins with its name", ({ name }) => {
  const place = manifestOf(root)
    .workspaces!.map((path) => join(root, path))
    .find((path) => manifestOf(path).name === name)!;
  expect(packedFiles(place)).toContain("README.md");
  expect(readFileSync(join(place, "README.md"), "utf8").split("\n")[0]).toBe(`# ${name}`);
});

test("what a package needs of the others lies beside it in exactly the version that it asks for", () => {
  const versions = new Map(packages.map(({ name, version }) => [name, version]));
  const asked = packages.flatMap((one) => Object.entries({ ...one.dependencies, ...one.peerDependencies }));
  const ours = asked.filter(([name]) => name === "recurra" || name.startsWith("@recurra/"));
  expect(ours.length).toBeGreaterThan(5);
  expect(ours.filter(([name, version]) => versions.get(name) !== version)).toEqual([]);
});
