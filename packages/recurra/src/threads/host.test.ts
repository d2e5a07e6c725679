import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { setThreadScript, startWorker } from "./host.ts";

/** What a page's Worker was made of, and its end. */
class PageWorker {
  static readonly made: PageWorker[] = [];
  onerror: ((event: { message?: string; preventDefault(): void }) => void) | null = null;
  readonly url: string;
  readonly terminate = vi.fn();
  readonly postMessage = vi.fn();

  constructor(url: string) {
    this.url = url;
    PageWorker.made.push(this);
  }
}

beforeEach(() => {
  // As in a browser: nothing of Node's is there.
  vi.stubGlobal("process", { ...process, getBuiltinModule: undefined });
  vi.stubGlobal("Worker", PageWorker);
  PageWorker.made.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

const lastMade = (): PageWorker => PageWorker.made.at(-1)!;

test("a page's threads start from a blob, and from the file that setThreadScript names once it was called", () => {
  const failures: string[] = [];
  const failed = ({ message }: Error): void => void failures.push(message);
  startWorker("", failed);
  expect(lastMade().url).toMatch(/^blob:/);
  lastMade().onerror?.({ preventDefault: () => undefined });
  setThreadScript(new URL("https://example.org/a/thread-script.js"));
  startWorker("", failed);
  expect(lastMade().url).toBe("https://example.org/a/thread-script.js");
  lastMade().onerror?.({ preventDefault: () => undefined });
  setThreadScript("./threads.js");
  const worker = startWorker("", failed);
  expect(lastMade().url).toBe("./threads.js");
  void worker.end();
  expect(lastMade().terminate).toHaveBeenCalledOnce();
  expect(failures).toEqual([
    'its script was not loaded; a content security policy must have "worker-src blob:"',
    'its script was not loaded; a content security policy must have "worker-src https://example.org/a/thread-script.js"',
  ]);
});

test("what is no URL is refused", () => {
  for (const wrong of ["", 3, undefined])
    expect(() => setThreadScript(wrong as string)).toThrow(
      "setThreadScript: url must be a URL, as a text or an object",
    );
});
