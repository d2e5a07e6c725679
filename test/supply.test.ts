// What the packages ship of others, and what installing them brings along: the bill of materials and the licences that are packed are
// those of the lock file, and the docs give a reason for each dependency.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

interface Brought {
  readonly name: string;
  readonly version: string;
  readonly optional: boolean;
  readonly own: boolean;
  readonly entry: { readonly hasInstallScript?: boolean; readonly license?: string; readonly integrity?: string };
}

const script = <T>(name: string): Promise<T> =>
  import(new URL(`../scripts/supply/${name}`, import.meta.url).href) as Promise<T>;
const { broughtBy, manifestOf, shipped } = await script<{
  readonly shipped: readonly string[];
  readonly manifestOf: (folder: string) => Record<string, Record<string, string> | undefined>;
  readonly broughtBy: (folder: string) => { readonly self: Brought; readonly others: readonly Brought[] };
}>("lock-tree.mjs");
const { noticesOf, licencesOf } = await script<{
  readonly noticesOf: (folder: string) => string;
  readonly licencesOf: (folder: string) => readonly { readonly one: Brought; readonly text: string }[];
}>("notices.mjs");
const { sbomOf } = await script<{ readonly sbomOf: (folder: string) => string }>("sbom.mjs");

const root = fileURLToPath(new URL("..", import.meta.url));
const text = (...path: string[]): string => readFileSync(join(root, ...path), "utf8");

test.each([...shipped])(
  "%s is packed with its bill of materials and its notices, which are those of the lock file",
  (folder) => {
    expect(text(folder, "sbom.cdx.json")).toBe(sbomOf(folder));
    expect(text(folder, "THIRD-PARTY-NOTICES.md")).toBe(noticesOf(folder));
    const { files } = manifestOf(folder) as { readonly files?: unknown };
    expect(files).toEqual(expect.arrayContaining(["sbom.cdx.json", "THIRD-PARTY-NOTICES.md"]));
  },
);

test.each([...shipped])(
  "the bill of %s names each package once, with licence and hash, and no time and no chance",
  (folder) => {
    const bill = JSON.parse(sbomOf(folder));
    const { others } = broughtBy(folder);
    expect(bill).toMatchObject({ bomFormat: "CycloneDX", specVersion: "1.5", version: 1 });
    expect([bill.serialNumber, bill.metadata.timestamp]).toEqual([undefined, undefined]);
    const refs = bill.components.map((one: Record<string, string>) => one["bom-ref"]);
    expect(new Set(refs).size).toBe(refs.length);
    expect(bill.components.map((one: Brought) => `${one.name}@${one.version}`)).toEqual(
      others.map(({ name, version }) => `${name}@${version}`),
    );
    for (const { name, licenses, hashes } of bill.components) {
      expect(licenses, name).toHaveLength(1);
      if (!/^(recurra|@recurra\/)/.test(name)) expect(hashes, name).toHaveLength(1);
    }
    for (const { ref, dependsOn } of bill.dependencies)
      for (const one of dependsOn) expect([ref, refs.includes(one)]).toEqual([ref, true]);
    expect(bill.dependencies).toHaveLength(others.length + 1);
  },
);

test.each([...shipped])("the notices of %s have a licence text for each package that it brings along", (folder) => {
  const page = noticesOf(folder);
  const texts = licencesOf(folder);
  const foreign = broughtBy(folder).others.filter(({ own }) => !own);
  expect(
    texts
      .map(({ one }) => one)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name }) => name),
  ).toEqual(foreign.map(({ name }) => name).toSorted());
  for (const { one, text } of texts) {
    expect(page).toMatch(new RegExp(`^## .*${one.name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")} ${one.version}`, "m"));
    // A text that grants something, or what the package says in place of one.
    expect(text, one.name).toMatch(/permission|redistribut|licen[cs]e/i);
    expect(one.entry.license, one.name).toBeDefined();
  }
});

test("what names a copyright of others among the sources has a notice of its own in the package", () => {
  for (const folder of shipped) {
    const names = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).name as string;
    const page = text(folder, "THIRD-PARTY-NOTICES.md");
    if (existsSync(join(root, folder, "src/onnx.proto"))) expect(page, names).toContain("## ONNX ");
    if (existsSync(join(root, folder, "assembly"))) {
      const { version } = JSON.parse(text("node_modules/assemblyscript/package.json"));
      expect(page, names).toContain(`## AssemblyScript ${version}\n`);
    }
    if (JSON.stringify(manifestOf(folder).exports ?? {}).includes(".csv"))
      expect(page, names).toContain("## @observablehq/sample-datasets");
  }
});

test("no package runs a script when it is installed, but koffi, which every package can do without", () => {
  const scripts = shipped.flatMap((folder) =>
    broughtBy(folder).others.filter(({ entry }) => entry.hasInstallScript === true),
  );
  expect(new Set(scripts.map(({ name }) => name))).toEqual(new Set(["koffi"]));
  for (const one of scripts) expect(one.optional).toBe(true);
  for (const folder of shipped) {
    const { scripts: own = {} } = manifestOf(folder);
    expect(Object.keys(own).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([]);
  }
});

test("docs/security.md gives a reason for each dependency of each package, and for none that is not there", () => {
  const rows = text("docs/security.md").matchAll(/^\| `([^`]+)` +\| ([^|]+?) +\| ([^|]+?) +\| ([^|]+?) +\|$/gm);
  const told = [...rows].map(([, name, folders, why, licence]) => ({ name, folders, why, licence }));
  const asked = new Map<string, string[]>();
  for (const folder of shipped) {
    const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
    for (const name of [...Object.keys(dependencies), ...Object.keys(optionalDependencies)])
      if (!/^(recurra|@recurra\/)/.test(name))
        asked.set(name, [...(asked.get(name) ?? []), folder.replace("packages/", "")]);
  }
  expect(told.map(({ name }) => name).toSorted()).toEqual([...asked.keys()].toSorted());
  const licences = new Map(
    shipped.flatMap((folder) => broughtBy(folder).others.map(({ name, entry }) => [name, entry.license] as const)),
  );
  for (const { name, folders, why, licence } of told) {
    expect(folders.split(", "), name).toEqual(asked.get(name));
    expect(why.length, name).toBeGreaterThan(15);
    expect(licence, name).toBe(licences.get(name));
  }
});
