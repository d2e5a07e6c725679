// The page stays quick while a network learns.
import { longestTasks } from "../long-tasks.mjs";
import { button, link, says } from "../page.mjs";

/** What a browser calls a long task; ms. */
const LONG = 50;

/** Half a minute of training, drawn ten times a second: four maps of 200 units by 200 steps, and the lines of the losses. */
async function heatMaps({ page, origin, browser }) {
  const settings = { cell: "lstm", hidden: 200, length: 200, epochs: 1000 };
  // What is not in the window is not drawn.
  await page.setViewportSize({ width: 1280, height: 4000 });
  await page.goto(`${origin}${link(settings).replace("denoise", "cells")}`);
  await button(page, "Play").click();
  await says(page, /step \d+\b/);
  await page.locator(".map[data-symbol=f]").waitFor();
  const maps = await page.locator(".map:visible").count();
  const tasks = await longestTasks(browser, page, 30_000);
  process.stdout.write(
    `      the longest tasks of the page's thread: ${tasks.slice(0, 5).join(", ")} ms of the processor\n`,
  );
  return [
    ...(maps >= 4 ? [] : [`only ${maps} maps are drawn`]),
    ...(tasks.length > 0 ? [] : ["no task was told of"]),
    ...(tasks[0] >= LONG ? [`a task took ${tasks[0]} ms`] : []),
  ];
}

export default { "no task of the page's thread is long in 30 s of training with four maps of 200 by 200": heatMaps };
