// What a lab's page teaches with: its dial, and what there is to try.
import { button, link, rests, says, short } from "../page.mjs";

const turnTo = (page, value) => page.locator("#dial").fill(String(value));
/** Waits until the picture's title has these words. */
const pictured = (page, words) => page.locator(".blocks figcaption", { hasText: words }).first().waitFor();

/** The dial acts while the network learns, while it rests and when it has ended; what was learned is the same. */
async function dial({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}${link({ ...short, epochs: 200 })}`);
  await button(page, "Play").click();
  await says(page, /step \d+\./);
  await turnTo(page, 0.8);
  await pictured(page, "noise up to 0.8");
  await button(page, "Pause").click();
  await page.waitForTimeout(200);
  const step = await rests(page);
  await turnTo(page, 1.2);
  await pictured(page, "noise up to 1.2");
  if (step === undefined || (await rests(page)) !== step) wrong.push("the dial makes a resting run go on");
  if (!new URL(page.url()).hash.includes("dial=1.2")) wrong.push(`the link does not say it: ${page.url()}`);

  await page.goto(`${origin}${link(short)}`);
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  await turnTo(page, 0.1);
  await pictured(page, "noise up to 0.1");
  return wrong;
}

/** A link puts the dial somewhere, within its ends. */
async function dialOfLink({ page, origin }) {
  await page.goto(`${origin}${link(short)}&dial=99`);
  await button(page, "One batch").click();
  await pictured(page, "noise up to 1.5");
  const shown = await page.locator(".dial output").textContent();
  return shown === "1.5" ? [] : [`the dial stands at ${shown}`];
}

/** What there is to try opens its run, which Play starts; where only the dial differs, the run on the page goes on. */
async function tries({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}#v=0.1.0&run=lab%2Fdenoise`);
  await button(page, "One batch").click();
  await says(page, /step 1\./);
  await page.getByRole("link", { name: /Turn the dial up/ }).click();
  await pictured(page, "noise up to 1,");
  if ((await rests(page)) !== 1) wrong.push("to turn the dial ended the run");
  await page.getByRole("link", { name: /Read the sequence from both ends/ }).click();
  await page.waitForFunction(() => document.querySelector("#setting-bidirectional")?.checked === true);
  if ((await page.locator("figure").count()) > 0) wrong.push("the run before stands below the one that was opened");
  await button(page, "Play").click();
  await says(page, /bidirectional GRU of 30 units: epoch \d+/);
  return wrong;
}

/** For teachers: only Play, or all but the settings. */
async function teachers({ page, origin }) {
  const shown = async () => ({
    dial: await page.locator("#dial").count(),
    settings: await page.getByText("Settings").count(),
    tries: await page.getByText("Three things to try").count(),
    buttons: await page.locator(".controls button").allTextContents(),
  });
  await page.goto(`${origin}${link(short)}&controls=play`);
  await button(page, "Play").waitFor();
  const play = await shown();
  await page.goto(`${origin}${link(short)}&controls=none`);
  await page.locator("#dial").waitFor();
  const none = await shown();
  return [
    ...(play.dial + play.settings + play.tries === 0 && play.buttons.join() === "Play,Reset"
      ? []
      : [`with controls=play: ${JSON.stringify(play)}`]),
    ...(none.dial === 1 && none.settings + none.tries === 0 ? [] : [`with controls=none: ${JSON.stringify(none)}`]),
  ];
}

export default {
  "a lab's dial acts while the network learns, rests and has ended": dial,
  "a link says where the dial stands": dialOfLink,
  "what there is to try opens its run": tries,
  "a page for teachers has what its link leaves it": teachers,
};
