import { expect, test, vi } from "vitest";
import type { RunResult, Snapshot } from "../engine/protocol.ts";
import { openFile } from "./open-files.ts";
import { Outbox } from "./outbox.ts";
import { Pacer } from "./pacer.ts";
import { Watching } from "./watching.ts";

// The build puts it in.
vi.stubGlobal("__VERSION__", "0.0.0");
const { runForecast } = await import("./forecast-work.ts");

const rows = Array.from(
  { length: 120 },
  (_, n) => `${new Date(864e5 * (18_000 + n)).toISOString().slice(0, 10)},${n % 7}`,
);
const { sha256 } = await openFile(new File([["day,load", ...rows].join("\n")], "load.csv"));

test("without training the verdict is told as soon as it is found, before its report is written", async () => {
  const said: { readonly type: string; readonly result?: RunResult }[] = [];
  const what = { kind: "instant", sha256 } as const;
  const result = await runForecast({
    order: { id: 1, what, settings: { target: "load" }, seed: 0, mode: "strict", paused: false },
    what,
    pacer: new Pacer({ turn: () => Promise.resolve() }),
    outbox: new Outbox<Snapshot>({ post: () => {} }),
    signal: new AbortController().signal,
    watching: new Watching(),
    say: (message) => said.push(message),
  });
  expect(said.map(({ type }) => type)).toEqual(["first", "instant"]);
  const [, { result: told }] = said;
  expect([told?.body, told?.page]).toEqual(["", ""]);
  expect(told?.sections?.verdict).toContain(told?.headline as string);
  const { body, page, ...shown } = result;
  expect(told).toEqual({ body: "", page: "", ...shown });
  expect([body.length > 0, page.startsWith("<!doctype html>")]).toEqual([true, true]);
});
