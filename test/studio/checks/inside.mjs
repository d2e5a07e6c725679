// Inside the cell: maps, the cursor that joins everything, the cell with its wires, slow motion.
import { kept } from "../browser-storage.mjs";
import { button, choose, freshly, link, rests, rows, says } from "../page.mjs";

const cells = (settings) => link(settings).replace("denoise", "cells");
const small = { cell: "lstm", hidden: 5, length: 60, epochs: 40 };

/** A network that rests after its first step, opened. */
async function opened(page, origin, settings = small) {
  await page.goto(`${origin}${cells(settings)}`);
  await button(page, "One batch").click();
  await says(page, /step 1\b/);
  await page.locator(".map[data-symbol=f]").waitFor();
}

const map = (page, symbol) => page.locator(`.map[data-symbol=${symbol}]`);
const text = (page, selector) => page.locator(selector).textContent();
const numberOf = (words) => words.trim().split(/\s+/).at(-1);
const expectIn = (wrong) => (what, found, wanted) => {
  if (found !== wanted) wrong.push(`${what}: ${found}, not ${wanted}`);
};

/** The middle of a cell of a map. */
async function cellAt(page, symbol, { unit, step, units = small.hidden, steps = small.length }) {
  await map(page, symbol).scrollIntoViewIfNeeded();
  const { x, y, width, height } = await map(page, symbol).boundingBox();
  return [x + ((step - 0.5) * width) / steps, y + ((unit - 0.5) * height) / units];
}

async function hover({ page, origin }) {
  await opened(page, origin);
  const wrong = [];
  const expect = expectIn(wrong);
  for (const [symbol, name] of [
    ["f", "forget gate"],
    ["g", "candidate"],
    ["c", "cell state"],
    ["h", "hidden state"],
  ]) {
    await page.mouse.move(...(await cellAt(page, symbol, { unit: 3, step: 17 })));
    await page.locator(`[data-explained=${symbol}]`).waitFor();
    const cursor = await text(page, ".at-cursor");
    expect(`${name} under the pointer`, cursor.split(":")[0], `${name}, unit 3, step 17`);
    const titled = await page.locator(".heat.chosen .number").textContent();
    expect(`the number of the ${name}`, numberOf(cursor), titled);
    expect(`what the explanation of the ${name} comes to`, await text(page, "[data-value=last]"), titled);
  }
  // The pinned cursor stays where it is.
  await page.mouse.click(...(await cellAt(page, "f", { unit: 2, step: 9 })));
  await page.mouse.move(...(await cellAt(page, "o", { unit: 4, step: 30 })));
  expect("after a click", (await text(page, ".at-cursor")).split(":")[0], "forget gate, unit 2, step 9");
  return wrong;
}

async function byKeys({ page, origin }) {
  await opened(page, origin);
  const wrong = [];
  const expect = expectIn(wrong);
  const f = map(page, "f");
  await f.focus();
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowDown"]) await page.keyboard.press(key);
  const said = await f.getAttribute("aria-valuetext");
  expect("what the map says", said.split(":")[0], "forget gate, unit 2, step 3");
  expect("its number", numberOf(said), numberOf(await text(page, ".at-cursor")));
  expect("its place", await f.getAttribute("aria-valuenow"), "3");
  await page.keyboard.press("End");
  expect("End", await f.getAttribute("aria-valuenow"), String(small.length));
  await page.keyboard.press("Enter");
  expect("Enter pins", await page.getByLabel("pinned").isChecked(), true);
  await page.getByText("The numbers at the cursor as a table").click();
  const row = page.locator(".numbers tr", { hasText: "forget gate" }).locator("td").first();
  expect("the table", await row.textContent(), numberOf(await text(page, ".at-cursor")));
  return wrong;
}

/** Each wire has the number that it carries, and the sign of it in its colour. */
async function wires({ page, origin }) {
  const wrong = [];
  const expect = expectIn(wrong);
  for (const [cell, letters] of [
    ["lstm", ["f", "i", "g", "o", "c", "h"]],
    ["gru", ["r", "z", "n", "h"]],
    ["mingru", ["z", "n", "h"]],
    ["slstm", ["f", "i", "z", "o", "c", "n", "h"]],
    ["rnn", ["h"]],
  ]) {
    await page.goto(origin);
    await page.goto(`${origin}${cells({ ...small, cell })}`);
    await button(page, "One batch").click();
    await map(page, "h").waitFor();
    await map(page, "h").focus();
    await page.keyboard.press("Home");
    for (const letter of letters) {
      const reading = page.locator(`.reading[data-carries="${letter}"]`).first();
      const shown = Number((await reading.locator("text").textContent()).replace("−", "-"));
      const titled = Number(
        (await page.locator(`.heat:has([data-symbol=${letter}]) .number`).textContent()).replace("−", "-"),
      );
      if (Math.abs(shown - titled) > 6e-4) wrong.push(`${cell}: the wire of ${letter} has ${shown}, its map ${titled}`);
      const light = await reading.getAttribute("class");
      expect(
        `${cell}: the sign of ${letter}`,
        /positive|negative|none/.exec(light)?.[0],
        titled > 0 ? "positive" : titled < 0 ? "negative" : "none",
      );
    }
  }
  return wrong;
}

