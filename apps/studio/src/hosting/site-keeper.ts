// What the service worker answers: the files of one build of the site, kept from the first visit on, with the headers that isolate a page
// where the host sends none. The page itself comes from the network while there is one: what was kept never stands before a newer version.

import type { KeptSite } from "./kept-site.ts";

/** Names of our caches begin so: other pages of the same host may have some, too. */
const PREFIX = "recurra-studio ";
/** Stands in our page, and in nobody else's: another program may answer at the same address some day. */
export const MARK = 'name="application-name" content="Recurra studio"';
/** How long the network may take to give the page; ms. */
const PATIENCE = 3000;
/** What a server says of a page that it does not have. */
const GONE: readonly number[] = [404, 410];

/** As much of a request as matters here. */
export interface Asked {
  readonly url: string;
  readonly method: string;
  readonly mode: string;
}

export interface SiteKeeperParts<R extends Asked> {
  readonly facts: KeptSite;
  /** The address of the site's folder. */
  readonly scope: string;
  readonly caches: CacheStorage;
  readonly fetch: (asked: R | string, how?: RequestInit) => Promise<Response>;
  /** Called where the page at this address is not ours any more. */
  readonly onStranger: () => void;
  readonly late?: () => Promise<void>;
}

export class SiteKeeper<R extends Asked> {
  readonly #parts: SiteKeeperParts<R>;
  readonly #name: string;
  readonly #files: ReadonlySet<string>;

  constructor(parts: SiteKeeperParts<R>) {
    this.#parts = parts;
    this.#name = `${PREFIX}${parts.scope} ${parts.facts.build}`;
    this.#files = new Set(parts.facts.files);
  }

  /** Whether a script is of this build. */
  has(script: string): boolean {
    const path = this.#pathOf(script);
    return path !== undefined && path !== "" && this.#files.has(path);
  }

  /** Keeps every file; all or nothing. */
  async keep(): Promise<void> {
    const { caches, fetch, scope } = this.#parts;
    const cache = await caches.open(this.#name);
    const keepOne = async (file: string): Promise<void> => {
      // What has a hash in its name is what it was; the others are asked for anew.
      const answer = await fetch(scope + file, { cache: hasHash(file) ? "default" : "no-cache" });
      if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
      await cache.put(scope + file, answer);
    };
    await Promise.all([...this.#files].map(keepOne)).catch(async (error) => {
      await caches.delete(this.#name);
      throw error;
    });
  }

  /** Forgets all other builds. Where a page of one may still be open, they are needed. */
  async forgetOthers(): Promise<void> {
    await this.#forget((name) => name !== this.#name);
  }

  /** Forgets everything. */
  async forgetAll(): Promise<void> {
    await this.#forget(() => true);
  }

  /** The answer to a request; undefined where the browser is to ask by itself, as it does without a service worker. */
  answer(asked: R): Promise<Response> | undefined {
    const path = asked.method === "GET" ? this.#pathOf(asked.url) : undefined;
    if (path === undefined) return undefined;
    if (asked.mode === "navigate") return ["", "index.html"].includes(path) ? this.#page(asked) : undefined;
    if (hasHash(path)) return this.#lasting(asked);
    return path !== "" && this.#files.has(path) ? this.#changing(asked) : undefined;
  }

  /** From the site's folder, without what stands behind "?"; undefined for what lies elsewhere. */
  #pathOf(address: string): string | undefined {
    const url = new URL(address);
    const plain = url.origin + url.pathname;
    return plain.startsWith(this.#parts.scope) ? plain.slice(this.#parts.scope.length) : undefined;
  }

  async #page(asked: R): Promise<Response> {
    const { fetch, late = patience } = this.#parts;
    const fresh = fetch(asked).then((answer) => this.#ours(answer, this.#pathOf(asked.url)));
    const first = await Promise.race([fresh, late()]).catch(() => undefined);
    return first && !isTrouble(first) ? first : ((await this.#kept("")) ?? fresh);
  }

  /**
   * A page of ours with all headers; any other answer as it is. Where it is another program's page, or there is none any more, it is the last
   * that came this way; who is asked for a password, or sent elsewhere, may come back.
   */
  async #ours(answer: Response, path: string | undefined): Promise<Response> {
    if (answer.ok && (await answer.clone().text()).includes(MARK)) return this.#sealed(answer);
    if (answer.ok || (path === "" && GONE.includes(answer.status))) this.#parts.onStranger();
    return answer;
  }

  /** What has a hash in its name is the same in every build that has it. */
  async #lasting(asked: R): Promise<Response> {
    const { caches, fetch } = this.#parts;
    const kept = await caches.match(asked.url, { ignoreSearch: true, ignoreVary: true });
    return this.#sealed(kept ?? (await fetch(asked)));
  }

  async #changing(asked: R): Promise<Response> {
    const fresh = this.#parts.fetch(asked);
    const first = await fresh.catch(() => undefined);
    if (first && !isTrouble(first)) return this.#sealed(first);
    return (await this.#kept(this.#pathOf(asked.url) ?? "")) ?? fresh;
  }

  async #kept(path: string): Promise<Response | undefined> {
    const cache = await this.#parts.caches.open(this.#name);
    const kept = await cache.match(this.#parts.scope + path, { ignoreVary: true });
    return kept && this.#sealed(kept);
  }

  /** An answer with the headers that its host did not send. */
  #sealed(answer: Response): Response {
    const { status, statusText, body, type } = answer;
    if (type !== "basic" && type !== "default") return answer;
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(this.#parts.facts.headers))
      if (!headers.has(name)) headers.set(name, value);
    return new Response(body, { status, statusText, headers });
  }

  async #forget(which: (name: string) => boolean): Promise<void> {
    const { caches, scope } = this.#parts;
    const ours = (await caches.keys()).filter((name) => name.startsWith(`${PREFIX}${scope} `));
    await Promise.all(ours.filter(which).map((name) => caches.delete(name)));
  }
}

/** Whether a server cannot answer now, which says nothing of what it has. */
function isTrouble({ status }: Response): boolean {
  return status >= 500 || status === 429;
}

function hasHash(path: string): boolean {
  return path.startsWith("assets/");
}

function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PATIENCE));
}
