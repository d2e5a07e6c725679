// Runs an experiment in a thread of its own, and posts each event, as a page's Worker would.
import { parentPort, workerData } from "node:worker_threads";
import { experiment, Series } from "recurra";

const { text, name, settings } = workerData;
const series = Series.fromCsv(text, { name });
for await (const event of experiment(series, settings)) parentPort.postMessage(event);