/** At most 24 steps are drawn; the rest is told. A step that is clicked is the cursor's. */
async function unrolled({ page, origin }) {
  await opened(page, origin);
  const wrong = [];
  const expect = expectIn(wrong);
  await map(page, "f").focus();
  await page.keyboard.press("Home");
  expect("steps drawn", await page.locator(".unrolled .box").count(), 24);
  expect("what is folded", (await text(page, ".unrolled svg .fold")).replace(/\s*more/, " more"), "… 36 more");
  await page.locator(".unrolled .box").nth(7).click();
  expect("after a click", (await text(page, ".at-cursor")).split(":")[0], "forget gate, unit 1, step 8");
  return wrong;
}

async function slowMotion({ page, origin }) {
  await opened(page, origin);
  const wrong = [];
  const expect = expectIn(wrong);
  const stage = () => page.locator(".stages [aria-current=step]").textContent();
  const lit = () => page.locator(".lit .layer.on").count();
  await button(page, "Next").focus();
  await page.keyboard.press("Enter");
  expect("first", await stage(), "input product");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  expect("the fourth", await stage(), "forget gate");
  expect("boxes that are lit", await lit(), 1);
  expect("the equation beside it", await page.locator(".explained.on").getAttribute("data-explained"), "f");
  await button(page, "Back").focus();
  await page.keyboard.press("Enter");
  expect("the one before", await stage(), "input gate");
  await button(page, "Next").focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press("Enter");
  expect("the last", await stage(), "update");
  expect("the step of the optimizer", await page.locator(".updated").getAttribute("data-step"), "1");
  const moved = await page
    .locator(".moves")
    .first()
    .locator("tbody tr:has(td)")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td")].map(({ textContent }) => Number(textContent.replace("−", "-"))),
      ),
    );
  if (moved.length < 6) wrong.push(`${moved.length} weights stand there with their change`);
  for (const [before, , change, after] of moved) {
    // Each is rounded to four digits.
    if (!(Math.abs(before + change - after) < 2e-4)) wrong.push(`${before} and ${change} are not ${after}`);
  }
  const [furthest] = await page.locator(".worked [data-value=last]").allTextContents();
  const changes = await page.locator(".moves").first().locator("td:nth-child(4)").allTextContents();
  if (!changes.some((change) => change.replace("+", "") === furthest)) wrong.push(`${furthest} is no change of them`);
  await button(page, "Whole step").click();
  expect("nothing is left out then", await page.locator(".lit .off").count(), 0);
  return wrong;
}

/** With reduced motion nothing moves by itself. */
async function calm({ page, origin }) {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await opened(page, origin);
  const wrong = [];
  if ((await button(page, "Play slowly").count()) > 0) wrong.push("slow motion can play by itself");
  return wrong;
}

/** What the optimizer did while nobody looked is not made up: the next step shows it. */
async function unseenStep({ page, origin }) {
  await opened(page, origin);
  const looks = page.getByText("Look inside", { exact: true });
  await looks.click();
  await button(page, "One batch").click();
  await says(page, /step 2\b/);
  await looks.click();
  await map(page, "f").waitFor();
  await button(page, "Next").focus();
  for (let i = 0; i < 20; i++) await page.keyboard.press("Enter");
  const wrong = [];
  if (!(await text(page, ".slow")).includes("nobody looked when it was taken")) wrong.push("it is not said");
  await button(page, "One batch").click();
  await page.locator(".updated[data-step='3']").waitFor();
  return wrong;
}

/** A network is opened only while somebody looks, and what is trained is the same. */
async function folded({ page, origin }) {
  await opened(page, origin);
  await page.getByText("Look inside", { exact: true }).click();
  await map(page, "f").waitFor({ state: "detached" });
  await page.getByText("Look inside", { exact: true }).click();
  await map(page, "f").waitFor();
  return [];
}

/** Networks that are trained one after the other stand beside one another. */
async function beside({ page, origin }) {
  await page.goto(`${origin}${cells({ hidden: 4, length: 20, epochs: 1 })}`);
  await button(page, "Play").click();
  await page.waitForFunction(() => document.querySelectorAll(".connectivity canvas").length > 1);
  const titles = await page.locator(".connectivity .heat-name").allTextContents();
  return new Set(titles).size === titles.length ? [] : [`the same network twice: ${titles.join(", ")}`];
}

