// The browser's storage: missing, full, broken, and with records of others.
import { changeStored, kept, stored } from "../browser-storage.mjs";
import { button, freshly, link, notice, says, short } from "../page.mjs";

/** What may be wrong with a browser's storage, each with the page's words for it. */
const broken = [
  {
    script: () => Object.defineProperty(window, "indexedDB", { value: undefined }),
    says: "its storage cannot be used",
  },
  {
    script: () => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("denied", "SecurityError");
      };
    },
    says: "its storage cannot be used (denied)",
  },
  {
    script: () => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    },
    says: "it has no room left",
  },
  {
    // As where a tab holds it, or a disk hangs.
    script: () => {
      IDBFactory.prototype.open = () => ({});
    },
    says: "its storage does not answer",
  },
  {
    script: () => {
      const open = IDBFactory.prototype.open;
      IDBFactory.prototype.open = function (name) {
        return open.call(this, name, 7);
      };
      const ready = indexedDB.open("recurra-studio");
      IDBFactory.prototype.open = open;
      ready.onsuccess = () => ready.result.close();
    },
    says: "a newer version of the studio has been here",
  },
  {
    // Of another program at this address.
    script: () => {
      const ready = indexedDB.open("recurra-studio", 1);
      ready.onupgradeneeded = () => ready.result.createObjectStore("things");
      ready.onsuccess = () => ready.result.close();
    },
    says: "what is stored there is not the studio's",
  },
  {
    // As in browsers that block what pages keep.
    script: () => {
      Object.defineProperty(window, "indexedDB", { value: undefined });
      window.BroadcastChannel = () => {
        throw new DOMException("insecure", "SecurityError");
      };
      LockManager.prototype.request = () => Promise.reject(new DOMException("insecure", "SecurityError"));
      LockManager.prototype.query = () => Promise.reject(new DOMException("insecure", "SecurityError"));
    },
    says: "its storage cannot be used",
  },
];

/** Storage that is missing, full, another's, or that throws: the run goes on, that it is not kept is said, and so is why. */
async function brokenStorage({ origin, browser }) {
  const wrong = [];
  for (const { script, says: why } of broken) {
    wrong.push(
      ...(await freshly(browser, origin, async (page) => {
        await page.addInitScript(script);
        await page.goto(`${origin}${link(short)}`);
        await button(page, "Play").click();
        await page.getByRole("button", { name: "Download the model" }).waitFor();
        await notice(page)
          .filter({ hasText: `Runs cannot be kept in this browser: ${why}` })
          .waitFor();
        await page.goto(`${origin}#runs`);
        await page.getByRole("heading", { name: "Runs", exact: true }).waitFor();
        return [];
      })),
    );
  }
  return wrong;
}

/** A connection that the browser lost without a word is made again; what cannot be written whole is not written at all. */
async function lostStorage({ origin, browser }) {
  return freshly(browser, origin, async (page) => {
    const wrong = [];
    await page.addInitScript(() => {
      const { transaction } = IDBDatabase.prototype;
      IDBDatabase.prototype.transaction = function (...asked) {
        if (window.lose) this.close();
        window.lose = false;
        return transaction.apply(this, asked);
      };
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (record) {
        if (window.tear && this.name === "pieces") throw new DOMException("torn", "DataCloneError");
        return put.call(this, record);
      };
    });
    await page.goto(`${origin}${link(short)}`);
    await page.evaluate(() => Object.assign(window, { lose: true }));
    await button(page, "One batch").click();
    await says(page, /step 1\./);
    await kept(page, 1);
    if (await notice(page).count()) wrong.push(`it says ${await notice(page).allTextContents()}`);
    await page.evaluate(() => Object.assign(window, { tear: true }));
    await button(page, "One batch").click();
    await notice(page).filter({ hasText: "torn" }).waitFor();
    const [{ step }] = await stored(page, "runs");
    if (step !== 1) wrong.push(`half of the run at step ${step} was written`);
    await page.evaluate(() => Object.assign(window, { tear: false }));
    await button(page, "One batch").click();
    await kept(page, 3);
    await notice(page).waitFor({ state: "detached" });
    return wrong;
  });
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
  "storage that was lost is opened again, and nothing is half written": lostStorage,
  "what is stored by others hurts nothing": hostileRecords,
  "fifty runs are kept, and those that are pinned": most,
};
