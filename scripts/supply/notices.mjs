// THIRD-PARTY-NOTICES.md of a package: the licences of code of others that its own files contain, and of every package that installing
// it brings along. Packages with the same text stand together.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { broughtBy, root } from "./lock-tree.mjs";

const HEAD = `# Third-party notices

Written by \`npm run supply\` from package-lock.json.
`;

/** The files of a package that hold its licence. */
function licenceFiles(place) {
  const folder = join(root, place);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter(
      (name) => /^(licen[cs]e|copying|notice|unlicense)([.-][\w.-]*)?$/i.test(name) && !/\.(m?[jt]s|json)$/.test(name),
    )
    .sort()
    .map((name) => readFileSync(join(folder, name), "utf8"));
}

const tidy = (text) =>
  text
    .replace(/\r\n?/g, "\n")
    .replace(/[ \t]+$/gm, "")
    .replace(/^\n+|\n+$/g, "");

/** A licence as a quotation: nothing in it is a heading or a list of this page. */
const quoted = (text) =>
  text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");

/** Packages that exist once for each kind of machine have no files here, but for this one's: their text is that of who asks for them. */
const isForOneMachine = ({ entry }) => entry.os !== undefined || entry.cpu !== undefined || entry.libc !== undefined;

/** What the lock file says of a package that has no licence file. */
function declared({ place, entry, name }) {
  const path = join(root, place, "package.json");
  const { author, repository } = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const who = typeof author === "string" ? author : (author?.name ?? name);
  const where = typeof repository === "string" ? repository : repository?.url;
  const source = where === undefined ? "" : ` (${where})`;
  return `The package has no licence file. Its package.json names the licence ${entry.license} and as the author ${who}${source}.`;
}

/** Others that a package brings along, each with its text. */
export function licencesOf(folder) {
  const others = broughtBy(folder).others.filter(({ own }) => !own);
  const [machines, plain] = [others.filter(isForOneMachine), others.filter((one) => !isForOneMachine(one))];
  const texts = plain.map((one) => {
    const files = licenceFiles(one.place).map(tidy).filter(Boolean);
    return { one, text: files.length === 0 ? declared(one) : files.join("\n\n") };
  });
  for (const one of machines) {
    const asks = texts.find(({ one: { needs } }) => needs.includes(one.place));
    texts.push({ one, text: asks?.text ?? declared(one) });
  }
  return texts;
}

/** The page of a package of ours; undefined where there is nothing of others. */
export function noticesOf(folder) {
  const embedded = join(root, "scripts/supply/embedded", `${folder.replace("packages/", "")}.md`);
  const parts = [HEAD];
  if (existsSync(embedded)) {
    parts.push("The built files in `dist` contain work of others:\n", readFileSync(embedded, "utf8"));
  }
  const groups = new Map();
  for (const { one, text } of licencesOf(folder)) groups.set(text, [...(groups.get(text) ?? []), one]);
  if (groups.size > 0) parts.push("Installing this package brings along:\n");
  const key = ({ name, version }) => `${name} ${version}`;
  const entries = [...groups].map(([text, ones]) => [ones.sort((a, b) => (key(a) < key(b) ? -1 : 1)), text]);
  for (const [ones, text] of entries.sort(([[a]], [[b]]) => (key(a) < key(b) ? -1 : 1))) {
    const names = ones.map((one) => `${one.name} ${one.version}`).join(", ");
    const licences = [...new Set(ones.map(({ entry }) => entry.license))].join(", ");
    parts.push(`## ${names}\n\nSPDX-License-Identifier: ${licences}\n\n${quoted(text)}\n`);
  }
  return parts.length === 1
    ? `${HEAD}\nThere is none: this package contains and brings nothing of others.\n`
    : parts.join("\n");
}
