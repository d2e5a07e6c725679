// Runs are kept in the browser: what a reload, Back and a page that is left do to them.
import { readFileSync } from "node:fs";
import { kept, stored } from "../browser-storage.mjs";
import { button, csv, freshly, link, notice, picture, rests, says, short } from "../page.mjs";

const long = { ...short, epochs: 400 };
/** The picture of the one run that is kept at rest, as a browser writes it. */
async function keptPicture(page) {
  const [{ id }] = (await stored(page, "runs"))
    .filter(({ state }) => state === "paused")
    .sort((a, b) => b.started - a.started);
  const { pictures } = (await stored(page, "pieces")).find((one) => one.id === id);
  return page.evaluate((html) => new DOMParser().parseFromString(html, "text/html").body.innerHTML, pictures);
}
/** Whether this picture stands there: pictures are drawn in a frame, behind the words that the page says. */
const shows = (page, wanted) =>
  page
    .waitForFunction((html) => document.querySelector(".blocks")?.innerHTML === html, wanted, { timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );

/** A run that rests is kept at its last step, also when its page is left soon behind it. */
async function keptAtRest({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    for (const stop of [7, 12]) {
      await page.goto("about:blank");
      await page.goto(`${origin}${link(long, `&stop=${stop}`)}`);
      await button(page, "Play").click();
      await says(page, new RegExp(`step ${stop}\\.`));
      await page.waitForTimeout(300);
    }
    await page.goto("about:blank");
    await page.goto(`${origin}#runs`);
    await page.locator("table.runs tbody tr").nth(1).waitFor();
    for (const [row, stop] of [
      [0, "12"],
      [1, "7"],
    ]) {
      const cells = await page.locator("table.runs tbody tr").nth(row).locator("td").allTextContents();
      if (!cells.includes(stop)) wrong.push(`row ${row} has no ${stop} steps: ${cells}`);
    }
    return wrong;
  });
}

/** A reload in the middle shows what was there, and what is learned behind it is what would have been. */
async function reload({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(long, "&stop=40")}`);
    await button(page, "Play").click();
    await says(page, /step 40\./);
    if ((await rests(page)) !== 40) return ["it does not rest at its stop"];
    const whole = await picture(page);
    await button(page, "Reset").click();
    for (const step of [1, 2]) {
      await button(page, "One batch").click();
      await says(page, new RegExp(`step ${step}\\.`));
    }
    for (const step of [3, 6, 9, 12]) {
      await button(page, "One epoch").click();
      await says(page, new RegExp(`step ${step}\\.`));
    }
    await button(page, "One batch").click();
    await says(page, /step 13\./);
    await kept(page, 13);
    const before = await keptPicture(page);
    if (!(await shows(page, before))) wrong.push("what is kept is not the last picture");
    await page.reload();
    await notice(page).filter({ hasText: "Paused at step 13" }).waitFor();
    if (!(await shows(page, before))) wrong.push("the picture is not the one that was there");
    if (!(await page.getByText("Epochs (4)").count())) wrong.push("the epochs are not those that were there");
    if (await button(page, "Pause").count()) wrong.push("it is not at rest");
    await button(page, "One epoch").click();
    await says(page, /step 15\./);
    if ((await rests(page)) !== 15) wrong.push("an epoch behind the reload ends elsewhere");
    await button(page, "Play").click();
    await says(page, /step 40\./);
    if ((await rests(page)) !== 40) wrong.push("it does not rest at its stop behind a reload");
    if ((await picture(page)) !== whole)
      wrong.push("the picture at step 40 differs from that of a run without a reload");
    if (await page.getByRole("alert").count()) wrong.push(`it says ${await page.getByRole("alert").allTextContents()}`);
    await page.goto(`${origin}#runs`);
    await page.locator("table.runs").waitFor();
    const count = await page.locator("table.runs tbody tr").count();
    if (count !== 2) wrong.push(`${count} runs are kept, not the one before Reset and the one behind it`);
    return wrong;
  });
}

