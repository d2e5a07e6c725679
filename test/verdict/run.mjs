// How often "better" is said wrongly, and how often it is said where it is true: the table of docs/evaluation.md. `npm run test:verdict`,
// about half an hour on two cores; `-- --seeds 2 --draws 20` for a look, `-- --kinds walk,gaps` for some.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import * as library from "recurra";
import * as core from "recurra/core";
import { judge, oraclePower } from "./judge.mjs";
import { curvedNames, kindNames } from "./kinds.mjs";

const recurra = { ...library, ...core };

if (isMainThread) await main();
else parentPort.on("message", async ({ kind, seed }) => parentPort.postMessage(await judge(recurra, kind, seed)));

async function main() {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "20" },
      draws: { type: "string", default: "500" },
      kinds: { type: "string", default: [...kindNames, ...curvedNames].join(",") },
      verbose: { type: "boolean", default: false },
    },
  });
  const kinds = values.kinds.split(",");
  const jobs = kinds.flatMap((kind) => Array.from({ length: Number(values.seeds) }, (_, seed) => ({ kind, seed })));
  const found = await work(jobs, (result) => values.verbose && console.log(JSON.stringify(result)));
  console.log(
    "\n| kind | better said | of them wrong | and better than simple methods, rightly | worst truth of a wrong one |",
  );
  console.log("| --- | ---: | ---: | ---: | --- |");
  for (const kind of kinds) {
    const of = found.filter((one) => one.kind === kind);
    const said = of.filter(({ claims }) => claims.naive);
    const wrong = of.filter((one) => one.wrong);
    const worst = wrong.map(({ truth }) => `${truth.model.toPrecision(4)} against ${bestWords(truth)}`)[0] ?? "";
    console.log(`| ${kind} | ${said.length} | ${wrong.length} | ${of.filter((one) => one.right).length} | ${worst} |`);
  }
  const flat = found.filter(({ kind }) => kindNames.includes(kind));
  console.log(`\n"better" said wrongly: ${flat.filter((one) => one.wrong).length} of ${flat.length}`);
  const draws = Number(values.draws);
  const { naive, simple } = await oraclePower(recurra, draws);
  console.log(
    `an oracle of 0.9 the error: better than naive in ${naive} of ${draws}, than simple methods too in ${simple}`,
  );
}

function bestWords({ naive, simple }) {
  const [name, mae] = simple && simple[1] < naive[1] ? simple : naive;
  return `${mae.toPrecision(4)} (${name})`;
}

/** The results of the jobs in their order, on as many threads as there are cores. */
async function work(jobs, show) {
  const results = new Array(jobs.length);
  let next = 0;
  const threads = Math.min(jobs.length, availableParallelism());
  await Promise.all(
    Array.from({ length: threads }, async () => {
      const worker = new Worker(new URL(import.meta.url));
      while (next < jobs.length) {
        const at = next++;
        results[at] = await new Promise((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
          worker.postMessage(jobs[at]);
        });
        show(results[at]);
        process.stderr.write(`\r${results.filter(Boolean).length} of ${jobs.length} `);
      }
      await worker.terminate();
    }),
  );
  return results;
}
