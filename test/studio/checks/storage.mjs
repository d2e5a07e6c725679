// The browser's storage: missing, full, broken, and with records of others.
import { changeStored, kept, stored } from "../browser-storage.mjs";
import { button, freshly, link, notice, says, short } from "../page.mjs";

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
    await page.goto(`${origin}${link(short)}`);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await kept(page, 1);
    await changeStored(page, "pieces", ([one], pieces) => {
      const evil = `<p id="stays" onclick="window.hurt=1" style="color:red">x</p><img src="x" onerror="window.hurt=1">
        <script>window.hurt=1</script><iframe src="https://example.org"></iframe><svg><script>window.hurt=1</script>
        <a href="javascript:window.hurt=1">a</a></svg><p style="background:url(https://example.org/x)">y</p>
        <math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=window.hurt=1&gt;"></table></mtext></math>
        <form action="https://example.org"><input name="p"><button>z</button></form>
        <meta http-equiv="refresh" content="0;url=https://example.org"><style>p{display:none}</style><audio src="https://example.org/a.wav" controls></audio>`;
      pieces.put({ ...one, pictures: evil, result: { body: evil, page: evil } });
    });
    await changeStored(page, "runs", (_, runs) => {
      runs.put({ id: "<b>" });
      runs.put({ id: "00000000-0000-4000-8000-000000000000", link: "javascript:alert(1)", started: 1 });
    });
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
    if ((await page.locator("table.runs tbody tr").count()) !== 1) wrong.push("what is no run is in the list");
    return wrong;
  });
}

/** The latest are kept, and those that are pinned. */
async function most({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.goto(`${origin}${link(short)}`);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await kept(page, 1);
    const [first] = await stored(page, "runs");
    const [{ losses, place, epochs }] = await stored(page, "pieces");
    const entry = {
      ...first,
      name: "pinned",
      place,
      losses: { ...losses, low: [...Object.values(losses.low)], high: [...Object.values(losses.high)] },
      epochs,
    };
    await page.goto(`${origin}#runs`);
    await page.getByRole("button", { name: /^Pin/ }).click();
    await page.locator("tr.pinned").waitFor();
    const file = JSON.stringify({
      format: "recurra runs",
      version: 1,
      runs: Array.from({ length: 60 }, (_, i) => ({ ...entry, name: `run ${i}`, started: i })),
    });
    await page.setInputFiles("#file", { name: "many.json", mimeType: "application/json", buffer: Buffer.from(file) });
    await page.getByText("50 runs of many.json taken. It has 60; 50 are kept beside those that are pinned.").waitFor();
    await page.goto(`${origin}${link({ ...short, hidden: 9 })}`);
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await page.getByRole("link", { name: "Runs (51)" }).waitFor();
    const runs = await stored(page, "runs");
    if (runs.filter(({ pinned }) => pinned).length !== 1) wrong.push("the pinned one is gone");
    if ((await stored(page, "pieces")).length !== runs.length) wrong.push("pieces of runs that are gone stay");
    return wrong;
  });
}

export default {
  "a run goes on where nothing can be kept": brokenStorage,
  "what is stored by others hurts nothing": hostileRecords,
  "fifty runs are kept, and those that are pinned": most,
};
