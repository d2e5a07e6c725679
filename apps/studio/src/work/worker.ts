// The Worker: one run at a time, paced so that it hears the page, told of in snapshots.

import threadScript from "recurra/thread-script.js?url&no-inline";
import { setThreadScript } from "recurra/training";
import type { OpenedFile } from "../engine/file-answers.ts";
import type { Command, Message, RunOrder, Snapshot } from "../engine/protocol.ts";
import { answerFile } from "./answer-file.ts";
import { buffersIn } from "./buffers.ts";
import { runForecast } from "./forecast-work.ts";
import { checkSettings, runLab } from "./lab-work.ts";
import { closeOthers, openFile, tell } from "./open-files.ts";
import { Outbox } from "./outbox.ts";
import { Pacer } from "./pacer.ts";
import { keepOpened, recallFile } from "./recalled-files.ts";
import { Watching } from "./watching.ts";

// Threads, where the page is isolated: their script is a file of the site, as its policy wants.
setThreadScript(threadScript);

const host = self as unknown as {
  postMessage(message: Message, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<Command>) => void) | null;
};

/** A turn of the event loop that no browser delays, as it does nested timers and those of hidden tabs. */
const { port1, port2 } = new MessageChannel();
const waiting: (() => void)[] = [];
port1.onmessage = () => waiting.shift()?.();
const turn = (): Promise<void> =>
  new Promise((resolve) => {
    waiting.push(resolve);
    port2.postMessage(undefined);
  });

interface Run {
  readonly order: RunOrder;
  readonly pacer: Pacer;
  readonly outbox: Outbox<Snapshot>;
  readonly stop: AbortController;
  readonly watching: Watching;
}

let current: Run | undefined;
/** Whether the page can be seen. */
let isSeen = true;
let work = Promise.resolve();

function begin(order: RunOrder): void {
  end();
  const { id } = order;
  const run: Run = {
    order,
    pacer: new Pacer({ turn, onState: (state) => host.postMessage({ type: "state", id, state }) }),
    outbox: new Outbox({
      post: (snapshot) => {
        const { losses, seconds, inside } = snapshot;
        host.postMessage({ type: "snapshot", id, snapshot }, [losses.buffer, seconds.buffer, ...buffersIn(inside)]);
      },
    }),
    stop: new AbortController(),
    watching: new Watching(),
  };
  run.watching.turn(order.dial);
  run.watching.lookInto(order.look);
  run.watching.see(isSeen);
  run.pacer.restAt(order.stop);
  if (order.replay) run.pacer.replayTo(order.replay, order.paused);
  else if (order.paused) run.pacer.pause();
  current = run;
  // The run before may still have to end its step.
  work = work.then(() => carryOut(run));
}

async function carryOut({ order, pacer, outbox, watching, stop: { signal } }: Run): Promise<void> {
  const { id } = order;
  if (signal.aborted) return;
  try {
    host.postMessage({ type: "state", id, state: pacer.state });
    await pacer.before();
    if (signal.aborted) return;
    const { what } = order;
    if (order.mode === "fast") await (await import("recurra/fast")).loadFast();
    const parts = { order, pacer, outbox, signal, watching };
    const result = await (what.kind === "lab"
      ? runLab({ ...parts, what })
      : runForecast({ ...parts, what, say: (message) => host.postMessage({ ...message, id }) }));
    host.postMessage({ type: "result", id, result });
    host.postMessage({ type: "state", id, state: "ended" });
  } catch (error) {
    if (signal.aborted) return;
    host.postMessage({ type: "failed", id, message: tell(error) });
    host.postMessage({ type: "state", id, state: "failed" });
  }
}

function end(): void {
  current?.stop.abort(new Error("stopped"));
  current?.pacer.stop();
  current?.watching.end();
  current = undefined;
}

async function open({ file, asked }: Extract<Command, { type: "open" }>): Promise<void> {
  try {
    const opened = await openFile(file, asked);
    tellOpened(opened, false);
    void keep(opened.sha256);
  } catch (error) {
    host.postMessage({ type: "refused", message: tell(error) });
  }
}

/** Those that had to go for it are not asked about any more. */
function tellOpened(file: OpenedFile, recalled: boolean): void {
  host.postMessage({ type: "opened", file, recalled });
  for (const sha256 of closeOthers(file.sha256)) host.postMessage({ type: "closed", sha256 });
}

/** Answered at once, also between two steps of a run. */
async function ask({ number, question }: Extract<Command, { type: "ask" }>): Promise<void> {
  const answer = await answerFile(question).catch(tell);
  host.postMessage({ type: "answer", number, answer });
}

/** Keeps an open file in this browser; the page is told whether it is. */
async function keep(sha256: string): Promise<void> {
  host.postMessage({ type: "kept", sha256, problem: await keepOpened(sha256) });
}

async function recall(sha256: string, reading: Readonly<Record<string, string>>): Promise<void> {
  const file = await recallFile(sha256, reading);
  if (file === undefined) host.postMessage({ type: "missing", sha256 });
  else {
    tellOpened(file, true);
    host.postMessage({ type: "kept", sha256, problem: "" });
  }
}

host.onmessage = ({ data }) => {
  switch (data.type) {
    case "start":
      return begin(data.order);
    case "open":
      void open(data);
      return;
    case "ask":
      void ask(data);
      return;
    case "recall":
      void recall(data.sha256, data.reading);
      return;
    case "pause":
      return current?.pacer.pause();
    case "resume":
      return current?.pacer.resume();
    case "step":
      return current?.pacer.stepBy(data.by);
    case "stop":
      return end();
    case "dial":
      return current?.watching.turn(data.value);
    case "look":
      return current?.watching.lookInto(data.look);
    case "see":
      isSeen = data.isSeen;
      return current?.watching.see(isSeen);
    case "check":
      return host.postMessage({ type: "checked", problems: checkSettings(data.lab, data.settings) });
    case "seen":
      return current?.outbox.acknowledge();
  }
};
