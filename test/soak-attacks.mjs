// Clients that mean ill on `recurra serve`, by the hundred, from a process of their own: requests in a heap whose answers nobody
// reads, slow readers of large answers, slow senders, sockets of which one half is closed, thousands that only stand there. Beside
// them /healthz is asked on new connections, and well-behaved clients forecast; every answer is compared with the library's.
// Asked for: /healthz within 250 ms for 99 of 100, at most 60 MiB of memory more than an idle service has, and no wrong or lost
// answer of the well-behaved. Usage: npm run test:soak, or after a build: node test/soak-attacks.mjs [KIND [CONNECTIONS [SECONDS]]]

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Forecaster, Model, Series } from "recurra";

const TOKEN = "correct-horse-battery-staple";
const WELL_BEHAVED = 4;
const MOST = { healthz: 250, bytes: 60 * 2 ** 20 };
/** Who has the token may also fill what bodies may take together. */
const BODIES = 64 * 2 ** 20;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const get = (path, rest = "") => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${rest}\r\n`;
const bearer = `Authorization: Bearer ${TOKEN}\r\n`;
const heap = (one) => one.repeat(Math.floor(65_536 / one.length));
const values = Array.from({ length: 24 }, (_, i) => 50 + (i % 7));
const windows = JSON.stringify({ windows: Array.from({ length: 256 }, () => ({ columns: { x: values } })) });
const many = `POST /v1/predict HTTP/1.1\r\nHost: localhost\r\n${bearer}Content-Type: application/json\r\nContent-Length: ${windows.length}\r\n\r\n${windows}`;

/** What each kind does with a socket of its own; those that are closed come again. */
const KINDS = {
  // 64 KiB of requests, and nothing is read.
  pipelined: (socket) => socket.pause().write(heap(get("/v1/model"))),
  probes: (socket) => socket.pause().write(heap(get("/healthz"))),
  // The requests arrive one by one, as fast as the service takes them.
  drops: (socket) => {
    socket.pause();
    const often = setInterval(() => socket.writableLength < 65_536 && socket.write(get("/v1/model")), 2);
    socket.once("close", () => clearInterval(often));
  },
  // Large answers, of which a little is read in a second: one that all share, and ones that are computed.
  readers: (socket) => read(socket, get("/openapi.json", bearer).repeat(64)),
  answers: (socket) => read(socket, many.repeat(4)),
  // A head or a body, sign by sign.
  senders: (socket, i) => {
    socket.resume();
    socket.write(i % 2 === 0 ? "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: " : `${many.slice(0, 300)}`);
    const often = setInterval(() => socket.write("1"), 500);
    socket.once("close", () => clearInterval(often));
  },
  // The client's half is closed, after a request, within one, or before any; what comes is not read.
  halves: (socket, i) => socket.pause().end(["", "GET /healthz HT", get("/healthz").repeat(100)][i % 3]),
  // Nothing is said.
  idle: (socket) => socket.pause(),
};

function read(socket, text) {
  socket.pause().write(text);
  const often = setInterval(() => socket.read(100), 1000);
  socket.once("close", () => clearInterval(often));
}

/** Of those with the token as many as may wait for a worker: above it the service says that it is busy, which is no attack. */
const COUNTS = { answers: [200], idle: [10_000] };

/** In a process of its own: keeps so many connections of a kind open. */
function attack(port, kind, count) {
  const open = (i) => {
    const socket = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: kind === "halves" });
    socket.on("error", () => {});
    socket.once("connect", () => KINDS[kind](socket, i));
    socket.once("close", () => setTimeout(() => open(i), kind === "idle" ? 5000 : 500));
  };
  for (let i = 0; i < count; i++) open(i);
}

if (process.argv[2] === "attack") attack(...process.argv.slice(3));
else await measure();

function ask(port, agent, method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = { Authorization: `Bearer ${TOKEN}`, ...(body && { "Content-Type": "application/json" }) };
    const sent = request({ port, host: "127.0.0.1", agent, method, path, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function measure() {
  const say = (line) => process.stdout.write(`${line}\n`);
  const forecaster = new Forecaster({ target: "x", lookback: 24, horizon: 5, hiddenSize: 32, epochs: 1, seed: 7 });
  const x = Array.from({ length: 300 }, (_, i) => 50 + (i % 7) + i / 50);
  for await (const _ of forecaster.fit(Series.fromColumns({ x })));
  const folder = mkdtempSync(join(tmpdir(), "recurra-soak-"));
  const file = join(folder, "model.safetensors");
  writeFileSync(file, Model.of(forecaster).toSafetensors());
  const wanted = JSON.parse(JSON.stringify(forecaster.predict(Series.fromColumns({ x: values }))));
  const bin = fileURLToPath(new URL("../packages/cli/bin/recurra.js", import.meta.url));

  const chosen = process.argv[2];
  const seconds = Number(process.argv[4] ?? 12);
  const counts = (kind) => (process.argv[3] ? [Number(process.argv[3])] : (COUNTS[kind] ?? [200, 1000]));
  let failed = false;
  try {
    for (const kind of chosen ? [chosen] : Object.keys(KINDS)) {
      for (const count of counts(kind)) failed = !(await one(kind, count)) || failed;
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = failed ? 1 : 0;

  /** A new service, an attack on it, and what it was like meanwhile. */
  async function one(kind, count) {
    const child = spawn(process.execPath, [bin, "serve", file, "--port", "0", "--json", "--quiet", "--workers", "1"], {
      stdio: ["ignore", "pipe", "inherit"],
      env: { ...process.env, RECURRA_TOKEN: TOKEN },
    });
    let attacker;
    try {
      const { port } = JSON.parse(await new Promise((resolve) => child.stdout.once("data", resolve)));
      const agents = Array.from({ length: WELL_BEHAVED + 1 }, () => new Agent({ keepAlive: true, maxSockets: 1 }));
      const metrics = async () => (await ask(port, agents[WELL_BEHAVED], "GET", "/metrics")).text;
      const gauge = (text, name) =>
        Number(
          text
            .split("\n")
            .find((line) => line.startsWith(`${name} `))
            ?.split(" ")[1],
        );
      const resident = async () => gauge(await metrics(), "process_resident_memory_bytes");
      const body = JSON.stringify({ columns: { x: values } });
      await ask(port, agents[0], "POST", "/v1/predict", body);
      await pause(1000);
      const idle = await resident();
      const cpu = gauge(await metrics(), "process_cpu_seconds_total");
      attacker = spawn(process.execPath, [fileURLToPath(import.meta.url), "attack", port, kind, count], {
        stdio: "inherit",
      });
      const end = performance.now() + seconds * 1000;
      const [healthz, predict] = [[], []];
      let [most, wrong, refused, fault] = [idle, 0, 0, undefined];
      const timed = async (list, work) => {
        const start = performance.now();
        await work();
        list.push(performance.now() - start);
      };
      const probing = async () => {
        while (performance.now() < end) {
          // A connection that is refused because there are too many is asked for again, as a client does; the wait counts.
          await timed(healthz, async () => {
            for (let done = false; !done; ) {
              try {
                if ((await ask(port, false, "GET", "/healthz")).status !== 200) wrong++;
                done = true;
              } catch {
                refused++;
                await pause(20);
              }
            }
          });
          await pause(20);
        }
      };
      const forecasting = async (agent) => {
        while (performance.now() < end) {
          await timed(predict, async () => {
            const { status, text } = await ask(port, agent, "POST", "/v1/predict", body);
            if (status !== 200 || !isDeepStrictEqual(JSON.parse(text).forecast, wanted)) {
              wrong++;
              fault ??= `${status} ${text.slice(0, 200)}`;
            }
          });
          await pause(20);
        }
      };
      const watching = async () => {
        while (performance.now() < end) {
          most = Math.max(most, await resident());
          await pause(100);
        }
      };
      const running = [probing(), ...agents.slice(0, WELL_BEHAVED).map(forecasting), watching()];
      await Promise.all(running);
      const last = await metrics();
      attacker.kill("SIGKILL");
      const at = (list, share) =>
        list.sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];
      const times = (list) => [0.5, 0.99, 1].map((share) => at(list, share).toFixed(0)).join(" / ");
      const closed = [...last.matchAll(/^recurra_connections_closed_total\{reason="(\w+)"\} (\d+)/gm)];
      const good =
        at(healthz, 0.99) < MOST.healthz &&
        most - idle <= MOST.bytes + (kind === "answers" ? BODIES : 0) &&
        wrong === 0;
      say(
        `${kind.padEnd(9)} ${String(count).padStart(6)}  /healthz ${times(healthz)} ms (${healthz.length})  forecasts ${times(predict)} ms ` +
          `(${predict.length}, ${wrong} wrong)  resident ${(idle / 2 ** 20).toFixed(0)} + ${((most - idle) / 2 ** 20).toFixed(0)} MiB  ` +
          `cpu ${(gauge(last, "process_cpu_seconds_total") - cpu).toFixed(1)} s  closed ${closed.map(([, why, n]) => `${why} ${n}`).join(", ")}, ` +
          `refused ${gauge(last, "recurra_connections_refused_total")} (${refused} probes)${good ? "" : "  NOT AS ASKED"}`,
      );
      if (fault) say(`          first of the wrong answers: ${fault}`);
      for (const agent of agents) agent.destroy();
      return good;
    } finally {
      attacker?.kill("SIGKILL");
      child.kill("SIGKILL");
    }
  }
}
