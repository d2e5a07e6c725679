// How long a page's thread is busy without a break. Other programs of the machine stretch a task on the clock, but not what it takes of the
// processor: that is what is told here, by the browser's own trace.

/** The longest tasks of the page's thread in so many milliseconds from now on, in ms of the processor, longest first. */
export async function longestTasks(browser, page, milliseconds) {
  await browser.startTracing(page, { categories: ["toplevel"] });
  await page.waitForTimeout(milliseconds);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(({ name, pid, tid, tdur }) => /RunTask$/.test(name) && tdur > 0 && threads.has(`${pid} ${tid}`))
    .map(({ tdur }) => Math.round(tdur / 1000))
    .sort((a, b) => b - a);
}
