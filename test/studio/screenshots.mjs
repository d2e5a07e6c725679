// npm run docs:studio -- FOLDER: every view of the studio, light and dark, wide and on a phone, at the same step each time.
// npm run docs:studio: the pictures of the README, into docs/images.
// [--only WORDS] those whose names have these words, [--chromium PATH] by this browser.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { startChromium } from "../chromium/chromium.mjs";
import { studioHost } from "./hosts.mjs";
import { pictures } from "./pictures.mjs";
import { views } from "./views.mjs";
import { newContext } from "./watched.mjs";

const { values, positionals } = parseArgs({
  options: { only: { type: "string", default: "" }, chromium: { type: "string" } },
  allowPositionals: true,
});
const [folder = fileURLToPath(new URL("../../docs/images/", import.meta.url))] = positionals;
const isReadme = positionals.length === 0;
mkdirSync(folder, { recursive: true });

const themes = ["light", "dark"];
const widths = [1280, 360];

async function everyView(browser, origin) {
  for (const width of widths) {
    for (const [name, open] of Object.entries(views).filter(([name]) => name.includes(values.only))) {
      const context = await newContext(browser, {
        viewport: { width, height: width === 360 ? 740 : 800 },
        reducedMotion: "reduce",
      });
      const page = await context.newPage();
      await open(page, origin);
      for (const colorScheme of themes) {
        await shown(page, colorScheme);
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${width}.png`), fullPage: true });
      }
      await context.close();
    }
  }
}

/** From the top of one part of a page to the end of another one. */
async function readmePictures(browser, origin) {
  for (const { name, view, width, pixels = 1320, from, to } of pictures.filter(({ name }) =>
    name.includes(values.only),
  )) {
    for (const colorScheme of themes) {
      const viewport = { width, height: 900 };
      const context = await newContext(browser, {
        viewport,
        deviceScaleFactor: pixels / width,
        reducedMotion: "reduce",
        colorScheme,
      });
      const page = await context.newPage();
      await views[view](page, origin);
      await shown(page, colorScheme);
      const top = await page.locator(from).boundingBox();
      const end = await page.locator(to).boundingBox();
      const y = Math.max(0, Math.floor(top.y - 8));
      const clip = { x: 0, y, width, height: Math.ceil(end.y + end.height + 16 - y) };
      const png = await page.screenshot({ clip, fullPage: true });
      writeFileSync(join(folder, `${name}-${colorScheme}.png`), png);
      process.stdout.write(
        `${name}-${colorScheme}.png ${(png.length / 1000).toFixed(0)} kB, ${new URL(page.url()).hash}\n`,
      );
      await context.close();
    }
  }
}

/** The theme, drawn, and nothing that has the focus; the window is as high as the page, since what is not seen is not drawn. */
async function shown(page, colorScheme) {
  await page.emulateMedia({ colorScheme });
  const { width } = page.viewportSize();
  await page.setViewportSize({ width, height: await page.evaluate(() => document.documentElement.scrollHeight) });
  await page.evaluate(() => {
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  await page.waitForTimeout(400);
}

const host = await studioHost();
const browser = await startChromium(values.chromium);
try {
  await (isReadme ? readmePictures : everyView)(browser, host.origin);
} finally {
  await browser.close();
  await host.stop();
}
