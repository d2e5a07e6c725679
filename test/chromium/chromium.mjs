// The browser, which comes from npm into this folder, and what a Worker of one of its pages answers.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Headless; `executable` in place of the one from npm, which is for Linux. */
export async function startChromium(executable) {
  if (!existsSync(`${folder}node_modules/axe-core`)) {
    execFileSync("npm", ["ci", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  }
  const { chromium } = await import("playwright-core");
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({ args: ["--no-sandbox"], executablePath: executable ?? (await packaged.executablePath()) });
}

/** What a Worker of the page answers. */
export function inWorker(page, url, type) {
  return page.evaluate(
    ([url, type]) =>
      new Promise((resolve) => {
        const worker = new Worker(url, { type });
        globalThis.worker = worker;
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = ({ message }) => resolve({ error: message || "the worker was not loaded" });
      }),
    [url, type],
  );
}
