// Every view, as axe sees it, in light and in dark, with all unfolded; and as wide as its window, on a phone and on a desk.
import { axeFinds } from "../axe.mjs";
import { unfold, views } from "../views.mjs";

/** What is wider than the window, and by what. */
async function tooWide(page, name) {
  const wrong = [];
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.waitForTimeout(100);
    const { wide, what } = await page.evaluate(() => {
      const wide = document.documentElement.scrollWidth;
      const beyond = [...document.querySelectorAll("main *")].find(
        (one) => one.getBoundingClientRect().right > innerWidth + 1 && !one.closest(".scroll, .chart, svg"),
      );
      return { wide, what: beyond?.outerHTML.slice(0, 120) };
    });
    if (wide > width) wrong.push(`${name} is ${wide} pixels wide at ${width}: ${what}`);
  }
  return wrong;
}

const lookedAt =
  (chosen) =>
  async ({ page, origin }) => {
    const wrong = [];
    for (const [name, open] of Object.entries(views).filter(([name]) => chosen(name))) {
      await open(page, origin);
      await unfold(page);
      wrong.push(...(await axeFinds(page, name)), ...(await tooWide(page, name)));
    }
    return wrong;
  };

const isForecast = (name) => name.startsWith("forecast");
const isIdle = (name) => name.startsWith("lab-");

export default {
  "axe finds nothing wrong with labs that wait, in light and dark, and each fits a phone and a desk": lookedAt(isIdle),
  "axe finds nothing wrong with labs that learn, in light and dark, and each fits a phone and a desk": lookedAt(
    (name) => !isForecast(name) && !isIdle(name),
  ),
  "axe finds nothing wrong with forecasts, in light and dark, and each fits a phone and a desk": lookedAt(isForecast),
};
