// The page without its server, on hosts that send no headers, and when a new version comes.
import { createHash } from "node:crypto";
import { cpus } from "node:os";
import { otherProgram, otherVersion, plainHost, studioHost } from "../hosts.mjs";
import { button, link, save, short } from "../page.mjs";
import { newContext, watch } from "../watched.mjs";

/** Work enough for threads. */
const large = { train: 1000, test: 60, batch: 200, epochs: 8, hidden: 64 };

/** A browser that has never been there, and what goes wrong in it. */
async function visitor(browser, { origin }) {
  const context = await newContext(browser);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  return { context, page, faults: watch(page, origin) };
}

/** Until everything is kept for the next visit. */
const kept = (page) => page.evaluate(() => navigator.serviceWorker.ready.then(() => true));

/** Plays the lab; the hash of its model. */
async function modelOf(page, settings) {
  await button(page, "Play").click();
  await page.getByRole("button", { name: "Download the model" }).waitFor();
  const model = await save(page, "Download the model");
  const threads = Number(
    /on (\d+) threads/.exec(await page.locator("summary", { hasText: "Epochs" }).textContent())?.[1],
  );
  return { hash: createHash("sha256").update(model).digest("hex"), threads: threads || 1, settings };
}

/** Once it was visited, the studio works with its server stopped: a lab, its code, a file. */
async function offline({ browser }) {
  const host = await studioHost();
  const { context, page, faults } = await visitor(browser, host);
  try {
    await page.goto(host.origin + link(short));
    await kept(page);
    const { hash } = await modelOf(page, short);
    await host.stop();
    await page.goto(`${host.origin}?again${link(short)}`);
    const again = await modelOf(page, short);
    await page.goto(`${host.origin}#v=0.1.0&run=lab%2Ftext`);
    await button(page, "Copy as code").click();
    await page
      .locator("[role=status]", { hasText: /Code copied\.|import / })
      .first()
      .waitFor();
    await page.goto(`${host.origin}#v=0.1.0&run=forecast`);
    await page.setInputFiles("#file", {
      name: "a.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("day,v\n1,2\n2,3\n"),
    });
    await page.getByText("a.csv").first().waitFor();
    return [...faults, ...(again.hash === hash ? [] : ["without the server another model is learned"])];
  } finally {
    await context.close();
    await host.stop().catch(() => undefined);
  }
}

/** A host of plain files: the page is isolated from the second visit on, by no reload of its own, and learns the same on threads. */
async function isolation({ browser }) {
  const host = await plainHost();
  const { context, page, faults } = await visitor(browser, host);
  try {
    let loads = 0;
    page.on("load", () => loads++);
    const isolated = () => page.evaluate(() => crossOriginIsolated);
    await page.goto(host.origin + link(large));
    const atFirst = await isolated();
    await kept(page);
    const alone = await modelOf(page, large);
    const loaded = loads;
    await page.goto("about:blank");
    await page.goto(host.origin + link(large));
    const then = await isolated();
    const together = await modelOf(page, large);
    const policies = await page.evaluate(async () => {
      const named = performance.getEntriesByType("resource").map(({ name }) => name);
      const worker = named.find((name) => name.includes("/assets/worker"));
      const answers = await Promise.all([worker, location.href].map((url) => fetch(url)));
      return answers.map(({ headers }) => headers.get("content-security-policy"));
    });
    const several = cpus().length > 1;
    process.stdout.write(`      ${alone.threads} thread without isolation, ${together.threads} with it\n`);
    return [
      ...faults,
      ...(atFirst ? ["it was isolated at once, so the host sends headers"] : []),
      ...(loaded === 1 ? [] : [`the page was loaded ${loaded} times`]),
      ...(then ? [] : ["the second visit is not isolated"]),
      ...(alone.threads === 1 ? [] : [`${alone.threads} threads without isolation`]),
      ...(!several || together.threads > 1 ? [] : ["one thread with isolation"]),
      ...(alone.hash === together.hash ? [] : ["threads learn another model"]),
      ...(policies[0]?.includes("worker-src 'self'") ? [] : [`the Worker's policy is ${policies[0]}`]),
    ];
  } finally {
    await context.close();
    await host.stop();
  }
}

