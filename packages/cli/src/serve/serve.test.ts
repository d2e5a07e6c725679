import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import * as recurra from "recurra";
import { Forecaster, Model, noGrad, readForecaster, Series, tensor, writeForecaster } from "recurra";
import { loadPretrained, zeroShot } from "recurra/pretrained";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { sharedGru } from "../../../../fixtures/models/own-module.mjs";
import { day, value, Workplace } from "../command.fixture.ts";

const bin = fileURLToPath(new URL("../../bin/recurra.js", import.meta.url));
const token = "correct-horse-battery-staple";

let model: Uint8Array;

function series(count: number): Series {
  const values = Array.from({ length: count }, (_, n) => value(n));
  return Series.fromColumns({ Value: values }, { times: values.map((_, n) => day(n)) });
}

beforeAll(async () => {
  const forecaster = new Forecaster({ target: "Value", lookback: 4, horizon: 2, hiddenSize: 4, epochs: 1 });
  for await (const _ of forecaster.fit(series(60), { threads: 1 }));
  model = writeForecaster(forecaster);
});

function place(): Workplace {
  return new Workplace({ "model.safetensors": model });
}

interface Serving {
  readonly child: ChildProcess;
  /** What stdout has said when the service listened. */
  readonly line: string;
  readonly url: string;
  readonly ended: Promise<{ code: number | null; stderr: string }>;
}

/** Starts the command, and waits until it says where it listens. It ends with the test at the latest. */
async function serving(
  workplace: Workplace,
  args: readonly string[] = [],
  env: NodeJS.ProcessEnv = {},
  model: readonly string[] = ["model.safetensors"],
): Promise<Serving> {
  const all = [bin, "serve", ...model, "--port", "0", "--workers", "1", ...args];
  const child = spawn(process.execPath, all, { cwd: workplace.path, env: { ...process.env, ...env } });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
    child.on("close", (code) => resolve({ code, stderr }));
  });
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.setEncoding("utf8").once("data", resolve);
    child.once("close", () => reject(new Error(stderr)));
  });
  return { child, line, url: /http:\/\/[\d.]+:\d+/.exec(line)![0], ended };
}

function predict(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const rows = Array.from({ length: 9 }, (_, n) => ({ time: day(n), Value: value(n) }));
  const init = { method: "POST", body: JSON.stringify({ rows }) };
  return fetch(`${url}/v1/predict`, { ...init, headers: { "Content-Type": "application/json", ...headers } });
}

test("serve says where it listens, answers as the library does, logs, and SIGTERM ends it with 0", async () => {
  const { child, line, url, ended } = await serving(place());
  expect(line).toMatch(/^recurra: serving model\.safetensors on http:\/\/127\.0\.0\.1:\d+\n$/);
  const answer = (await (await predict(url)).json()) as { forecast: unknown };
  expect(answer.forecast).toEqual(readForecaster(model).predict(series(9)));
  child.kill("SIGTERM");
  const { code, stderr } = await ended;
  expect(code).toBe(0);
  const log = stderr
    .trim()
    .split("\n")
    .map((text) => JSON.parse(text) as object);
  expect(log).toMatchObject([
    { msg: "listening" },
    { route: "/v1/predict", status: 200 },
    { msg: "shutting down" },
    { msg: "ended" },
  ]);
});

test("--pretrained serves the network that comes with recurra, without a file", async () => {
  const { child, line, url, ended } = await serving(new Workplace(), ["--pretrained", "--quiet"], {}, []);
  expect(line).toBe(`recurra: serving the pretrained network on ${url}\n`);
  const values = Array.from({ length: 40 }, (_, n) => value(n));
  const answer = await fetch(`${url}/v1/predict`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ columns: { value: values }, horizon: 3, season: 7 }),
  });
  const { rows } = zeroShot(loadPretrained(), Series.fromColumns({ value: values }), {
    ...{ target: "value", horizon: 3, season: 7 },
  });
  expect(((await answer.json()) as { forecast: unknown }).forecast).toEqual(rows);
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: 0, stderr: "" });
});

test.each<[string, string[], string]>([
  ["no model", [], "there is no model file. Name one, or give --pretrained."],
  [
    "a file beside --pretrained",
    ["model.safetensors", "--pretrained"],
    "--pretrained serves the network that comes with recurra, and no file. Leave one of them out.",
  ],
])("%s is one line and exit code 2", async (_, args, line) => {
  const outcome = await place().run("serve", ...args);
  expect(outcome).toEqual({ code: 2, stdout: "", stderr: `recurra: ${line}\n` });
});

