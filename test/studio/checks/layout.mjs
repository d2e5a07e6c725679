// Where things stand: Play beside the picture that it moves, and nothing that jumps when it is pressed.
import { labs } from "@recurra/labs";
import { button, link, says, short } from "../page.mjs";

/** The tops of what must not move. */
const tops = (page) =>
  page.evaluate(() =>
    [".run-bar .play", ".lab-show :is(figure, .passage, table)"].map((one) =>
      Math.round(document.querySelector(one)?.getBoundingClientRect().top ?? Number.NaN),
    ),
  );

/** In a window of a laptop, at its top. */
async function beside({ page, origin }) {
  const wrong = [];
  await page.setViewportSize({ width: 1280, height: 800 });
  for (const { name } of labs) {
    await page.goto("about:blank");
    await page.goto(`${origin}#v=0.1.0&run=lab%2F${name}`);
    await page.locator(".recorded :is(figure, .passage, table)").first().waitFor();
    const [play, picture] = await tops(page);
    if (!(play < 760 && picture < 450))
      wrong.push(`${name}: Play stands at ${play}, the recorded picture at ${picture}`);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    const place = name === "cells" ? ".inside" : ".frame:not(.recorded) :is(figure, .passage, table)";
    await page.locator(place).first().waitFor();
    const after = await tops(page);
    if (Math.abs(after[0] - play) > 1) wrong.push(`${name}: Play moves from ${play} to ${after[0]}`);
    // A lab may say first what is learned: a line or two.
    if (name !== "cells" && Math.abs(after[1] - picture) > 60)
      wrong.push(`${name}: the picture moves from ${picture} to ${after[1]}`);
    await button(page, "Reset").click();
  }
  return wrong;
}

/** On a phone Play is in reach wherever one is. */
async function inReach({ page, origin }) {
  const wrong = [];
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${origin}${link(short)}`);
  await button(page, "One batch").click();
  await says(page, /step 1\./);
  for (const y of [0, 600, 1e6]) {
    await page.evaluate((y) => scrollTo(0, y), y);
    const { top, bottom } = await button(page, "Play").evaluate((one) => one.getBoundingClientRect().toJSON());
    if (!(top >= 0 && bottom <= 740)) wrong.push(`scrolled to ${y}, Play stands at ${top}`);
  }
  if (!/step 1\b/.test(await page.locator(".run-place").textContent())) wrong.push("the step is not beside Play");
  return wrong;
}

export default {
  "Play and the picture are seen together in every lab, and neither moves when it begins": beside,
  "on a phone Play is in reach wherever the page is scrolled to": inReach,
};
