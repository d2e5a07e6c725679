// A long load on `recurra serve` in a process of its own: 50 connections on loopback send 100,000 forecasts and steps of streams,
// and every answer is compared with the numbers that the library gives. Printed are latencies and memory; the end is a SIGTERM in
// the middle of the load, after which everything that was sent must have been answered. Usage: npm run test:soak, or after a
// build: node test/soak-serve.mjs [REQUESTS]
//
// Memory is read from /metrics at every fiftieth of the load. The first fifth is the warm-up. It is flat when the lowest resident memory of
// the last fifth is less than 16 MiB and less than a tenth above that of the second (the lowest, because garbage comes and goes), and
// when the heap of the event loop, which is collected at the end of each fifth, is less than 2 MiB larger at the end than
// after two fifths.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Forecaster, Model, Series } from "recurra";

const CONNECTIONS = 50;
const total = Number(process.argv[2] ?? 100_000);
const say = (line) => process.stdout.write(`${line}\n`);
const fail = (line) => {
  throw new Error(line);
};

// The model, and what it must answer: rows of the same few shapes again and again, so that the truth is worked out once.
const [LOOKBACK, HORIZON, SHAPES, PERIOD] = [24, 5, 8, 12];
const shape = (s, i) => 50 + s + 10 * Math.sin((2 * Math.PI * i) / PERIOD) + ((i % PERIOD) * (s + 1)) / 7;
const x = Array.from({ length: 300 }, (_, i) => shape(i % 3, i) + i / 50);
const forecaster = new Forecaster({
  target: "x",
  lookback: LOOKBACK,
  horizon: HORIZON,
  hiddenSize: 32,
  epochs: 3,
  seed: 7,
});
for await (const epoch of forecaster.fit(Series.fromColumns({ x })))
  say(`epoch ${epoch.epoch}: ${epoch.trainLoss.toFixed(4)}`);
const folder = mkdtempSync(join(tmpdir(), "recurra-soak-"));
const file = join(folder, "model.safetensors");
writeFileSync(file, Model.of(forecaster).toSafetensors());
const reader = Model.load(Model.of(forecaster).toSafetensors()).forecaster;
// That of the part that forecasts, be it the network or the path.
const { lookback } = reader;
const rowsOf = (s, from, count) => Array.from({ length: count }, (_, i) => shape(s, (from + i) % PERIOD));
const day = (n) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
const plain = (value) => JSON.parse(JSON.stringify(value));

/** Bodies of /v1/predict with their forecasts: rows with times, columns, several windows. */
const predictions = Array.from({ length: SHAPES * PERIOD }, (_, n) => {
  const [s, from] = [n % SHAPES, n % PERIOD];
  const values = rowsOf(s, from, LOOKBACK + (n % 7));
  const times = values.map((_, i) => day(n + i));
  const dated = reader.predict(Series.fromColumns({ x: values }, { times }));
  const bare = reader.predict(Series.fromColumns({ x: values }));
  const forms = [
    [{ rows: values.map((value, i) => ({ time: times[i], x: value })) }, "forecast", dated],
    [{ columns: { x: values }, times }, "forecast", dated],
    [{ columns: { x: values } }, "forecast", bare],
    [{ windows: [{ columns: { x: values } }, { columns: { x: values }, times }] }, "forecasts", [bare, dated]],
  ];
  const [body, key, wanted] = forms[n % forms.length];
  return { body: Buffer.from(JSON.stringify(body)), key, wanted: plain(wanted) };
});
/** Forecast values of a stream of a shape whose last row has a phase. */
const streamed = Array.from({ length: SHAPES }, (_, s) =>
  Array.from({ length: PERIOD }, (_, phase) => {
    const from = (phase + 1 + PERIOD * lookback - lookback) % PERIOD;
    return plain(reader.predict(Series.fromColumns({ x: rowsOf(s, from, lookback) }))).map(({ value }) => value);
  }),
);

