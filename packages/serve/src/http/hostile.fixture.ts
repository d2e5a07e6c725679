// Small models to be attacked, and what every answer to a stranger must look like.

import { Forecaster, LSTM, Model, Series } from "recurra";
import { expect } from "vitest";

/** A forecaster of some columns, fitted for one epoch: its forecasts are poor, and always the same. */
export async function forecasterBytes(columns: readonly string[], lookback = 4, horizon = 3): Promise<Uint8Array> {
  const rows = 60;
  const table = Object.fromEntries(
    columns.map((name, c) => [name, Array.from({ length: rows }, (_, i) => 50 + ((i * (c + 3)) % 7) + i / 10)]),
  );
  const times = Array.from({ length: rows }, (_, i) => i * 86_400_000);
  const options = { target: columns[0], inputs: columns, lookback, horizon, hiddenSize: 3, epochs: 1, seed: 7 };
  const forecaster = new Forecaster(options);
  for await (const _ of forecaster.fit(Series.fromColumns(table, { times }))) {
    // One epoch is enough.
  }
  return Model.of(forecaster).toSafetensors();
}

/** A network of two numbers in and three out. */
export function networkBytes(): Uint8Array {
  return Model.of(new LSTM({ inputSize: 2, hiddenSize: 3 })).toSafetensors();
}

/** A body that fits the forecaster of the column "Value". */
export function goodRows(count = 6): { rows: { time: string; Value: number }[] } {
  return {
    rows: Array.from({ length: count }, (_, i) => ({
      time: `2024-01-${String(i + 1).padStart(2, "0")}`,
      Value: 50 + i,
    })),
  };
}

/**
 * What an answer must be: a document of 200 or nothing of 204, or a problem document with its status, one line of detail and a
 * request id. Returns the document.
 */
export async function checkAnswer(answer: Response, about: string): Promise<Record<string, unknown>> {
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  expect(answer.headers.get("x-request-id"), about).toMatch(/^[\w.-]{1,64}$/);
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
  if (answer.status === 204) {
    expect(text).toBe("");
    return {};
  }
  if (answer.status === 200) {
    expect(type.startsWith("text/plain") || type === "application/json", `${about}: ${type}`).toBe(true);
    return type === "application/json" ? JSON.parse(text) : {};
  }
  expect(answer.status >= 400 && answer.status < 500, `${about}: ${answer.status} ${text}`).toBe(true);
  expect(type, about).toBe("application/problem+json");
  return checkProblem(JSON.parse(text), answer.status);
}

export function checkProblem(problem: Record<string, unknown>, status: number): Record<string, unknown> {
  const known = ["type", "title", "status", "detail", "instance", "errors"];
  expect(Object.keys(problem).filter((key) => !known.includes(key))).toEqual([]);
  expect(problem.type).toMatch(/^urn:recurra:problem:[a-z-]+$/);
  expect(problem.status).toBe(status);
  expect(problem.instance).toMatch(/^urn:recurra:request:[\w.-]{1,64}$/);
  expect(problem.detail).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]{10,600}[.)]$/u);
  expect(problem.detail).not.toMatch(/undefined|\[object|node:|\.[jt]s:\d/);
  for (const error of (problem.errors ?? []) as { pointer: string; detail: string }[]) {
    expect(error.pointer).toMatch(/^(\/|$)/);
    expect(error.detail).not.toMatch(/undefined|\[object|\p{Cc}/u);
  }
  return problem;
}