test("--with runs the code that a model names, in the service and its workers, and says so", async () => {
  const network = new (sharedGru(recurra))({ inputSize: 2, units: 3, steps: 2, factor: 1 });
  const code = `import * as recurra from "recurra"; const sharedGru = ${sharedGru.toString()}; export const Own = sharedGru(recurra);`;
  const workplace = new Workplace({ "own.safetensors": Model.of(network).toSafetensors(), "own.mjs": code });
  const args = ["--with", "own.mjs", "--quiet"];
  const { child, url, ended } = await serving(workplace, args, {}, ["own.safetensors"]);
  const windows = [
    [
      [1, 2],
      [3, 4],
    ],
  ];
  const answer = await fetch(`${url}/v1/predict`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ windows }),
  });
  const outputs = noGrad(() => network.forward(tensor([1, 2, 3, 4], [1, 2, 2])).toArray());
  expect(await answer.json()).toEqual({ outputs: [[...outputs]] });
  child.kill("SIGTERM");
  expect(await ended).toEqual({ code: 0, stderr: "recurra: running the code of own.mjs, which --with names\n" });
});

test("--json prints one JSON document, --quiet no log, and Ctrl-C ends it with 0", async () => {
  const { child, line, url, ended } = await serving(place(), ["--json", "--quiet"]);
  expect(JSON.parse(line)).toEqual({ url, address: "127.0.0.1", port: Number(new URL(url).port) });
  expect((await predict(url)).status).toBe(200);
  child.kill("SIGINT");
  expect(await ended).toEqual({ code: 0, stderr: "" });
});

test("a second signal ends it at once, with 130", async () => {
  const { child, url, ended } = await serving(place(), ["--quiet"]);
  // A request that never becomes whole holds the end up.
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).on("error", () => {});
  const head =
    "POST /v1/predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n";
  await new Promise<void>((resolve) => socket.write(head, () => resolve()));
  while (!/recurra_connections [1-9]/.test(await (await fetch(`${url}/metrics`)).text()));
  child.kill("SIGTERM");
  while (
    await fetch(`${url}/readyz`, { headers: { Connection: "close" } }).then(
      ({ status }) => status === 200,
      () => false,
    )
  );
  child.kill("SIGTERM");
  expect((await ended).code).toBe(130);
});

test.each([
  ["RECURRA_TOKEN", [], { RECURRA_TOKEN: token }],
  ["--token-file", ["--token-file", "token"], { RECURRA_TOKEN: "" }],
])("%s guards all but the state of health, also on other addresses than loopback", async (_, args, env) => {
  const workplace = place();
  workplace.write("token", `${token}\n`);
  const { url } = await serving(workplace, ["--host", "0.0.0.0", ...args], env);
  const local = url.replace("0.0.0.0", "127.0.0.1");
  expect((await predict(local)).status).toBe(401);
  expect((await predict(local, { Authorization: `Bearer ${token}` })).status).toBe(200);
  expect((await fetch(`${local}/healthz`)).status).toBe(200);
});

test("limits are taken over", async () => {
  const { url } = await serving(place(), ["--max-body", "10", "--cors", "https://example.org", "--quiet"]);
  expect((await predict(url)).status).toBe(413);
  const { headers } = await fetch(`${url}/healthz`, { headers: { Origin: "https://example.org" } });
  expect(headers.get("access-control-allow-origin")).toBe("https://example.org");
});