const bin = fileURLToPath(new URL("../packages/cli/bin/recurra.js", import.meta.url));
// The service itself has no such signal: code given to it from outside collects its heap.
const collecting = ["--expose-gc", "--import", "data:text/javascript,process.on('SIGUSR2',()=>globalThis.gc())"];
const child = spawn(process.execPath, [...collecting, bin, "serve", file, "--port", "0", "--json"], {
  stdio: ["ignore", "pipe", "ignore"],
});
const exited = new Promise((resolve) => child.on("exit", (code, signal) => resolve(code ?? signal)));
const { port } = await new Promise((resolve, reject) => {
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece) => {
    text += piece;
    if (text.includes("\n")) resolve(JSON.parse(text));
  });
  void exited.then((code) => reject(new Error(`serve ended with ${code}`)));
});

/** Resolves to status and text; rejects with the socket's error. */
function ask(agent, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body && { "Content-Type": "application/json", "Content-Length": body.length };
    const sent = request({ port, host: "127.0.0.1", agent, method, path, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece) => {
        text += piece;
      });
      answer.on("end", () =>
        resolve({ status: answer.statusCode, text, closing: answer.headers.connection === "close" }),
      );
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

class Times {
  #all = [];
  async of(work) {
    const start = performance.now();
    const result = await work();
    this.#all.push(performance.now() - start);
    return result;
  }
  get count() {
    return this.#all.length;
  }
  at(share) {
    const sorted = Float64Array.from(this.#all).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  }
  toString() {
    const [half, most, worst] = [0.5, 0.99, 1].map((share) => this.at(share).toFixed(2));
    return `${String(this.count).padStart(7)} answers   p50 ${half} ms   p99 ${most} ms   worst ${worst} ms`;
  }
}

const times = { predict: new Times(), step: new Times(), all: new Times(), health: new Times() };
const samples = [];
let sent = 0;
let checked = 0;
let stopping = false;

function check(answer, about, right) {
  const right_ = answer.status === 200 && right(JSON.parse(answer.text));
  if (!right_) fail(`${about}: wrong answer ${answer.status} ${answer.text.slice(0, 300)}`);
  checked++;
}

/** One client: forecasts and steps in turn until so many were sent by all, or until the server closes its connection. */
async function client(number, most) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const s = number % SHAPES;
  let step = 0;
  try {
    for (let turn = number; sent < most; turn++) {
      sent++;
      let answer;
      if (turn % 2 === 0) {
        const { body, key, wanted } = predictions[turn % predictions.length];
        answer = await times.all.of(() => times.predict.of(() => ask(agent, "POST", "/v1/predict", body)));
        check(answer, "predict", (document) => isDeepStrictEqual(document[key], wanted));
      } else {
        const body = Buffer.from(JSON.stringify({ value: shape(s, step % PERIOD), step: ++step }));
        const path = `/v1/stream/soak-${most}-${number}/step`;
        answer = await times.all.of(() => times.step.of(() => ask(agent, "POST", path, body)));
        const values = step < lookback ? null : streamed[s][(step - 1) % PERIOD];
        check(answer, `step ${step}`, ({ step: said, ready, forecast }) => {
          return (
            said === step &&
            ready === (values !== null) &&
            isDeepStrictEqual(forecast?.map(({ value }) => value) ?? null, values)
          );
        });
      }
      if (answer.closing) {
        if (!stopping) fail("the server closed a connection that it was to keep");
        return;
      }
    }
  } finally {
    agent.destroy();
  }
}

const watcher = new Agent({ keepAlive: true, maxSockets: 1 });

/** Reads the gauges now. */
async function sample() {
  const { text } = await ask(watcher, "GET", "/metrics");
  const gauge = (name) => Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1] ?? fail(`no ${name} in /metrics`));
  const faults = [...text.matchAll(/^recurra_requests_total\{[^}]*status="[45]\d\d"[^}]*\} (\d+)$/gm)];
  if (faults.length > 0) fail(`the service counted faults: ${faults[0][0]}`);
  return {
    rss: gauge("process_resident_memory_bytes"),
    heap: gauge("nodejs_heap_size_used_bytes"),
    seconds: gauge("process_cpu_seconds_total"),
  };
}

