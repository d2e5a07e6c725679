// What an installed package of ours brings along, by package-lock.json: everything below its dependencies, at any depth.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

const lock = read("package-lock.json").packages;

/** The folders of the packages that are packed. */
export const shipped = read("package.json").workspaces.filter((path) => read(`${path}/package.json`).private !== true);

export const manifestOf = (folder) => read(`${folder}/package.json`);

/** Where a package finds another one: in its own node_modules, or in one above. */
function placeOf(name, from) {
  for (let at = from; ; at = at.includes("/node_modules/") ? at.slice(0, at.lastIndexOf("/node_modules/")) : "") {
    const place = at === "" ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    const found = lock[place];
    if (found !== undefined) return found.link === true ? found.resolved : place;
    if (at === "") return undefined;
  }
}

/** What a package asks for: each name, and whether it may be missing. A peer that may be missing is not brought along. */
function askedBy({ dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} }) {
  const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
  return [
    ...[...Object.keys(dependencies), ...peers].map((name) => ({ name, optional: false })),
    ...Object.keys(optionalDependencies).map((name) => ({ name, optional: true })),
  ];
}

/**
 * The packages that one of ours brings along, by name and version: each with its place in the lock file, what it asks for, and whether
 * everything that asks for it may do without.
 */
export function broughtBy(folder) {
  const found = new Map();
  const visit = (place, optional) => {
    const entry = lock[place];
    const before = found.get(place);
    if (before !== undefined && (before.optional === optional || optional)) return before;
    const own = !place.includes("node_modules/");
    const name = own
      ? manifestOf(place).name
      : place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
    const one = { place, name, version: entry.version, entry, optional, needs: [], own };
    found.set(place, one);
    for (const asked of askedBy(entry)) {
      const there = placeOf(asked.name, place);
      if (there === undefined) {
        if (asked.optional) continue;
        throw new Error(`${place} asks for ${asked.name}, which package-lock.json does not have`);
      }
      one.needs.push(there);
      visit(there, optional || asked.optional);
    }
    return one;
  };
  visit(folder, false);
  const key = ({ name, version }) => `${name}@${version}`;
  const [self, ...others] = [...found.values()];
  return { self, others: others.sort((a, b) => (key(a) < key(b) ? -1 : 1)), at: (place) => found.get(place) };
}
