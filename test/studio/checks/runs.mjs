// Runs are kept in the browser: what a reload, other tabs, Back, a hidden page and broken storage do to them.
import { readFileSync } from "node:fs";
import { press } from "../keys.mjs";
import { button, csv, freshly, kept, link, notice, rests, says, short, stepOf, stored } from "../page.mjs";

const long = { ...short, epochs: 400 };
const blocks = (page) => page.locator(".blocks").innerHTML();
/** Whether this picture stands there: pictures are drawn in a frame, behind the words that the page says. */
const shows = (page, picture) =>
  page
    .waitForFunction((wanted) => document.querySelector(".blocks")?.innerHTML === wanted, picture, { timeout: 10_000 })
    .then(
      () => true,
      () => false,
    );
/** The text of a cell of the runs' table. */
const cell = (page, row, at) => page.locator("table.runs tbody tr").nth(row).locator("th, td").nth(at).textContent();
const count = (page) => page.locator("table.runs tbody tr").count();
/** A reload in the middle shows what was there, and what is learned behind it is what would have been. */
async function reload({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(long, "&stop=40")}`);
    await button(page, "Play").click();
    await says(page, /step 40\./);
    if ((await rests(page)) !== 40) return ["it does not rest at its stop"];
    const whole = await blocks(page);
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
    const before = await blocks(page);
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
    if ((await blocks(page)) !== whole)
      wrong.push("the picture at step 40 differs from that of a run without a reload");
    if (await page.getByRole("alert").count()) wrong.push(`it says ${await page.getByRole("alert").allTextContents()}`);
    await page.goto(`${origin}#runs`);
    await page.locator("table.runs").waitFor();
    if ((await count(page)) !== 2)
      wrong.push(`${await count(page)} runs are kept, not the one before Reset and the one behind it`);
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
    const steps = [await cell(third, 0, 3), await cell(third, 1, 3)].sort();
    if (steps.join() !== "1,2") wrong.push(`the runs are at steps ${steps}`);
    if (!(await cell(third, 0, 1)).includes("in another tab")) wrong.push("that a tab has a run is not said");
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
    const [step, picture] = [await stepOf(page), await blocks(page)];
    const from = await keptStep();
    await page.waitForFunction(() => false, undefined, { timeout: 2500 }).catch(() => {});
    if ((await stepOf(page)) !== step || (await blocks(page)) !== picture) wrong.push("it draws while it is hidden");
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
    expect("what changed in the last", await cell(page, 0, 6), "seed 0 to 1");
    expect("what changed in the second", await cell(page, 1, 6), "hidden 8 to 9");
    expect("what changed in the first", await cell(page, 2, 6), "the first of its kind");
    await page.locator("#base").selectOption({ index: 3 });
    expect("beside a base", await cell(page, 0, 6), "hidden 8 to 9, seed 0 to 1");
    if (!/\w+\. \w/.test(await cell(page, 0, 7))) wrong.push(`the verdict is "${await cell(page, 0, 7)}"`);
    expect("the steps", await cell(page, 0, 3), "12");

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

/** Another seed of a run that was played is a step of history: Back leads to the run that was there, paused where it was. */
async function backToRun({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(long)}`);
    await button(page, "New seed (now 0)").click();
    await button(page, "One epoch").click();
    await says(page, /step 3\./);
    await rests(page);
    const before = await blocks(page);
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

/** Storage that is missing, or that throws: the run goes on, and that it is not kept is said. */
async function brokenStorage({ origin, browser }) {
  const wrong = [];
  const broken = [
    () => Object.defineProperty(window, "indexedDB", { value: undefined }),
    () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
    () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
  ];
  for (const script of broken) {
    wrong.push(
      ...(await freshly(browser, origin, async (page) => {
        await page.addInitScript(script);
        await page.goto(`${origin}${link(short)}`);
        await button(page, "Play").click();
        await page.getByRole("button", { name: "Download the model" }).waitFor();
        await notice(page).filter({ hasText: "Runs cannot be kept in this browser" }).waitFor();
        await page.goto(`${origin}#runs`);
        await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
        return [];
      })),
    );
  }
  return wrong;
}

/** What others wrote into the storage of this address: nothing of it runs, and what is no run is not shown. */
async function hostileRecords({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(long)}`);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await kept(page, 1);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open("recurra-studio");
          opening.onsuccess = () => {
            const writing = opening.result.transaction(["runs", "pieces"], "readwrite");
            const pieces = writing.objectStore("pieces");
            const evil = `<p id="stays" onclick="window.hurt=1" style="color:red">x</p><img src="x" onerror="window.hurt=1">
              <script>window.hurt=1</script><iframe src="https://example.org"></iframe><svg><script>window.hurt=1</script>
              <a href="javascript:window.hurt=1">a</a></svg><p style="background:url(https://example.org/x)">y</p>
              <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hurt=1&gt;"></table></mtext></math>
              <form action="https://example.org"><input name="p"><button>z</button></form>
              <meta http-equiv="refresh" content="0;url=https://example.org"><style>p{display:none}</style><audio src="https://example.org/a.wav" controls></audio>`;
            pieces.getAll().onsuccess = ({ target }) => {
              const [one] = target.result;
              pieces.put({ ...one, pictures: evil, result: { body: evil, page: evil } });
            };
            const runs = writing.objectStore("runs");
            runs.put({ id: "<b>" });
            runs.put({ id: "00000000-0000-4000-8000-000000000000", link: "javascript:alert(1)", started: 1 });
            writing.oncomplete = () => {
              opening.result.close();
              resolve();
            };
          };
        }),
    );
    await page.reload();
    await page.locator("#stays").first().waitFor();
    const found = await page.evaluate(() => ({
      hurt: window.hurt,
      html: document.querySelector(".blocks").innerHTML,
      bad: document.querySelectorAll("main :is(img, script, iframe, form, base, meta, style, a[href^='javascript'])")
        .length,
    }));
    if (found.hurt) wrong.push("a script ran");
    if (found.bad > 0 || /onerror|onclick|example\.org|javascript:/.test(found.html)) wrong.push(found.html);
    await page.goto(`${origin}#runs`);
    await page.locator("table.runs").waitFor();
    if ((await count(page)) !== 1) wrong.push("what is no run is in the list");
    return wrong;
  });
}

/** The list by keys alone: to a run's name and back to its button, losses over each other, a run that goes, and one that is opened. */
async function byKeys({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    for (const hidden of [8, 9]) {
      await page.goto(`${origin}${link({ ...long, hidden })}`);
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

export default {
  "a run that rests is kept at its last step at once": keptAtRest,
  "a reload in the middle of a run shows it, paused, and it goes on to the same bits": reload,
  "a run that has ended is there after a reload": ended,
  "a forecast goes on after a reload with its file, to the same weights": forecastReload,
  "two tabs make two runs": twoTabs,
  "a hidden page trains on and draws nothing": hidden,
  "the runs beside each other: what changed, overlaid, named, sent, deleted": list,
  "the runs by keys alone": byKeys,
  "Back leads to the run that was there, with its controls": backToRun,
  "a run goes on where nothing can be kept": brokenStorage,
  "what is stored by others hurts nothing": hostileRecords,
};
