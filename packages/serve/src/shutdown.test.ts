import { Agent, request } from "node:http";
import { connect } from "node:net";
import { writeForecaster } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { describe as described } from "./api/description.ts";
import { createLogger } from "./http/log.ts";
import { resolveServiceOptions } from "./http/options.ts";
import { rows, smallForecaster, started } from "./service.fixture.ts";
import { ModelService } from "./service.ts";
import type { Computing, Job, Outcome } from "./work/work.ts";

interface Seen {
  readonly status: number | undefined;
  readonly connection: string | undefined;
}

function sendBy(agent: Agent, port: number, body: string): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const sent = request({ agent, host: "127.0.0.1", port, path: "/v1/predict", method: "POST", headers }, (answer) => {
      answer.resume().on("end", () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

test("under load, every request that was accepted is answered, and each connection ends with its answer", async () => {
  const { service, port } = await started();
  const body = JSON.stringify({ rows: rows(0, 40) });
  const agent = new Agent({ keepAlive: true, maxSockets: 20 });
  onTestFinished(() => agent.destroy());
  const answers: Seen[] = [];
  let refused = 0;
  let ending: Promise<boolean> | undefined;
  const client = async (): Promise<void> => {
    for (;;) {
      try {
        answers.push(await sendBy(agent, port, body));
      } catch (error) {
        // Only a connection that could not be made: what was sent on one is answered.
        expect((error as NodeJS.ErrnoException).code).toBe("ECONNREFUSED");
        refused++;
        return;
      }
      if (answers.length === 100) ending = service.close();
    }
  };
  await Promise.all(Array.from({ length: 20 }, client));
  expect(await ending).toBe(true);
  expect(refused).toBe(20);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(answers.filter(({ connection }) => connection === "close").length).toBeGreaterThanOrEqual(20);
});

/** Workers that answer when the test says so. */
class HeldWorkers implements Computing {
  readonly size = 1;
  readonly replaced = 0;
  closed = false;
  readonly #ends: ((outcome: Outcome) => void)[] = [];

  run([{ kind }]: readonly Job[]): Promise<Outcome[]> {
    if (kind === "ready") return Promise.resolve([{ text: "" }]);
    return new Promise((resolve) => this.#ends.push((outcome) => resolve([outcome])));
  }

  get jobs(): number {
    return this.#ends.length;
  }

  answer(): void {
    for (const end of this.#ends) end({ text: "{}" });
  }

  async close(): Promise<void> {
    this.closed = true;
  }
}

async function held(
  limits: object = {},
): Promise<{ service: ModelService; workers: HeldWorkers; port: number; url: string }> {
  const workers = new HeldWorkers();
  const settings = resolveServiceOptions({ limits });
  const description = described(writeForecaster(await smallForecaster()), "model");
  const service = new ModelService({
    settings,
    description,
    logger: createLogger(undefined),
    makeWorkers: () => workers,
  });
  return { service, workers, ...(await service.listen({ port: 0 })) };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a request that is being computed is finished; new connections are not taken; then the workers end", async () => {
  const { service, workers, port, url } = await held();
  const agent = new Agent({ keepAlive: true });
  const running = sendBy(agent, port, "{}");
  while (workers.jobs === 0) await settled();
  const ending = service.close();
  // Until the socket is closed, new connections are accepted, and answered.
  let code: string | undefined;
  while (code === undefined) {
    const refused = await fetch(`${url}/healthz`, { headers: { Connection: "close" } }).catch((error: Error) => error);
    if (refused instanceof Error) ({ code } = refused.cause as NodeJS.ErrnoException);
  }
  expect(code).toBe("ECONNREFUSED");
  expect(workers.closed).toBe(false);
  workers.answer();
  expect(await running).toEqual({ status: 200, connection: "close" });
  expect(await ending).toBe(true);
  expect(workers.closed).toBe(true);
});

test("a request on a connection that was idle when the end began is answered", async () => {
  const { service, port } = await held();
  const socket = connect(port, "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  let text = "";
  socket.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!text.includes("alive")) await settled();
  const ending = service.close();
  socket.write("GET /v1/model HTTP/1.1\r\nHost: localhost\r\n\r\n");
  await new Promise((resolve) => socket.on("close", resolve));
  expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "200"]);
  expect(await ending).toBe(true);
});

test("at the deadline, what is not answered is cut off, and close() says so", async () => {
  const { service, workers, port } = await held({ drainSeconds: 0.05 });
  const cut = sendBy(new Agent(), port, "{}").catch((error: NodeJS.ErrnoException) => error.code);
  while (workers.jobs === 0) await settled();
  expect(await service.close()).toBe(false);
  expect(await cut).toBe("ECONNRESET");
  expect(workers.closed).toBe(true);
});

test("a service that was closed answers no more, and cannot listen again", async () => {
  const { service } = await started();
  await service.close();
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" };
  const answer = await service.fetch(new Request("http://localhost/v1/predict", init));
  expect([answer.status, await answer.json()]).toEqual([
    503,
    expect.objectContaining({ type: "urn:recurra:problem:shutting-down" }),
  ]);
  await expect(service.listen({ port: 0 })).rejects.toThrow("listen: the service was closed. Create a new one.");
});

test("close() ends a service that never listened, and twice is once", async () => {
  const workers = new HeldWorkers();
  const description = described(writeForecaster(await smallForecaster()), "model");
  const service = new ModelService({
    settings: resolveServiceOptions({}),
    description,
    logger: createLogger(undefined),
    makeWorkers: () => workers,
  });
  expect(await Promise.all([service.close(), service.close()])).toEqual([true, true]);
  expect(workers.closed).toBe(true);
});
