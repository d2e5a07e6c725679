// What the Worker sends of a network's inside: only while the page looks, and nothing that is learned hangs on it.
import { readFileSync } from "node:fs";
import { csv, link, short } from "../page.mjs";

/** The address of the page's Worker. */
async function workerOf(page, origin) {
  await page.goto(`${origin}${link(short)}`);
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => /worker-/.test(name)));
  return page.evaluate(() => performance.getEntriesByType("resource").find(({ name }) => /worker-/.test(name)).name);
}

/** A run in a Worker of its own, as the page would start it: how often its inside was sent, the last one in short, and what was learned. */
const carryOut = (page, url, order, file) =>
  page.evaluate(
    async ({ url, order, file }) => {
      const worker = new Worker(url, { type: "module" });
      const found = { sent: 0, snapshots: 0 };
      try {
        return await new Promise((resolve, reject) => {
          worker.onerror = ({ message }) => reject(new Error(message));
          worker.onmessage = ({ data }) => {
            if (data.type === "failed" || data.type === "refused") reject(new Error(data.message));
            if (data.type === "opened") worker.postMessage({ type: "start", order: withFile(data.file.sha256) });
            if (data.type === "snapshot") {
              found.snapshots++;
              const { inside } = data.snapshot;
              if (inside) {
                found.sent++;
                const [layer] = inside.layers;
                const { cell, steps, hiddenSize, gates, states, gradients } = layer;
                found.last = {
                  title: inside.title,
                  cell,
                  steps,
                  hiddenSize,
                  letters: [...gates, ...states].map(({ symbol }) => symbol).join(""),
                };
                found.whole =
                  [...gates, ...states].every(
                    ({ values }) => values instanceof Float32Array && values.length === steps * hiddenSize,
                  ) &&
                  gradients.h.length === steps * hiddenSize &&
                  inside.lines.every(({ y }) => y.length >= steps);
              }
              worker.postMessage({ type: "seen" });
            }
            if (data.type === "result") found.model = Array.from(data.result.model ?? []).join();
            if (data.type === "state" && data.state === "ended") resolve(found);
          };
          const withFile = (sha256) => ({ ...order, what: { kind: "forecast", sha256 } });
          if (file) worker.postMessage({ type: "open", file: new File([file], "aapl.csv") });
          else worker.postMessage({ type: "start", order });
        });
      } finally {
        worker.terminate();
      }
    },
    { url, order, file },
  );

const texts = (settings) => Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]));

async function lab({ page, origin }) {
  const url = await workerOf(page, origin);
  const what = { kind: "lab", lab: "denoise" };
  const order = { id: 1, what, settings: texts(short), seed: 0, mode: "strict", paused: false };
  const alone = await carryOut(page, url, order);
  const watched = await carryOut(page, url, { ...order, look: { sequence: 3 } });
  return [
    ...(alone.sent === 0 ? [] : [`its inside was sent ${alone.sent} times though nobody looks`]),
    ...(watched.sent > 0 && watched.whole ? [] : ["nothing whole was sent of its inside"]),
    ...(watched.last?.cell === "gru" && watched.last.steps === 100 && watched.last.letters === "rznh"
      ? []
      : [`not what it is: ${JSON.stringify(watched.last)}`]),
    ...(alone.model === watched.model && alone.model.length > 1000 ? [] : ["who looks changes what is learned"]),
  ];
}

async function forecast({ page, origin }) {
  const url = await workerOf(page, origin);
  const settings = { target: "Close", epochs: "2" };
  const order = { id: 1, settings, seed: 0, mode: "strict", paused: false };
  const text = readFileSync(csv, "utf8");
  const alone = await carryOut(page, url, order, text);
  const watched = await carryOut(page, url, { ...order, look: { sequence: 0 } }, text);
  return [
    ...(alone.sent === 0 ? [] : [`its inside was sent ${alone.sent} times though nobody looks`]),
    ...(watched.sent > 0 && watched.whole && watched.last.letters === "rznh"
      ? []
      : [`nothing whole was sent of its inside: ${JSON.stringify(watched.last)}`]),
    ...(alone.model === watched.model && alone.model.length > 1000 ? [] : ["who looks changes what is learned"]),
  ];
}

export default {
  "what happens inside the network of a lab is sent while the page looks, and changes nothing": lab,
  "what happens inside the network of a forecast is sent while the page looks, and changes nothing": forecast,
};
