// The pages: every link of theirs leads to a file and a heading that are there, and every page is found from the front door.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Every Markdown file that is the project's own, from the root, with slashes. */
const pages = readdirSync(root, { withFileTypes: true })
  .flatMap((entry) => {
    if (entry.isFile()) return [entry.name];
    if (!entry.isDirectory() || entry.name === "node_modules" || entry.name.startsWith(".")) return [];
    return readdirSync(join(root, entry.name), { recursive: true, encoding: "utf8" }).map(
      (name) => `${entry.name}/${name.replaceAll("\\", "/")}`,
    );
  })
  .filter((name) => name.endsWith(".md") && !/(^|\/)(node_modules|dist)\//.test(name))
  .sort();

const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** Without blocks of code, whose brackets are no links. */
function withoutCode(text: string): string {
  return text.replace(/^ *```[\s\S]*?^ *```$/gm, "");
}

/** A page's links: `[text](target)`, `[name]: target`, `src="target"`. */
function linksOf(page: string): string[] {
  const text = withoutCode(read(page)).replace(/`[^`\n]*`/g, "");
  const found = text.matchAll(/\]\(([^)\s]+)\)|^\[[^\]]+\]: (\S+)$|\b(?:src|srcset)="([^"]+)"/gm);
  return [...found].map(([, inline, named, image]) => inline ?? named ?? image);
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(page: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading] of withoutCode(read(page)).matchAll(/^#+ +(.+)$/gm)) {
    const plain = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const name = plain
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, "")
      .trim()
      .replaceAll(" ", "-");
    let anchor = name;
    for (let again = 1; anchors.has(anchor); again++) anchor = `${name}-${again}`;
    anchors.add(anchor);
  }
  return anchors;
}

interface Link {
  readonly page: string;
  readonly target: string;
  /** The file, from the root. */
  readonly file: string;
  readonly anchor: string;
}

const links: Link[] = pages.flatMap((page) =>
  linksOf(page)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path, anchor = ""] = target.split("#");
      return { page, target, file: path === "" ? page : posix.join(dirname(page), path), anchor };
    }),
);

test("every relative link of a page leads to a file of the repository", () => {
  expect(links.length).toBeGreaterThan(60);
  const dead = links.filter(({ file }) => file.startsWith("..") || !existsSync(join(root, file)));
  expect(dead.map(({ page, target }) => `${page}: ${target}`)).toEqual([]);
});

test("every anchor of a link is a heading of its page", () => {
  const anchored = links.filter(({ anchor, file }) => anchor !== "" && existsSync(join(root, file)));
  expect(anchored.length).toBeGreaterThan(10);
  const dead = anchored.filter(({ file, anchor }) => !anchorsOf(file).has(anchor));
  expect(dead.map(({ page, target }) => `${page}: ${target}`)).toEqual([]);
});

test("every page of docs/ has a line in docs/README.md, and the README leads there", () => {
  const from = (page: string): string[] => links.filter((link) => link.page === page).map(({ file }) => file);
  const index = new Set(from("docs/README.md"));
  const wanted = pages.filter((page) => page.startsWith("docs/") && page !== "docs/README.md");
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((page) => !index.has(page))).toEqual([]);
  expect(from("README.md")).toContain("docs/README.md");
});