/** `recurra studio` isolates its page at once. */
async function threads({ browser, origin }) {
  const { context, page, faults } = await visitor(browser, { origin });
  try {
    await page.goto(origin + link(large));
    const { threads } = await modelOf(page, large);
    return [...faults, ...(cpus().length === 1 || threads > 1 ? [] : ["one thread on the first visit"])];
  } finally {
    await context.close();
  }
}

/** A newer version on the same address is what is shown; a page that is open stays until its user wants the new one. */
async function versions({ browser }) {
  let host = await studioHost(otherVersion("one"));
  const { context, page, faults } = await visitor(browser, host);
  const { port, origin } = host;
  const heading = (word) => page.getByRole("heading", { name: `${word}: watch a recurrent network learn` });
  const offer = page.getByRole("button", { name: "reload to use it" });
  const become = async (word) => {
    await host.stop();
    host = await studioHost(otherVersion(word), port);
  };
  const builds = () => page.evaluate(() => caches.keys());
  try {
    const wrong = [];
    await page.goto(origin);
    await heading("one").waitFor();
    await kept(page);
    await become("two");
    await page.goto(`${origin}?next`);
    await heading("two").waitFor();
    // It is the new version already, and there is nothing to ask.
    await page.waitForFunction(() =>
      navigator.serviceWorker.getRegistration().then((it) => it.active && !it.waiting && !it.installing),
    );
    if ((await offer.count()) > 0) wrong.push("the page is of the new version and offers it all the same");
    await page.goto(`${origin}?once`);
    await heading("two").waitFor();
    await become("three");
    await page.evaluate(() => navigator.serviceWorker.getRegistration().then((it) => it.update()));
    await offer.waitFor();
    if ((await heading("two").count()) === 0) wrong.push("the page was loaded anew by itself");
    await offer.click();
    await heading("three").waitFor();
    await page.goto(`${origin}?last`);
    await heading("three").waitFor();
    await page.waitForFunction(() => caches.keys().then((names) => names.length === 1));
    const [name] = await builds();
    if (!name.includes("three")) wrong.push(`what is kept is ${name}`);
    return [...wrong, ...faults];
  } finally {
    await context.close();
    await host.stop();
  }
}

/** What answers later at the address: a server in trouble is stood in for; where the site is gone, all that was kept goes with it. */
async function gone({ browser }) {
  const wrong = [];
  for (const [status, html] of [
    [404, "<h1>Not here</h1>"],
    [200, "<h1>Something else</h1>"],
  ]) {
    let host = await studioHost();
    const { context, page } = await visitor(browser, host);
    const { port, origin } = host;
    const become = async (status, html) => {
      await host.stop();
      host = await otherProgram(status, html, port);
      await page.goto("about:blank");
      await page.goto(origin);
    };
    try {
      await page.goto(origin);
      await kept(page);
      await become(503, "<h1>Broken</h1>");
      await page.getByRole("heading", { name: "Watch a recurrent network learn" }).waitFor();
      await become(status, html);
      if (!html.includes(await page.locator("h1").textContent()))
        wrong.push(`what answers with ${status} is not shown`);
      // The service worker goes with the last page that it has served.
      await page.waitForFunction(() => caches.keys().then((names) => names.length === 0));
      await become(200, "<h1>Later</h1>");
      const left = await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length));
      if (left > 0) wrong.push(`behind ${status} there is a service worker still`);
      if ((await page.locator("h1").textContent()) !== "Later") wrong.push(`behind ${status} the studio comes back`);
    } finally {
      await context.close();
      await host.stop();
    }
  }
  return wrong;
}

export default {
  "after the first visit a lab learns with the server stopped": offline,
  "a host without headers: isolated from the second visit on, and threads learn the same bits": isolation,
  "recurra studio isolates its page at once, and threads work": threads,
  "a newer version is shown at once, or offered to who has the page open": versions,
  "a server in trouble is stood in for, and where the site is gone all that was kept goes": gone,
};
