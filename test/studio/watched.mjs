// Every page of the checks is watched: errors, warnings of the console, requests to elsewhere.

/** What goes wrong on a page from now on; `origin` is where its requests may go. */
export function watch(page, origin) {
  const faults = new Set();
  page.on("pageerror", (error) => faults.add(`an error reached the page: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.add(`the console says: ${message.text()}`);
  });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(data|blob|about):/.test(url)) faults.add(`a request left: ${url}`);
  });
  return faults;
}

/** A browser as the checks have it: its language and time zone are fixed. */
export const newContext = (browser, more = {}) =>
  browser.newContext({ locale: "en-US", timezoneId: "Europe/Berlin", acceptDownloads: true, ...more });
