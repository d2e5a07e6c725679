import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SOURCE = fileURLToPath(new URL("..", import.meta.url));
// A power of two (2 ** 31) is exact in every engine and stays allowed.
const FORBIDDEN =
  /\bMath\s*\.\s*(?:exp|expm1|log|log1p|log2|log10|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|pow|cbrt|hypot|random)\b|(?<!\b2 )\*\*|\bDate\s*\.\s*now\b|\bnew\s+Date\b/g;

/** The code of a file: comments and strings become blanks, line numbers stay. */
function code(text: string): string {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
  return text.replace(token, (match) => match.replace(/[^\n]/g, " "));
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return relative(SOURCE, path) === join("kernels", "reference") ? [] : sources(path);
    return /\.ts$/.test(entry.name) && !/\.(test|conformance|generated)\.ts$/.test(entry.name) ? [path] : [];
  });
}

test("no file but the reference kernels and the tests uses a Math function, clock or chance that differs between engines", () => {
  const hits: string[] = [];
  for (const path of sources(SOURCE)) {
    const text = code(readFileSync(path, "utf8"));
    for (const match of text.matchAll(FORBIDDEN)) {
      const line = text.slice(0, match.index).split("\n").length;
      hits.push(`${relative(SOURCE, path)}:${line} uses ${match[0]}; use core/math.ts or core/random.ts`);
    }
  }
  expect(hits).toEqual([]);
});

test("the search for forbidden functions sees code, and neither comments nor strings", () => {
  const found = (text: string) => [...code(text).matchAll(FORBIDDEN)].map((match) => match[0]);
  expect(found("const a = Math.exp(1) + x ** 2; 2 ** 31; new Date(); Date.now(); Math . pow(1, 2);")).toEqual([
    "Math.exp",
    "**",
    "new Date",
    "Date.now",
    "Math . pow",
  ]);
  expect(found('/** Math.exp */ // x ** 2\nconst s = "Math.random"; Math.sqrt(2); Math.expression')).toEqual([]);
});
