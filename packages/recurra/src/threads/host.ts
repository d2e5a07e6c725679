// Threads as Node and browsers make them.
import { made, requireOption } from "../core/option-rules.ts";
import { workerSource } from "./worker.generated.ts";

/** A worker of either kind. */
export interface HostWorker {
  post(message: unknown): void;
  /** Ends it; resolves when it has ended. */
  end(): Promise<void>;
}

interface NodeWorker {
  postMessage(message: unknown): void;
  terminate(): Promise<unknown>;
  unref(): void;
  on(event: "error" | "exit", listener: (value: unknown) => void): void;
}

interface BrowserWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onerror: ((event: { message?: string; preventDefault(): void }) => void) | null;
}

interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown };
  readonly navigator?: { readonly hardwareConcurrency?: number };
  readonly document?: unknown;
  readonly crossOriginIsolated?: boolean;
  readonly Worker?: new (url: string) => BrowserWorker;
}

const host = globalThis as unknown as Host;

/** Where a page has the threads' script; undefined where it is made out of the text that the library carries. */
let scriptUrl: string | undefined;

const SCRIPT_URL = /* @__PURE__ */ made(
  "a URL, as a text or an object",
  (value): value is string | URL => value instanceof URL || (typeof value === "string" && value !== ""),
);

/**
 * Names the file from which threads start in a page: `recurra/thread-script.js`, of the same version, where the page's server has it. Without it
 * their script is a blob, which a content security policy may refuse (`worker-src 'self'`). Called in the Worker that trains, before it trains; Node,
 * which needs no file, does not ask for it. Throws OptionError for what is no URL.
 */
export function setThreadScript(url: string | URL): void {
  requireOption("setThreadScript", "url", SCRIPT_URL, url);
  scriptUrl = String(url);
}

function builtin<T>(name: string): T | undefined {
  return host.process?.getBuiltinModule?.(name) as T | undefined;
}

/** How many threads the machine runs at a time. */
export function processors(): number {
  const os = builtin<{ availableParallelism(): number }>("os");
  return os ? os.availableParallelism() : (host.navigator?.hardwareConcurrency ?? 1);
}

/** Why there can be no threads here, or undefined when there can. */
export function threadsRefused(): string | undefined {
  if (typeof SharedArrayBuffer === "undefined") return "this page is not cross-origin isolated (COOP and COEP headers)";
  if (builtin("worker_threads")) return undefined;
  if (host.document) return "a page's main thread may not wait for others; train inside a Worker";
  if (host.crossOriginIsolated === false) return "this page is not cross-origin isolated (COOP and COEP headers)";
  return host.Worker ? undefined : "there are no workers here";
}

/**
 * Starts a worker; `head` stands before its script. `failed` is called when it could not be started after all, ends by itself, or throws outside of its work.
 * Throws what the host throws when it refuses a worker at once.
 */
export function startWorker(head: string, failed: (why: Error) => void): HostWorker {
  const source = head + workerSource;
  const node = builtin<{ Worker: new (url: URL) => NodeWorker }>("worker_threads");
  return node ? nodeWorker(node.Worker, source, failed) : browserWorker(source, failed);
}

function nodeWorker(Worker: new (url: URL) => NodeWorker, source: string, failed: (why: Error) => void): HostWorker {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`));
  // A worker never keeps a program alive.
  worker.unref();
  let ended = false;
  const exit = new Promise<void>((resolve) => {
    worker.on("exit", (code) => {
      if (!ended) failed(new Error(`a worker thread ended by itself (exit code ${code})`));
      resolve();
    });
  });
  worker.on("error", (error) => failed(error as Error));
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      ended = true;
      void worker.terminate();
      return exit;
    },
  };
}

function browserWorker(source: string, failed: (why: Error) => void): HostWorker {
  const url = scriptUrl ?? URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  const worker = new host.Worker!(url);
  worker.onerror = (event) => {
    // Handled here, and so not an error of the page.
    event.preventDefault();
    // A script that was not loaded, as a content security policy has it, is an event without a message.
    const allowed = `a content security policy must have "worker-src ${scriptUrl ?? "blob:"}"`;
    failed(new Error(event.message || `its script was not loaded; ${allowed}`));
  };
  return {
    post: (message) => worker.postMessage(message),
    end: () => {
      worker.terminate();
      URL.revokeObjectURL(url); // of a file it is none, and nothing happens
      return Promise.resolve();
    },
  };
}
