// Several tabs, and one that nobody sees.
import { kept, stored } from "../browser-storage.mjs";
import { button, freshly, link, notice, picture, runCell, says, short, stepOf } from "../page.mjs";

const long = { ...short, epochs: 400 };
/** Two tabs of one link are two runs; a copy of a tab makes a run of its own when it goes on. */
async function twoTabs({ origin, browser }) {
  return freshly(browser, origin, async (page, open) => {
    const wrong = [];
    const other = await open();
    for (const one of [page, other]) {
      await one.goto(`${origin}${link(long)}`);
      await button(one, "One batch").click();
      await says(one, /step 1\./);
    }
    await button(other, "One batch").click();
    await says(other, /step 2\./);
    await kept(page, 1);
    await kept(page, 2);
    const third = await open();
    await third.goto(`${origin}#runs`);
    await third.locator("table.runs").waitFor();
    const steps = [await runCell(third, 0, 3), await runCell(third, 1, 3)].sort();
    if (steps.join() !== "1,2") wrong.push(`the runs are at steps ${steps}`);
    if (!(await runCell(third, 0, 1)).includes("in another tab")) wrong.push("that a tab has a run is not said");
    // The list follows the tabs, and so does the number in the head of each page.
    await button(other, "One batch").click();
    await third.locator("table.runs tbody tr", { hasText: "2" }).first().waitFor();
    await third.waitForFunction(() =>
      [...document.querySelectorAll("table.runs tbody tr")].some((row) => row.children[3].textContent === "3"),
    );
    await page.getByRole("link", { name: "Runs (2)" }).waitFor();
    // The run of another tab is opened: what goes on is a run of its own.
    const mine = third
      .locator("table.runs tbody tr")
      .filter({ has: third.locator("td:nth-child(4)", { hasText: /^3$/ }) });
    await mine.getByRole("link").click();
    await notice(third).filter({ hasText: "Paused at step 3" }).waitFor();
    await button(third, "One batch").click();
    await says(third, /step 4\./);
    await page.getByRole("link", { name: "Runs (3)" }).waitFor();
    if ((await stepOf(other)) !== 3) wrong.push("the tab's own run has moved");
    return wrong;
  });
}

/** A page that nobody sees goes on training and keeping, and draws nothing until it is seen. */
async function hidden({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.addInitScript(() => {
      // As browsers do with a page in the background: it is hidden, and has no frames.
      let isHidden = false;
      const waiting = [];
      const frame = window.requestAnimationFrame.bind(window);
      window.requestAnimationFrame = (call) => (isHidden ? -waiting.push(call) : frame(call));
      Object.defineProperty(document, "visibilityState", { get: () => (isHidden ? "hidden" : "visible") });
      Object.defineProperty(document, "hidden", { get: () => isHidden });
      window.hide = (hide) => {
        isHidden = hide;
        document.dispatchEvent(new Event("visibilitychange"));
        if (!hide) for (const call of waiting.splice(0)) frame(call);
      };
    });
    const keptStep = async () => (await stored(page, "runs"))[0]?.step ?? 0;
    await page.goto(`${origin}${link({ ...short, epochs: 100_000 })}`);
    await button(page, "Play").click();
    await says(page, /step \d\d+\./);
    await page.evaluate(() => window.hide(true));
    await page.waitForTimeout(300);
    const [step, drawn] = [await stepOf(page), await picture(page)];
    const from = await keptStep();
    await page.waitForFunction(() => false, undefined, { timeout: 2500 }).catch(() => {});
    if ((await stepOf(page)) !== step || (await picture(page)) !== drawn) wrong.push("it draws while it is hidden");
    const to = await keptStep();
    if (!(to > from && to > step)) wrong.push(`it does not go on while it is hidden: from step ${from} to ${to}`);
    await page.evaluate(() => window.hide(false));
    await page.waitForFunction(
      (to) => Number(/step (\d+)\./.exec(document.querySelector(".losses [role=status]").textContent)[1]) >= to,
      to,
    );
    return wrong;
  });
}

export default {
  "two tabs make two runs": twoTabs,
  "a hidden page trains on and draws nothing": hidden,
};
