// The runs that are kept, beside each other.
import { readFileSync } from "node:fs";
import { press } from "../keys.mjs";
import { button, freshly, link, notice, runCell, says, short } from "../page.mjs";

const count = (page) => page.locator("table.runs tbody tr").count();

/** The list: what changed, losses over each other, names, pins, a file that goes out and comes back, and what is deleted. */
async function list({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    const expect = (what, found, wanted) => {
      if (found !== wanted) wrong.push(`${what}: "${found}", not "${wanted}"`);
    };
    for (const [hidden, seed] of [
      [8, 0],
      [9, 0],
      [9, 1],
    ]) {
      await page.goto(`${origin}${link({ ...short, hidden }, seed ? `&seed=${seed}` : "")}`);
      await button(page, "Play").click();
      await page.getByRole("button", { name: "Download the model" }).waitFor();
    }
    await page.getByRole("link", { name: "Runs (3)" }).click();
    await page.locator("table.runs").waitFor();
    expect("what changed in the last", await runCell(page, 0, 6), "seed 0 to 1");
    expect("what changed in the second", await runCell(page, 1, 6), "hidden 8 to 9");
    expect("what changed in the first", await runCell(page, 2, 6), "the first of its kind");
    await page.locator("#base").selectOption({ index: 3 });
    expect("beside a base", await runCell(page, 0, 6), "hidden 8 to 9, seed 0 to 1");
    if (!/\w+\. \w/.test(await runCell(page, 0, 7))) wrong.push(`the verdict is "${await runCell(page, 0, 7)}"`);
    expect("the steps", await runCell(page, 0, 3), "12");

    for (const i of [0, 2]) await page.locator("table.runs tbody input[type=checkbox]").nth(i).check();
    const legend = page.locator("section.overlaid .legend li");
    await legend.nth(1).waitFor();
    expect("lines in one chart", await legend.count(), 2);
    const dashes = await legend
      .locator("line")
      .evaluateAll((lines) => lines.map((line) => line.getAttribute("stroke-dasharray")));
    if (dashes[0] === dashes[1]) wrong.push("lines differ by their colour alone");

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export the 2 chosen runs" }).click(),
    ]);
    const file = readFileSync(await download.path());
    if (/<|safetensors/.test(file.toString())) wrong.push("there is HTML in the file");
    await page.setInputFiles("#file", { name: "runs.json", mimeType: "application/json", buffer: file });
    await page.getByText("2 runs of runs.json taken.").waitFor();
    await page.getByRole("link", { name: "Runs (5)" }).waitFor();
    const bad = JSON.parse(file);
    bad.runs[0].link = "javascript:alert(1)";
    await page.setInputFiles("#file", {
      name: "bad.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(bad)),
    });
    await page.getByText("Run 1 of bad.json cannot be read. None was taken.").waitFor();

    await page
      .getByRole("button", { name: /^Rename/ })
      .first()
      .click();
    await page.keyboard.type("the last one");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "the last one" }).waitFor();
    await page.getByRole("button", { name: "Pin the last one" }).click();
    await page.locator("tr.pinned").waitFor();
    await page.getByRole("button", { name: "Delete the last one" }).click();
    await page.getByRole("button", { name: "Keep it" }).click();
    expect("runs behind a No", await count(page), 5);
    await page.getByRole("button", { name: "Delete the last one" }).click();
    await page.getByRole("button", { name: "Delete it" }).click();
    await page.getByRole("link", { name: "Runs (4)" }).waitFor();
    expect("pinned ones", await page.locator("tr.pinned").count(), 0);
    await page.getByRole("button", { name: "Delete all runs" }).click();
    await page.getByRole("dialog").getByText("4 runs go from this browser").waitFor();
    await page.keyboard.press("Escape");
    expect("runs behind Escape", await count(page), 4);
    await page.getByRole("button", { name: "Delete all runs" }).click();
    await page.getByRole("button", { name: "Delete 4 runs" }).click();
    await page.getByText("There is none yet").waitFor();
    return wrong;
  });
}

/** The list by keys alone: to a run's name and back to its button, losses over each other, a run that goes, and one that is opened. */
async function byKeys({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    for (const hidden of [8, 9]) {
      await page.goto(`${origin}${link({ ...short, hidden })}`);
      await button(page, "One batch").click();
      await says(page, /step 1\./);
    }
    await page.goto(origin);
    wrong.push(...(await press(page, /^Runs \(2\)$/)));
    await page.locator("table.runs").waitFor();
    wrong.push(...(await press(page, /^Overlay the losses of/, "Space")));
    await page.locator("section.overlaid figure").waitFor();
    wrong.push(...(await press(page, /^Rename/)));
    await page.keyboard.type("mine");
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "mine", exact: true }).waitFor();
    const focus = () => page.evaluate(() => document.activeElement.textContent.trim());
    if ((await focus()) !== "Rename") wrong.push(`behind a new name the focus is on "${await focus()}"`);
    await page.keyboard.press("Enter");
    await page.keyboard.type("another");
    await page.keyboard.press("Escape");
    if (await page.getByRole("link", { name: "another" }).count()) wrong.push("Escape takes the name");
    wrong.push(...(await press(page, /^Delete mine$/)));
    await page.getByRole("dialog").waitFor();
    await press(page, /^Delete it$/);
    await page.getByRole("link", { name: "Runs (1)" }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent.trim() === "Runs");
    wrong.push(...(await press(page, /^Take the noise off a wave$/)));
    await notice(page).filter({ hasText: "Paused at step 1" }).waitFor();
    return wrong;
  });
}

export default {
  "the runs beside each other: what changed, overlaid, named, sent, deleted": list,
  "the runs by keys alone": byKeys,
};
