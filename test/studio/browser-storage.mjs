// The studio's IndexedDB, as the checks read and change it.

/** What a store has. */
export const stored = (page, store) => changeStored(page, store, () => {});

/** Changes a store as other programs at this address could: `change`, which knows nothing of what is around it, has its records and the store, and runs in the page. Gives the records as they were. */
export const changeStored = (page, store, change) =>
  page.evaluate(`(${withStore})(${JSON.stringify(store)}, ${change})`);

/** In the page. */
function withStore(name, change) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("recurra-studio");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const writing = opening.result.transaction(name, "readwrite");
      const store = writing.objectStore(name);
      const reading = store.getAll();
      reading.onsuccess = () => change(reading.result, store);
      writing.onabort = () => reject(writing.error);
      writing.oncomplete = () => {
        opening.result.close();
        resolve(reading.result);
      };
    };
  });
}

/** Waits until the browser keeps a run that rests at this step. */
export async function kept(page, step) {
  for (let i = 0; i < 100; i++) {
    if ((await stored(page, "runs")).some((run) => run.step === step && run.state !== "running")) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`no run at step ${step} is kept`);
}
