// What is answered without the application is what the application answers.

import { expect, test } from "vitest";
import { send, started } from "../service.fixture.ts";

const token = "correct-horse-battery-staple";
/** Of the connection, not of the answer. */
const OWN = new Set(["date", "connection", "keep-alive", "content-length", "x-request-id"]);

const told = (headers: Headers): [string, string][] => [...headers].filter(([name]) => !OWN.has(name));

test.each([
  ["/healthz", {}],
  ["/readyz?x=1", {}],
  ["/v1/model", {}],
  ["/none", { "X-Request-Id": "mine-1" }],
  ["/metrics", { Authorization: "Bearer wrong-horse-battery-staple" }],
] as const)("%s with the headers %j", async (path, headers) => {
  const { url, service } = await started({ token });
  const quick = await send(url + path, { headers });
  const slow = await service.fetch(new Request(url + path, { headers }));
  const body = (await slow.json()) as Record<string, unknown>;
  expect(quick.status).toBe(slow.status);
  expect(told(quick.headers)).toEqual(told(slow.headers));
  const { instance: one, ...quickly } = quick.body;
  const { instance: two, ...slowly } = body;
  expect(quickly).toEqual(slowly);
  expect(one === undefined).toBe(two === undefined);
  if ("X-Request-Id" in headers) {
    expect(quick.headers.get("x-request-id")).toBe("mine-1");
    expect(one).toBe("urn:recurra:request:mine-1");
  }
});

test("a thousand refusals are all counted, and make some lines of the log with the number of the others", async () => {
  const time = { now: 0 };
  const { url, service, log } = await started({ token, clock: () => time.now });
  for (let i = 0; i < 1000; i++) await send(`${url}/v1/model`);
  const counted = await send(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
  expect(counted.body.text).toContain('recurra_requests_total{route="none",method="GET",status="401"} 1000');
  await service.close();
  const lines = log.filter(({ problem }) => problem === "unauthorised");
  const more = lines.filter(({ msg }) => msg === "more of these");
  expect(lines.length - more.length).toBeLessThanOrEqual(20 * more.length + 20);
  expect(lines.length - more.length + more.reduce((sum, { count }) => sum + (count as number), 0)).toBe(1000);
  expect(lines[0]).toMatchObject({ msg: "request", method: "GET", route: "none", status: 401 });
});