test.skipIf(process.platform === "win32")(
  "SIGHUP loads a model file that was replaced; a bad one leaves the model that is, and the log says why",
  async () => {
    const workplace = place();
    const { child, url, ended } = await serving(workplace, ["--host", "127.0.0.1"]);
    const horizon = async (): Promise<number> =>
      ((await (await predict(url)).json()) as { forecast: unknown[] }).forecast.length;
    expect(await horizon()).toBe(2);
    const forecaster = new Forecaster({ target: "Value", lookback: 4, horizon: 3, hiddenSize: 4, epochs: 1 });
    for await (const _ of forecaster.fit(series(60), { threads: 1 }));
    workplace.write("model.safetensors", writeForecaster(forecaster));
    child.kill("SIGHUP");
    while ((await horizon()) === 2);
    expect(await horizon()).toBe(3);
    workplace.write("model.safetensors", "a,b\n1,2\n");
    const refused = new Promise<string>((resolve) => {
      child.stderr?.on("data", (text: string) => text.includes("not replaced") && resolve(text));
    });
    child.kill("SIGHUP");
    expect(JSON.parse((await refused).split("\n").find((line) => line.includes("not replaced"))!)).toMatchObject({
      ...{ level: "error", model: "model.safetensors", msg: "model not replaced" },
      fault: expect.stringMatching(/^model\.safetensors: this is a text file, not a model/),
    });
    expect(await horizon()).toBe(3);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  },
);

const refusals: [string, string[], string][] = [
  [
    "an open address without a token",
    ["--host", "0.0.0.0"],
    "0.0.0.0 can be reached by others, and there is no token. Set RECURRA_TOKEN, or bind with --host 127.0.0.1, or let everybody in with --open-to-all, or read one from a file with --token-file.",
  ],
  ["a port that is none", ["--port", "70000"], '--port must be a whole number from 0 to 65,535, but it is "70000".'],
  ["a limit that is none", ["--max-rows", "0"], '--max-rows must be a whole number from 1, but it is "0".'],
  [
    "a time that is none",
    ["--request-time", "soon"],
    '--request-time must be a number of seconds above 0 and at most 2,000,000, but it is "soon".',
  ],
  ["an origin that is none", ["--cors", "*"], '--cors must be an origin such as "https://example.org", but it is "*".'],
  [
    "a weak token",
    ["--token-file", "weak"],
    "--token-file weak: a token is 16 to 512 visible ASCII signs without spaces, and this one is not. Make one with `openssl rand -hex 32`.",
  ],
  [
    "an address of another machine",
    ["--host", "192.0.2.1", "--open-to-all"],
    "192.0.2.1 is not an address of this machine. Choose another with --host.",
  ],
];

test.each(refusals)("%s is one line and exit code 2", async (_, args, line) => {
  const workplace = place();
  workplace.write("weak", "secret\n");
  const outcome = await workplace.run("serve", "model.safetensors", "--quiet", "--port", "0", ...args);
  expect(outcome).toEqual({ code: 2, stdout: "", stderr: `recurra: ${line}\n` });
});

test("a port that is in use is one line", async () => {
  const { url } = await serving(place(), ["--quiet"]);
  const { port } = new URL(url);
  const outcome = await place().run("serve", "model.safetensors", "--port", port);
  const line = `port ${port} of 127.0.0.1 is in use. Choose another with --port, or let --port 0 find one that is free.`;
  expect(outcome).toEqual({ code: 2, stdout: "", stderr: `recurra: ${line}\n` });
});

test("a file that holds no model is one line", async () => {
  const workplace = new Workplace({ "data.csv": "a,b\n1,2\n" });
  const { code, stderr } = await workplace.run("serve", "data.csv");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^recurra: data\.csv: this is a text file, not a model\..*\n$/);
});

test("docs/serving.md describes every option of serve", async () => {
  const { stdout } = await new Workplace().run("serve", "--help");
  const documentation = readFileSync(new URL("../../../../docs/serving.md", import.meta.url), "utf8");
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map((match) => match[1]);
  expect(options.length).toBeGreaterThan(15);
  for (const option of options) expect(documentation).toContain(`\`${option}`);
});

test("docs/serving.md: every body of its requests can be sent, and so can what its script makes of a CSV file", () => {
  const page = readFileSync(new URL("../../../../docs/serving.md", import.meta.url), "utf8");
  const bodies = [...page.matchAll(/ -d '([^']*)'/g)].map(([, body]) => body);
  for (const body of bodies) expect(() => JSON.parse(body), body).not.toThrow();
  expect(bodies.length).toBeGreaterThan(1);
  const script = /^node -e '([^']+)' > body\.json$/m.exec(page)?.[1] ?? "";
  const cwd = fileURLToPath(new URL("../../../..", import.meta.url));
  const { rows } = JSON.parse(execFileSync(process.execPath, ["-e", script], { cwd, encoding: "utf8" }));
  expect(rows).toHaveLength(30);
  expect(rows[29]).toEqual({ time: "2018-05-11", Close: 188.589996 });
});
