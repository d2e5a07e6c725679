// The page's side of the service worker: it is set up once the page is there, and a new version is told of, never forced.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Said } from "./said.ts";

const ready: Signal<boolean> = signal(false);
/** Whether another version than this page's waits to be used. */
export const updateReady: ReadonlySignal<boolean> = ready;
let next: ServiceWorker | undefined;

/** Sets up the service worker: from the next visit on the page is there without a network. */
export async function keepOffline(): Promise<void> {
  // Not there on plain http, nor in some private windows: the page works without.
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("./sw.js", { updateViaCache: "none" });
    if (registration.active) void isOurs(registration.active);
    if (registration.waiting) void offer(registration.waiting);
    registration.addEventListener("updatefound", () => {
      const found = registration.installing;
      found?.addEventListener("statechange", () => {
        // The first one of all begins by itself.
        if (found.state === "installed" && registration.active) void offer(found);
      });
    });
  } catch {
    // A browser that refuses it shows the page all the same.
  }
}

/** Goes over to the new version. */
export function reloadToUpdate(): void {
  const reload = (): void => location.reload();
  // Another page may have gone over before.
  if (next === undefined || next.state === "activated") reload();
  else {
    navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
    say(next, { type: "take over" });
  }
}

async function offer(found: ServiceWorker): Promise<void> {
  if (await isOurs(found)) return;
  next = found;
  ready.value = true;
}

/** Whether a service worker is of the build that this page is of. */
function isOurs(worker: ServiceWorker): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data === true);
    };
    say(worker, { type: "here", script: import.meta.url }, [port2]);
  });
}

function say(worker: ServiceWorker, said: Said, transfer: Transferable[] = []): void {
  worker.postMessage(said, transfer);
}
