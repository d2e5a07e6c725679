// What a lab's page teaches with: its dial, and what there is to try.
import { button, link, rests, says, short } from "../page.mjs";

const labLink = (name, more = "") => `#v=0.1.0&run=lab%2F${name}${more}`;
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

/** A run that failed has no network any more: to turn the dial then is no error. */
async function dialAfterFailure({ page, origin }) {
  await page.goto(`${origin}${labLink("signal", "&s.learningRate=1e30")}`);
  await button(page, "Play").click();
  await page.getByRole("alert").waitFor();
  const said = await page.getByRole("alert").textContent();
  await turnTo(page, 0.5);
  await page.waitForTimeout(500);
  const after = await page.getByRole("alert").textContent();
  return after === said ? [] : [`it said "${said}", and then "${after}"`];
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
  if ((await page.locator(".losses").count()) > 0) wrong.push("the run before stands below the one that was opened");
  await button(page, "Play").click();
  await says(page, /bidirectional GRU of 30 units: epoch \d+/);
  return wrong;
}

/** Three networks learn one after the other, and lie over each other from their own first step, by steps and by seconds. */
async function race({ page, origin }) {
  const settings = "&s.networks=rnn%2Clstm%2Cgru&s.epochs=3&s.hidden=8&s.layers=1";
  await page.goto(`${origin}${labLink("compare", settings)}`);
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the report" }).waitFor();
  const columns = async () => {
    await page.locator(".race .chart-table summary").click();
    const table = page.locator(".race .chart-table table");
    await table.waitFor();
    const names = await table.locator("thead th").allTextContents();
    const numbers = await table.locator("tbody tr").first().locator("td").allTextContents();
    await page.locator(".race .chart-table summary").click();
    await table.waitFor({ state: "detached" });
    return { names, numbers };
  };
  const bySteps = await columns();
  await page.getByLabel("by seconds").check();
  const bySeconds = await columns();
  const standings = await page.locator(".race .scroll").last().locator("tbody tr").allTextContents();
  const three = ["RNN (ReLU)", "LSTM", "GRU"];
  const wrong = [];
  if (three.some((name) => !bySteps.names.join().includes(name))) wrong.push(`by steps: ${bySteps.names}`);
  if (!/step/.test(bySteps.names[0]) || !/second/.test(bySeconds.names[0]))
    wrong.push(`the axes are ${bySteps.names[0]} and ${bySeconds.names[0]}`);
  for (const { numbers } of [bySteps, bySeconds])
    if (numbers.length !== 3 || numbers.some((one) => !/\d/.test(one))) wrong.push(`the first row has ${numbers}`);
  if (standings.length !== 3 || three.some((name, i) => !standings[i].includes(name)))
    wrong.push(`the standings are ${standings}`);
  return wrong;
}

/** All networks' gradients on one axis, as far back as the dial says, within the first moments of the lab and when it rests. */
async function gradients({ page, origin }) {
  await page.goto(`${origin}${labLink("gradients", "")}`);
  await button(page, "Play").click();
  await pictured(page, "each of 100 steps back");
  await says(page, /steps back, seed \d+: epoch \d+/);
  await button(page, "Pause").click();
  await turnTo(page, 200);
  await pictured(page, "each of 200 steps back");
  const figure = page.locator(".blocks figure").first();
  const text = await figure.textContent();
  const names = ["RNN tanh", "RNN ReLU", "LSTM (forget bias 0)", "GRU (update bias 3)", "clipping acts above 1"];
  return names.filter((name) => !text.includes(name)).map((name) => `the picture lacks ${name}`);
}

/** Told nothing back, the encoder-decoder runs free: both paths are one, and both errors are said to be equal. */
async function forcing({ page, origin }) {
  const wrong = [];
  await page.goto(`${origin}${labLink("signal", "&s.epochs=2")}`);
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  const errors = async (share) => {
    await turnTo(page, share);
    const said = page.locator(".blocks p", { hasText: `with ${100 * share}% of the true values` }).first();
    const [, forced, free] = /is ([\d.]+) with .* and ([\d.]+) free-running/.exec(await said.textContent());
    return { forced: Number(forced), free: Number(free) };
  };
  const [all, none] = [await errors(1), await errors(0)];
  if (none.forced !== none.free) wrong.push(`at 0: ${JSON.stringify(none)}`);
  if (!(all.forced < all.free)) wrong.push(`at 1: ${JSON.stringify(all)}`);
  if (all.free !== none.free) wrong.push("the free-running error depends on the dial");
  return wrong;
}

/** Each lab of the course has its own dial, which acts at the end too. */
async function everyDial({ page, origin }) {
  const short = {
    stock: "&s.epochs=1&s.hidden=4",
    compare: "&s.networks=gru&s.epochs=1",
    direction: "&s.epochs=1&s.hidden=4&s.lengths=3",
    cells: "&s.cell=gru&s.epochs=1",
  };
  const turned = {
    stock: [0.5, "50% of the true prices read back"],
    compare: [5, "5 days ahead"],
    direction: [0.6, "says from 0.600 on"],
    cells: [7, "Gates of the GRU"],
  };
  const wrong = [];
  for (const [name, settings] of Object.entries(short)) {
    await page.goto("about:blank");
    await page.goto(`${origin}${labLink(name, settings)}`);
    await button(page, "Play").click();
    await page.getByRole("button", { name: "Download the report" }).waitFor();
    const [value, words] = turned[name];
    if (name === "cells") {
      // What it draws is what is seen inside: the number at the cursor is another one over another sequence. Folded, its picture is there.
      const inside = () => page.locator(".at-cursor strong").textContent();
      const first = await inside();
      await turnTo(page, 5);
      await page
        .waitForFunction((old) => document.querySelector(".at-cursor strong").textContent !== old, first)
        .catch(() => wrong.push("cells: nothing changes inside"));
      await page.getByText("Look inside", { exact: true }).click();
      await page.locator("details.look-inside:not([open])").waitFor();
    }
    const before = await page.locator(".blocks").first().innerHTML();
    await turnTo(page, value);
    await page
      .waitForFunction((old) => document.querySelector(".blocks").innerHTML !== old, before, { timeout: 10_000 })
      .catch(() => wrong.push(`${name}: nothing changes`));
    await pictured(page, words).catch(() => wrong.push(`${name}: "${words}" is not shown`));
  }
  return wrong;
}

/** For teachers: only Play, or all but the settings. */
async function teachers({ page, origin }) {
  const shown = async () => ({
    dial: await page.locator("#dial").count(),
    settings: await page.locator("details.settings").count(),
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
  "a dial may be turned when a run has failed": dialAfterFailure,
  "a link says where the dial stands": dialOfLink,
  "what there is to try opens its run": tries,
  "three networks race by steps and by seconds": race,
  "the gradients of all networks lie on one axis, as far back as the dial says": gradients,
  "the dial of teacher forcing goes from the truth to running free": forcing,
  "dials of prices, directions and cells act when the lab has ended": everyDial,
  "a page for teachers has what its link leaves it": teachers,
};