/** The pretrained network is looked into where it has forecast a file; nothing trains it, so its step has no update. */
async function pretrained({ page, origin }) {
  await page.goto(`${origin}#v=0.1.0&run=forecast`);
  await choose(page, "sales.csv", rows("sales", 300));
  await page.locator("#setting-target").selectOption("y");
  await page.getByText("Look inside the pretrained network").click();
  await map(page, "h").waitFor();
  const wrong = [];
  const expect = expectIn(wrong);
  if (!(await text(page, ".reads")).startsWith("Each step reads one ")) wrong.push("it is not said what it reads");
  const stages = () => page.locator(".stages li").allTextContents();
  expect("the last stage of what nobody knows the truth of", (await stages()).at(-1), "output");
  await button(page, "Another sequence").click();
  await page.locator(".stages li", { hasText: "gradient" }).waitFor();
  expect("the last stage where the truth is known", (await stages()).at(-1), "gradient, on its way back");
  return wrong;
}

/** Of a run that was kept the network is opened once its steps have been taken again. */
async function restored({ browser, origin }) {
  return freshly(browser, origin, async (page) => {
    await page.goto(`${origin}${cells(small)}`);
    await button(page, "One epoch").click();
    await map(page, "f").waitFor();
    const there = await rests(page);
    await kept(page, there);
    const before = await text(page, ".at-cursor");
    await page.reload();
    await button(page, `Take its ${there} steps again`).click();
    await map(page, "f").waitFor();
    const wrong = [];
    const expect = expectIn(wrong);
    expect("the step at which it rests", await rests(page), there);
    expect("the number at the cursor", await text(page, ".at-cursor"), before);
    return wrong;
  });
}

/** Each network of the lab of shapes is opened, over the example that the dial shows. */
async function ofShapes({ page, origin }) {
  await page.setViewportSize({ width: 1280, height: 4000 }); // what is not in the window is not drawn
  await page.goto(`${origin}#v=0.1.0&run=lab%2Fshapes&s.hidden=4&s.epochs=60`);
  await page.getByText("Look inside", { exact: true }).click();
  // Long enough for each network to be looked at, which is asked for some times a second.
  await button(page, "Play").click();
  const network = page.locator(".look-bar select").first();
  await network.locator("option", { hasText: "forwards only" }).waitFor({ state: "attached", timeout: 60_000 });
  const titles = await network.locator("option").allTextContents();
  return ["deep: ", "forwards only: "].flatMap((shape) =>
    titles.some((title) => title.startsWith(shape)) ? [] : [`${shape} is not among ${titles.join("; ")}`],
  );
}

/** What is at its place stays there while numbers change ten times a second. */
async function still({ page, origin }) {
  await page.goto(`${origin}${cells(small)}`);
  await button(page, "Play").click();
  await map(page, "f").waitFor();
  await page.locator("[data-explained]").waitFor();
  const places = () =>
    page.evaluate(() =>
      [...document.querySelectorAll(".map, .wired svg, .explained, .unrolled svg, .series canvas")].map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        const top = document.querySelector(".inside").getBoundingClientRect().top;
        return [x, y - top, width, height].map(Math.round).join(" ");
      }),
    );
  const first = (await places()).join("\n");
  const wrong = [];
  for (let i = 0; i < 12; i++) {
    await page.waitForTimeout(150);
    const now = (await places()).join("\n");
    if (now !== first) {
      wrong.push(`something moved: ${first}\n->\n${now}`);
      break;
    }
  }
  return wrong;
}

/** What stands over and below the maps has their columns, from edge to edge. */
async function columns({ page, origin }) {
  await opened(page, origin);
  return page.evaluate(() => {
    const wide = (element) => Math.round(element.getBoundingClientRect().width);
    const wanted = wide(document.querySelector(".map canvas"));
    const strips = [...document.querySelectorAll(".inside .strip canvas")];
    if (strips.length < 2) return [`there are ${strips.length} pictures in the columns of the maps`];
    return strips
      .map(wide)
      .flatMap((found) => (found === wanted ? [] : [`a picture is ${found} px wide, the maps are ${wanted}`]));
  });
}

export default {
  "the lines over the maps and the bars below them are as wide as the maps": columns,
  "a hover on a map says its number, and how it came about: to the same number": hover,
  "arrow keys, Home, End and Enter move and pin the cursor of the maps, and the map says where": byKeys,
  "each wire of each cell has the number of its map, and its sign": wires,
  "of an unrolled layer 24 steps are drawn, and the rest is folded": unrolled,
  "slow motion goes through a step by keys, and lights wires and equation in turn": slowMotion,
  "a step of the optimizer that nobody looked at is not shown, and the next one is": unseenStep,
  "with reduced motion no slow motion plays by itself": calm,
  "looking inside can be ended and begun": folded,
  "networks that were trained in turn stand beside one another": beside,
  "the pretrained network of a forecast is looked into, without an update": pretrained,
  "of a run that was kept the network is opened when its steps have been taken again": restored,
  "the networks of the lab of shapes are opened, one after the other": ofShapes,
  "nothing jumps while what is inside changes": still,
};
