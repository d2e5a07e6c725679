// The service worker of the site, a script of its own (service-worker-plugin.ts).

import type { KeptSite } from "./kept-site.ts";
import type { Said } from "./said.ts";
import { type Asked, SiteKeeper } from "./site-keeper.ts";

declare const __SITE__: KeptSite;

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

/** A service worker's global scope, as far as it is used here. */
interface Scope {
  readonly registration: {
    readonly scope: string;
    readonly installing: unknown;
    readonly waiting: unknown;
    unregister(): Promise<boolean>;
  };
  readonly caches: CacheStorage;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: { type: "window"; includeUncontrolled: boolean }): Promise<readonly unknown[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", heard: (event: Lasting) => void): void;
  addEventListener(
    name: "fetch",
    heard: (event: { readonly request: Request & Asked; respondWith(answer: Promise<Response>): void }) => void,
  ): void;
  addEventListener(name: "message", heard: (event: MessageEvent<Said> & Lasting) => void): void;
}

const host = self as unknown as Scope;
const { registration, clients } = host;
const keeper = new SiteKeeper<Request & Asked>({
  facts: __SITE__,
  scope: registration.scope,
  caches: host.caches,
  fetch: (asked, how) => fetch(asked, how),
  onStranger: () => void registration.unregister().then(() => keeper.forgetAll()),
});

host.addEventListener("install", (event) => event.waitUntil(keeper.keep()));

// The first one serves the page that brought it, too: what that loads later is there without a network. It loads no page anew.
host.addEventListener("activate", (event) => event.waitUntil(clients.claim()));

host.addEventListener("fetch", (event) => {
  const answer = keeper.answer(event.request);
  if (answer) event.respondWith(answer);
});

host.addEventListener("message", (event) => {
  const { data } = event;
  if (data?.type === "take over") event.waitUntil(host.skipWaiting());
  if (data?.type !== "here") return;
  const same = keeper.has(data.script);
  event.ports[0]?.postMessage(same);
  // The page came from the network and is of this build already: nobody has to be asked.
  if (same) event.waitUntil(host.skipWaiting().then(tidy));
});

/** Older builds go when no other page is open that may be one of them. */
async function tidy(): Promise<void> {
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  if (pages.length <= 1 && !registration.waiting && !registration.installing) await keeper.forgetOthers();
}
