// A small fitted forecaster, services that end with their test, and requests to them.

import { Forecaster, Series, writeForecaster } from "recurra";
import { afterAll, beforeAll, onTestFinished } from "vitest";
import type { ServiceOptions } from "./http/options.ts";
import { createService, type ListenOptions, type Service } from "./service.ts";

/** The n-th day from 2024-01-01. */
export function day(n: number): string {
  return new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
}

export interface Row {
  readonly time?: string;
  readonly Close: number;
  readonly Volume: number;
}

/** Row n of a series that swings and rises. */
export function row(n: number): Row {
  return { time: day(n), Close: 50 + 0.1 * n + [0, 3, 5, 4, 1, -4, -6][n % 7], Volume: 1000 + 10 * (n % 5) };
}

export function rows(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, i) => row(from + i));
}

export function withoutTime({ Close, Volume }: Row): Row {
  return { Close, Volume };
}

export function seriesOf(list: readonly Row[]): Series {
  const columns = { Close: list.map(({ Close }) => Close), Volume: list.map(({ Volume }) => Volume) };
  const times = list.map(({ time }) => time ?? "");
  return Series.fromColumns(columns, { times: list[0].time === undefined ? undefined : times });
}

let fitted: Promise<Forecaster> | undefined;

/** Two inputs, a lookback of 5, a horizon of 3. */
export function smallForecaster(): Promise<Forecaster> {
  fitted ??= fit();
  return fitted;
}

async function fit(): Promise<Forecaster> {
  const options = { lookback: 5, horizon: 3, hiddenSize: 4, epochs: 2, linear: false, seed: 1 };
  const forecaster = new Forecaster({ target: "Close", inputs: ["Close", "Volume"], ...options });
  for await (const _ of forecaster.fit(seriesOf(rows(0, 80)), { threads: 1 }));
  return forecaster;
}

export interface Started {
  readonly service: Service;
  readonly url: string;
  readonly port: number;
  /** The log so far, a record for each line. */
  readonly log: Record<string, unknown>[];
}

/** A service of the small forecaster with one worker, on a free port of loopback; it ends with the test. */
export async function started(options: ServiceOptions = {}, listen: ListenOptions = {}): Promise<Started> {
  const own = create(await smallForecaster(), options);
  onTestFinished(async () => {
    await own.service.close();
  });
  return { ...own, ...(await own.service.listen({ port: 0, ...listen })) };
}

/** One for all tests of a file. */
export function sharedService(options: ServiceOptions = {}): () => Started {
  let shared: Started;
  beforeAll(async () => {
    const own = create(await smallForecaster(), options);
    shared = { ...own, ...(await own.service.listen({ port: 0 })) };
  });
  afterAll(async () => {
    await shared.service.close();
  });
  return () => shared;
}

function create(forecaster: Forecaster, options: ServiceOptions): Pick<Started, "service" | "log"> {
  const log: Record<string, unknown>[] = [];
  const write = (line: string): unknown => log.push(JSON.parse(line));
  return { service: createService(writeForecaster(forecaster), { workers: 1, log: { write }, ...options }), log };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = /json/.test(response.headers.get("content-type") ?? "");
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== "" ? JSON.parse(text) : { text },
  };
}

/** Sends JSON, or a text as it is. */
export function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return send(url, { method: "POST", body: text, headers: { "Content-Type": "application/json", ...headers } });
}

/** "invalid-values": the type of a problem without what all types begin with. */
export function problemOf({ body }: Answer): string {
  return String(body.type).replace("urn:recurra:problem:", "");
}