/** A run that has ended is there with its report and model, without being trained anew. */
async function ended({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(short)}`);
    await button(page, "Play").click();
    await page.getByRole("button", { name: "Download the model" }).waitFor();
    await kept(page, 12);
    const body = () => page.locator("section.verdict").innerHTML();
    const before = await body();
    const report = async () => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download the report" }).click(),
      ]);
      return readFileSync(await download.path(), "utf8");
    };
    const first = await report();
    await page.reload();
    await notice(page).filter({ hasText: "This run ended" }).waitFor();
    if ((await body()) !== before) wrong.push("the verdict differs");
    const second = await report();
    const words = (html) =>
      page.evaluate((html) => new DOMParser().parseFromString(html, "text/html").body.textContent, html);
    if ((await words(first)).trim() !== (await words(second)).trim())
      wrong.push("the report has other words behind a reload");
    if (!second.includes("default-src 'none'")) wrong.push("the report may load what it likes");
    if (!(await page.getByRole("button", { name: "Download the model" }).count())) wrong.push("the model is gone");
    await button(page, "Reset").click();
    await page.reload();
    await button(page, "Play").waitFor();
    await page.waitForTimeout(300);
    if (await notice(page).count()) wrong.push("what was reset comes back with a reload");
    return wrong;
  });
}

/** A forecast finds its file again, and its weights behind a reload are those of a run without one; Reset goes back to the same ones. */
async function forecastReload({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    const hash = () => page.getByText(/Weights at this step: SHA-256/).textContent();
    await page.goto(`${origin}#v=0.1.0&run=forecast&stop=30`);
    await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer: readFileSync(csv) });
    await page.locator("#setting-target").selectOption("Close");
    await page.getByRole("heading", { name: "Without training" }).waitFor();
    await page.getByText("Kept in this browser").waitFor();
    await button(page, "Play").click();
    const whole = await hash();
    await rests(page);
    await button(page, "Reset").click();
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await button(page, "One batch").click();
    await says(page, /step 2\./);
    await kept(page, 2);
    await page.reload();
    await notice(page).filter({ hasText: "Paused at step 2" }).waitFor();
    await button(page, "Play").click();
    if ((await hash()) !== whole) wrong.push("behind a reload the weights differ");
    await button(page, "Reset").click();
    await button(page, "Play").click();
    if ((await hash()) !== whole) wrong.push("behind Reset the weights differ");
    await page.getByRole("button", { name: "Forget this file" }).click();
    await page.getByText("Forgotten").waitFor();
    await page.reload();
    await page.getByText("This link is of aapl.csv. Drop that file here, or choose it:").waitFor();
    return wrong;
  });
}

/** Another seed of a run that was played is a step of history: Back leads to the run that was there, paused where it was. */
async function backToRun({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(long)}`);
    await button(page, "New seed (now 0)").click();
    await button(page, "One epoch").click();
    await says(page, /step 3\./);
    await rests(page);
    const before = await picture(page);
    await button(page, "New seed (now 1)").click();
    await button(page, "New seed (now 2)").waitFor();
    if (await notice(page).count()) wrong.push("another seed begins with the run before");
    await page.getByText("Settings").first().click();
    await page.fill("#setting-hidden", "9");
    await page.press("#setting-hidden", "Tab");
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await page.goBack();
    await notice(page).filter({ hasText: "Paused at step 3" }).waitFor();
    await button(page, "New seed (now 1)").waitFor();
    await rests(page);
    if (!(await shows(page, before))) wrong.push("Back shows another picture");
    if ((await page.locator("#setting-hidden").inputValue()) !== "8")
      wrong.push("Back leaves the settings of the other run");
    await page.goForward();
    await notice(page).filter({ hasText: "Paused at step 1" }).waitFor();
    await button(page, "New seed (now 2)").waitFor();
    if ((await page.locator("#setting-hidden").inputValue()) !== "9")
      wrong.push("Forward leaves the settings of the run before");
    await page.goBack();
    await notice(page).filter({ hasText: "Paused at step 3" }).waitFor();
    await page.goBack();
    await page.waitForTimeout(200);
    return [...wrong, ...(page.url() === "about:blank" ? [] : [`settings made steps of history: ${page.url()}`])];
  });
}

export default {
  "a run that rests is kept at its last step at once": keptAtRest,
  "a reload in the middle of a run shows it, paused, and it goes on to the same bits": reload,
  "a run that has ended is there after a reload": ended,
  "a forecast goes on after a reload with its file, to the same weights": forecastReload,
  "Back leads to the run that was there, with its controls": backToRun,
};
