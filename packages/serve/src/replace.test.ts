// A model that takes the place of another one while the service answers.

import { Forecaster, type ForecastRow, Model } from "recurra";
import { expect, onTestFinished, test } from "vitest";
import { post, problemOf, row, rows, send, seriesOf, smallForecaster, started } from "./service.fixture.ts";

async function fitted(options: Partial<ConstructorParameters<typeof Forecaster>[0]> = {}): Promise<Forecaster> {
  const forecaster = new Forecaster({
    ...{ target: "Close", inputs: ["Close", "Volume"], lookback: 5, horizon: 3, hiddenSize: 4, epochs: 1 },
    ...{ linear: false, seed: 99, ...options },
  });
  for await (const _ of forecaster.fit(seriesOf(rows(0, 80)), { threads: 1 })) void _;
  onTestFinished(() => forecaster.dispose());
  return forecaster;
}

const list = rows(20, 40);
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const bytesOf = (forecaster: Forecaster): Uint8Array => Model.of(forecaster).toSafetensors();

test("under load every request is answered, by the model before or by the new one, and after the change by the new one", async () => {
  const { service, url } = await started({ workers: 2 });
  const next = await fitted();
  const [before, after] = [
    plain((await smallForecaster()).predict(seriesOf(list))),
    plain(next.predict(seriesOf(list))),
  ];
  expect(before).not.toEqual(after);
  const seen = { before: 0, after: 0 };
  let done = false;
  const client = async (): Promise<void> => {
    while (!done || seen.after < 50) {
      const { status, body } = await post(`${url}/v1/predict`, { rows: list });
      expect(status).toBe(200);
      const own = [before, after].findIndex((one) => JSON.stringify(one) === JSON.stringify(body.forecast));
      expect(own).toBeGreaterThanOrEqual(0);
      seen[own === 0 ? "before" : "after"]++;
    }
  };
  const clients = Array.from({ length: 10 }, client);
  while (seen.before < 50) await new Promise((resolve) => setTimeout(resolve, 5));
  await service.replace(bytesOf(next));
  const { body } = await post(`${url}/v1/predict`, { rows: list });
  expect(body.forecast).toEqual(after);
  done = true;
  await Promise.all(clients);
  const metrics = String((await send(`${url}/metrics`)).body.text);
  expect(metrics).toMatch(/^recurra_models_replaced 1$/m);
  expect(metrics).toMatch(/^recurra_workers_replaced 0$/m);
  expect(metrics).toMatch(/^recurra_workers 2$/m);
});

test("what the service says of its model is said of the new one", async () => {
  const { service, url } = await started();
  await service.replace(bytesOf(await fitted({ horizon: 2, target: "Volume" })));
  expect((await send(`${url}/v1/model`)).body).toMatchObject({ target: "Volume", horizon: 2 });
  expect(service.description).toMatchObject({ target: "Volume", horizon: 2 });
  expect(JSON.stringify((await send(`${url}/openapi.json`)).body)).toContain("A forecast of Volume over HTTP.");
  expect(String((await send(`${url}/`)).body.text)).toContain("Forecasts of Volume");
});

test("bytes that are no model change nothing, and the next ones may do", async () => {
  const { service, url } = await started();
  const good = bytesOf(await fitted());
  const ask = async () => (await post(`${url}/v1/predict`, { rows: list })).body.forecast as ForecastRow[];
  const before = await ask();
  const torn = good.slice(0, good.length - 8);
  const flipped = good.slice();
  flipped[good.length - 3] ^= 4;
  for (const bad of [new Uint8Array(0), new TextEncoder().encode("a,b\n1,2\n"), torn, flipped]) {
    await expect(service.replace(bad)).rejects.toMatchObject({ name: "FormatError" });
    expect(await ask()).toEqual(before);
  }
  await service.replace(good);
  expect(await ask()).not.toEqual(before);
});

test("streams go on where the new model reads the same columns as far back, and begin anew where it does not", async () => {
  const { service, url } = await started();
  const step = (n: number, more = {}) => post(`${url}/v1/stream/s/step`, { row: row(n), ...more });
  for (let n = 20; n < 40; n++) await step(n);
  const next = await fitted();
  await service.replace(bytesOf(next));
  const { body } = await step(40, { step: 21 });
  expect([body.step, body.forecast]).toEqual([21, plain(next.predict(seriesOf(rows(20, 41))))]);
  await service.replace(bytesOf(await fitted({ lookback: 7 })));
  const late = await step(41, { step: 22 });
  expect([late.status, problemOf(late)]).toEqual([409, "step-conflict"]);
  expect((await step(41)).body).toMatchObject({ step: 1, ready: false });
});

test("a service that was closed takes no other model", async () => {
  const { service } = await started();
  const bytes = bytesOf(await fitted());
  await service.close();
  await expect(service.replace(bytes)).rejects.toMatchObject({ code: "SERVICE_CLOSED" });
});
