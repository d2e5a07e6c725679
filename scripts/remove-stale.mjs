// Removes what earlier builds left in the folders dist: files whose source has been moved or removed. The compiler leaves them where they
// are, and a package would carry them.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const projects = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8")).references.map(({ path }) => path);

for (const project of projects) {
  const { rootDir, outDir } = JSON.parse(readFileSync(join(root, project, "tsconfig.json"), "utf8")).compilerOptions;
  const out = join(root, project, outDir);
  if (!existsSync(out)) continue;
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" })) {
    const [, stem] = /^(.*?)(?:\.d\.ts|\.js)$/.exec(name) ?? [];
    if (stem !== undefined && !existsSync(join(root, project, rootDir, `${stem}.ts`))) rmSync(join(out, name));
  }
}
