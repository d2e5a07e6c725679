import { createHash } from "node:crypto";
import { GRU, Model } from "recurra";
import { expect, test } from "vitest";
import { send, sharedService, smallForecaster, started } from "../service.fixture.ts";
import { createService } from "../service.ts";
import { describe, type ForecastDescription } from "./description.ts";
import { pageOf } from "./page.ts";

const plain = sharedService();

async function described(): Promise<ForecastDescription> {
  return describe(Model.of(await smallForecaster()).toSafetensors(), "m") as ForecastDescription;
}

const backtest: NonNullable<ForecastDescription["backtest"]> = {
  windows: { count: 20, stride: 1, from: "2024-02-01", to: "2024-03-01" },
  scores: [
    { name: "LSTM", kind: "model", mae: 1.25, rmse: 2, mase: 0.5 },
    { name: "last value", kind: "naive", mae: 123456.7, rmse: 4, mase: null },
  ],
  coverage: { level: 0.9, measured: 0.855 },
  verdict: { outcome: "better", headline: "Better than naive", sentence: "It errs half as much." },
};

test("the page says what the model is and how it scored, and its links lead to addresses of the service", async () => {
  const { url, service } = plain();
  const { status, headers, body } = await send(`${url}/`);
  expect([status, headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
  const text = String(body.text);
  for (const fact of [
    "Forecasts of Close",
    "Close, Volume",
    "5 rows",
    "3 rows",
    "2024-01-01 to 2024-03-20",
    "hold 90%",
  ])
    expect(text).toContain(fact);
  expect(text).toContain(`${url.replace("[::1]", "localhost")}/v1/predict`);
  const links = [...text.matchAll(/href="([^"]+)"/g)].map(([, link]) => link);
  expect(links).toHaveLength(5);
  for (const link of links) expect((await service.fetch(new Request(url + link))).status).toBe(200);
  const scored = String(await pageOf({ ...(await described()), backtest }, false, url));
  for (const said of ["Better than naive", "It errs half as much.", "1.250", "123,457", "85.5% measured"])
    expect(scored).toContain(said);
});

test("the page loads nothing and runs nothing: its policy allows its own style sheet by hash", async () => {
  const { headers, body } = await send(`${plain().url}/`);
  const policy = headers.get("content-security-policy") ?? "";
  const style = /<style>([\s\S]*)<\/style>/.exec(String(body.text))?.[1] ?? "";
  expect(policy).toContain(`style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`);
  expect(policy).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
  expect(String(body.text)).not.toMatch(/<script|\bon\w+=|\bsrc=|url\(|@import| style=/i);
});

test("with a token the page needs it, and says that the others do", async () => {
  const token = "correct-horse-battery-staple";
  const { url } = await started({ token });
  expect((await send(`${url}/`)).status).toBe(401);
  const { status, body } = await send(`${url}/`, { headers: { Authorization: `Bearer ${token}` } });
  expect([status, String(body.text).includes("$RECURRA_TOKEN"), String(body.text).includes(token)]).toEqual([
    200,
    true,
    false,
  ]);
});

test("texts of the model file and the Host header are shown as texts, and no longer than a page bears", async () => {
  const evil = `</style><script>alert(1)</script>"'`;
  const long = "x".repeat(100_000);
  const description = {
    ...(await described()),
    ...{ target: evil + long, columns: Array.from({ length: 5000 }, () => evil + long), name: evil },
    backtest: { ...backtest, verdict: { outcome: "worse" as const, headline: evil + long, sentence: evil + long } },
  };
  const text = String(await pageOf(description, false, `http://x"><script>`));
  expect(text).not.toContain("<script");
  expect(text).toContain("http://localhost:8080/v1/predict");
  expect(text.length).toBeLessThan(20_000);
});

test("a network and the pretrained network have a page, too", async () => {
  const network = createService(Model.of(new GRU({ inputSize: 2, hiddenSize: 3 }), { name: "n" }), { workers: 1 });
  const ask = async (service: typeof network): Promise<string> =>
    (await service.fetch(new Request("http://localhost/"))).text();
  expect(await ask(network)).toContain("{ &quot;windows&quot;: [[[0.5, 0.5], [0.5, 0.5]]] }");
  await network.close();
  const pretrained = createService("pretrained", { workers: 1 });
  const page = await ask(pretrained);
  expect(page).toContain("/v1/predict?target=sales&amp;horizon=7");
  // It has no streams, so no address of one is offered, there or in the document.
  expect(page).not.toContain("/v1/stream");
  const { paths } = (await (await pretrained.fetch(new Request("http://localhost/openapi.json"))).json()) as {
    paths: Record<string, unknown>;
  };
  expect(Object.keys(paths)).toContain("/v1/predict");
  expect(Object.keys(paths).filter((path) => path.includes("stream"))).toEqual([]);
  await pretrained.close();
});
