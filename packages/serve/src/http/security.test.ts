// Who may call: tokens, pages of other origins, names of the machine, addresses to bind to.

import { request } from "node:http";
import { expect, test } from "vitest";
import { post, problemOf, row, send, smallForecaster, started } from "../service.fixture.ts";
import { createService } from "../service.ts";

const token = "correct-horse-battery-staple";
const bearer = { Authorization: `Bearer ${token}` };

test("with a token, all but /healthz and /readyz need it", async () => {
  const { url } = await started({ token });
  for (const path of ["/v1/model", "/metrics", "/openapi.json", "/nothing", "/v1/stream/a"]) {
    const refused = await send(url + path);
    expect([path, refused.status, problemOf(refused)]).toEqual([path, 401, "unauthorised"]);
    expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="recurra"');
  }
  for (const path of ["/healthz", "/readyz"]) expect((await send(url + path)).status).toBe(200);
  for (const wrong of [`Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`, "Bearer", token]) {
    const refused = await send(`${url}/v1/model`, { headers: { Authorization: wrong } });
    expect([wrong, refused.status]).toEqual([wrong, 401]);
    expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="recurra", error="invalid_token"');
  }
  for (const right of [`Bearer ${token}`, `bearer  ${token}`]) {
    expect((await send(`${url}/v1/model`, { headers: { Authorization: right } })).status).toBe(200);
  }
});

test("an unauthorised step makes no stream, and its body is not received", async () => {
  const { url } = await started({ token, limits: { bodyBytes: 10 } });
  expect((await post(`${url}/v1/stream/a/step`, { row: row(0) })).status).toBe(401);
  expect((await send(`${url}/v1/stream/a`, { headers: bearer })).status).toBe(404);
});

test("pages of other origins may call only where they were named", async () => {
  const { url } = await started({ token, cors: ["https://example.org"] });
  const preflight = (origin: string): Promise<{ status: number; headers: Headers }> =>
    send(`${url}/v1/predict`, {
      method: "OPTIONS",
      headers: {
        Origin: origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization",
      },
    });
  const allowed = await preflight("https://example.org");
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get("access-control-allow-origin")).toBe("https://example.org");
  expect(allowed.headers.get("access-control-allow-headers")).toContain("Authorization");
  expect((await preflight("https://evil.example")).headers.has("access-control-allow-origin")).toBe(false);
});

/** The status of GET /v1/model with this Host header, which fetch would not send. */
function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path: "/v1/model", headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    sent.on("error", reject);
    sent.end();
  });
}

test("on loopback without a token, a name that a page elsewhere points here is refused", async () => {
  const { port } = await started({ hosts: ["model.internal"] });
  for (const host of [
    "localhost",
    `127.0.0.1:${port}`,
    "[::1]:80",
    "LOCALHOST:1",
    "app.localhost",
    "model.internal:9",
  ]) {
    expect([host, await statusFor(port, host)]).toEqual([host, 200]);
  }
  for (const host of ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example"]) {
    expect([host, await statusFor(port, host)]).toEqual([host, 421]);
  }
  const { port: guarded } = await started({ token });
  expect(await statusFor(guarded, "evil.example")).toBe(401);
});

test("binding to other addresses than loopback without a token is refused, unless it is asked for", async () => {
  const bytes = (await smallForecaster()).toSafetensors();
  const closed = createService(bytes, { workers: 1 });
  await expect(closed.listen({ port: 0, host: "0.0.0.0" })).rejects.toThrow(
    'listen: 0.0.0.0 can be reached by others, and there is no token. Set token, or bind with host: "127.0.0.1", or let everybody in with openToAll: true.',
  );
  await closed.close();
  for (const options of [{ token }, { openToAll: true }]) {
    const { url } = await started(options, { host: "0.0.0.0" });
    expect(url).toMatch(/^http:\/\/0\.0\.0\.0:\d+$/);
  }
});