/** Keeps the gauges, of a heap that was collected just before where that is asked for. */
async function keep(collected) {
  if (collected) {
    child.kill("SIGUSR2");
    await pause(20);
  }
  samples.push({ ...(await sample()), collected });
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks for /healthz at all times, and reads the memory at every fiftieth of the load. */
async function watch(clients) {
  let over = false;
  void clients.finally(() => {
    over = true;
  });
  while (!over) {
    const { status } = await times.health.of(() => ask(watcher, "GET", "/healthz"));
    if (status !== 200) fail(`/healthz: ${status}`);
    if (samples.length < 49 && checked >= ((samples.length + 1) * total) / 50) {
      // Seldom, because requests wait meanwhile.
      await keep(samples.length % 10 === 9);
      if (samples.length % 10 === 0) say(`${checked} answers`);
    }
    await pause(20);
  }
}

try {
  const [began, started, own] = [performance.now(), await sample(), process.cpuUsage()];
  const clients = Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => client(number, total)));
  clients.catch(() => {});
  await watch(clients);
  await clients;
  await keep(true);
  const seconds = (performance.now() - began) / 1000;
  say(
    `${checked} of ${total} answers were right, ${CONNECTIONS} connections, ${(total / seconds).toFixed(0)} a second`,
  );
  // Clients and service share the processors: what each takes of them says more than requests a second.
  const { user, system } = process.cpuUsage(own);
  const each = (microseconds) => `${(microseconds / total).toFixed(0)} us`;
  const service = each(((await sample()).seconds - started.seconds) * 1e6);
  say(`processor time a request: ${service} in the service, ${each(user + system)} in the clients and their checks`);
  say(`all      ${times.all}`);
  say(`predict  ${times.predict}`);
  say(`step     ${times.step}`);
  say(`/healthz ${times.health} (one more connection, under the load)`);

  const resident = (from, to) => Math.min(...samples.slice(from, to).map(({ rss }) => rss));
  const heaps = samples.filter(({ collected }) => collected).map(({ heap }) => heap);
  if (heaps.length < 5) fail(`the load was too short to measure memory: ${heaps.length} of 5 times`);
  const [early, late] = [resident(10, 20), resident(40, 50)];
  const mebibytes = (bytes) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
  say(`resident ${mebibytes(early)} in the second fifth, ${mebibytes(late)} in the last`);
  say(`heap     ${heaps.map(mebibytes).join(", ")} when collected at the end of each fifth`);
  const flat = late - early < Math.min(16 * 2 ** 20, early / 10) && heaps[4] - heaps[1] < 2 * 2 ** 20;
  say(flat ? "Memory is flat." : "MEMORY GREW.");

  // The same load again, and SIGTERM in the middle of it. Each client is answered once more and told that its connection ends.
  const [before, until] = [checked, Number.MAX_SAFE_INTEGER];
  const first = sent;
  const second = Promise.all(Array.from({ length: CONNECTIONS }, (_, number) => client(number, until)));
  second.catch(() => {});
  while (checked < before + CONNECTIONS * 20) await Promise.race([pause(5), second]);
  stopping = true;
  child.kill("SIGTERM");
  await second;
  const code = await exited;
  const lost = sent - first - (checked - before);
  say(
    `SIGTERM under load: ${sent - first} requests sent, ${checked - before} answered right, ${lost} lost; exit code ${code}`,
  );
  process.exitCode = flat && checked - before === sent - first && code === 0 ? 0 : 1;
} catch (error) {
  say(`FAILED: ${error.message}`);
  process.exitCode = 1;
} finally {
  watcher.destroy();
  child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
}
