// What the studio's lessons say.
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";

/** The lessons, as the page has them. */
export async function readLessons() {
  const path = fileURLToPath(new URL("../../apps/studio/src/lessons/lessons.ts", import.meta.url));
  const { module } = await runnerImport(path, { configFile: false, logLevel: "error" });
  return module.lessons;
}
