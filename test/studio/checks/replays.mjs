// A run that was kept goes on: what is seen of that, and what may stand in its way.
import { readFileSync } from "node:fs";
import { changeStored, kept, stored } from "../browser-storage.mjs";
import { button, csv, freshly, link, notice, picture, rests, says, short, stepOf } from "../page.mjs";

const long = { ...short, epochs: 100_000 };

async function toStep(page, origin, step) {
  await page.goto(`${origin}${link(long)}`);
  await button(page, "Play").click();
  await page.waitForFunction(
    (step) => Number(/step (\d+)\./.exec(document.querySelector(".losses [role=status]")?.textContent)?.[1]) > step,
    step,
  );
  await button(page, "Pause").click();
  await button(page, "Play").waitFor();
  await page.waitForTimeout(300);
  const there = await stepOf(page);
  await kept(page, there);
  await page.reload();
  await notice(page)
    .filter({ hasText: `Paused at step ${there.toLocaleString("en-US")}` })
    .waitFor();
  return there;
}

/** While steps are taken once more, the page shows what was kept, and how far they are; they can be paused, and left. */
async function progress({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    const there = await toStep(page, origin, 1500);
    const before = await picture(page);
    await button(page, "Play").click();
    await page.locator("progress").waitFor();
    await button(page, "Pause").click();
    await button(page, "Play").waitFor();
    await page.waitForTimeout(300);
    const done = await page.locator("progress").evaluate(({ value }) => value);
    await page.waitForTimeout(300);
    if ((await page.locator("progress").evaluate(({ value }) => value)) !== done)
      wrong.push("a replay cannot be paused");
    if (!(done > 0 && done < there)) wrong.push(`it was paused at ${done} of ${there}`);
    if ((await stepOf(page)) !== there) wrong.push(`the page is at step ${await stepOf(page)}, not ${there}`);
    if ((await picture(page)) !== before) wrong.push("a replay draws");
    // A reload in the middle of a replay loses nothing.
    await page.reload();
    await notice(page).filter({ hasText: "Paused at step" }).waitFor();
    if ((await stepOf(page)) !== there) wrong.push("a reload within a replay loses steps");
    await button(page, "One batch").click();
    await says(page, new RegExp(`step ${there + 1}\\.`));
    if (await page.locator("progress").count()) wrong.push("it still says that it replays");
    if ((await stored(page, "runs")).length !== 1) wrong.push("the run that went on is another one");
    return wrong;
  });
}

/** A dial turned on a run that was kept: its network is made again, and rests where it was. */
async function dial({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const there = await toStep(page, origin, 20);
    await page.locator("#dial").fill("1.2");
    await page.locator(".blocks figcaption", { hasText: "noise up to 1.2" }).first().waitFor();
    await button(page, "Play").waitFor();
    await page.waitForTimeout(300);
    const step = await stepOf(page);
    return step === there ? [] : [`it rests at step ${step}, not ${there}`];
  });
}

/** Losses that are not those that come out of a replay: that is said. */
async function differs({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    await toStep(page, origin, 20);
    await changeStored(page, "pieces", ([one], pieces) => {
      one.losses.low[0] = one.losses.high[0] = 9;
      pieces.put(one);
    });
    await page.reload();
    await notice(page).filter({ hasText: "Paused at step" }).waitFor();
    await button(page, "One batch").click();
    await page.getByRole("alert").filter({ hasText: "The replay came to other losses" }).waitFor();
    return [];
  });
}

/** A replay that fails, twice: what was kept stays this page's, and no copy is made as if another tab had it. */
async function fails({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const there = await toStep(page, origin, 20);
    const entry = () => page.evaluate(() => history.state.run);
    const before = await entry();
    await page.evaluate(() => {
      history.replaceState(history.state, "", location.hash.replace("s.hidden=8", "s.hidden=none"));
    });
    await page.reload();
    for (const _ of ["once", "again"]) {
      await notice(page)
        .filter({ hasText: `Paused at step ${there}` })
        .waitFor();
      await button(page, "Play").click();
      await page.getByRole("alert").filter({ hasText: "hidden" }).first().waitFor();
      await page.waitForTimeout(300);
    }
    return [
      ...((await entry()) === before ? [] : ["the page has a copy of its own run"]),
      ...((await stored(page, "runs")).length === 1 ? [] : ["a run that failed to go on is kept twice"]),
    ];
  });
}

/** A forecast whose file is gone is shown, and asks for the file; a forecast is shown with what it had to beat. */
async function withoutFile({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    const buffer = readFileSync(csv);
    await page.goto(`${origin}#v=0.1.0&run=forecast`);
    await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer });
    await page.locator("#setting-target").selectOption("Close");
    await page.getByRole("heading", { name: "Without training" }).waitFor();
    await page.locator("button.play[aria-disabled=false]").waitFor();
    // Played, it may have ended before Pause is pressed.
    await button(page, "One epoch").click();
    await says(page, /step \d\d+\./);
    const step = await rests(page);
    await kept(page, step);
    await page.getByRole("link", { name: "Runs (1)" }).click();
    await page.getByRole("button", { name: /^Forget 1 file/ }).click();
    await page.getByRole("dialog").getByText("aapl.csv").waitFor();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Forget/ })
      .click();
    await page.getByRole("button", { name: /^Forget 1 file/ }).waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("link", { name: "Close of aapl.csv" }).click();
    await page.getByText("This link is of aapl.csv. Drop that file here, or choose it:").waitFor();
    await notice(page)
      .filter({ hasText: `Paused at step ${step}` })
      .waitFor();
    await page.locator("p.to-beat").waitFor();
    await page.setInputFiles("#file", { name: "aapl.csv", mimeType: "text/csv", buffer });
    await page.locator("button.play[aria-disabled=false]").waitFor();
    await button(page, "One batch").click();
    await says(page, new RegExp(`step ${step + 1}\\.`));
    return wrong;
  });
}

export default {
  "steps that are taken once more are told of, can be paused, and draw nothing": progress,
  "a dial turned on a run that was kept shows its network again": dial,
  "a replay that comes to other losses says so": differs,
  "a replay that fails leaves the run that was kept where it was": fails,
  "a forecast that was kept asks for its file, where that is gone": withoutFile,
};
