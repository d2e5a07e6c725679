// The bytes of a body, counted while they come. Nothing beyond the limit is kept, and all bodies together have a limit as well.

import type { IncomingMessage } from "node:http";
import { counted } from "recurra/words";
import type { NodeExchange } from "./http-server.ts";
import { Problem } from "./problem.ts";

/** The client left before its request was whole, or before its turn came: nobody is there to be answered. */
export class ClientGone extends Error {}

/** Bytes of all bodies that are held at once. */
export class BodyBudget {
  readonly #limit: number;
  #held = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  take(bytes: number): void {
    if (this.#held + bytes > this.#limit) {
      throw new Problem("busy", "Too many bodies are being received at once. Try again shortly.", {
        headers: { "Retry-After": "1" },
      });
    }
    this.#held += bytes;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}

/** A body that was received; `free` gives its share of the budget back. */
interface HeldBody {
  readonly bytes: Uint8Array;
  readonly free: () => void;
}

/**
 * Reads the body, from Node's request where there is one; a client that waits for 100 Continue gets it now.
 * Throws Problem unsupported-media-type, body-too-large or busy, and ClientGone.
 */
export async function receiveBody(
  request: Request,
  node: Partial<NodeExchange> | undefined,
  limit: number,
  budget: BodyBudget,
): Promise<HeldBody> {
  requireUnpacked(request.headers);
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limit) throw tooLarge(limit);
  const collected = new Collected(limit, budget);
  try {
    if (/^100-continue$/i.test(node?.incoming?.headers.expect ?? "")) node?.outgoing?.writeContinue();
    if (node?.incoming) await fromNode(node.incoming, collected);
    else await fromWeb(request, collected);
  } catch (error) {
    collected.free();
    throw error;
  }
  return { bytes: collected.bytes(), free: () => collected.free() };
}

/** A type of body that an address takes. */
type BodyType = "json" | "csv";

const TYPES: Readonly<Record<BodyType, { readonly name: string; readonly form: RegExp }>> = {
  json: { name: "application/json", form: /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i },
  csv: { name: "text/csv", form: /^text\/csv\s*(;\s*(charset\s*=\s*"?utf-8"?|header\s*=\s*"?present"?)\s*)*$/i },
};

/** Which of the types that are taken a request has. Throws Problem unsupported-media-type. */
export function bodyTypeOf(type: string | undefined, taken: readonly BodyType[]): BodyType {
  const found = taken.find((one) => TYPES[one].form.test((type ?? "").trim()));
  if (found !== undefined) return found;
  const names = taken.map((one) => TYPES[one].name);
  const has = type === undefined || type === "" ? "no Content-Type" : "another Content-Type";
  throw new Problem(
    "unsupported-media-type",
    `Send the body as ${names.join(" or ")} in UTF-8; the request has ${has}.`,
    {
      headers: { Accept: names.join(", ") },
    },
  );
}

function requireUnpacked(headers: Headers): void {
  const coding = headers.get("content-encoding") ?? "identity";
  const transfer = headers.get("transfer-encoding") ?? "chunked";
  if (coding.toLowerCase() !== "identity" || transfer.toLowerCase() !== "chunked") {
    throw new Problem("unsupported-media-type", "Send the body as it is, not packed; it is not unpacked here.", {
      headers: { "Accept-Encoding": "identity" },
    });
  }
}

function tooLarge(limit: number): Problem {
  return new Problem(
    "body-too-large",
    `The body is larger than ${counted(limit, "byte")}. Send fewer rows or windows at once.`,
  );
}

class Collected {
  readonly #limit: number;
  readonly #budget: BodyBudget;
  #chunks: Uint8Array[] = [];
  #size = 0;

  constructor(limit: number, budget: BodyBudget) {
    this.#limit = limit;
    this.#budget = budget;
  }

  add(chunk: Uint8Array): void {
    if (this.#size + chunk.length > this.#limit) throw tooLarge(this.#limit);
    this.#budget.take(chunk.length);
    this.#size += chunk.length;
    this.#chunks.push(chunk);
  }

  bytes(): Uint8Array {
    // A copy of its own: Node's buffers share memory, all of which would be copied to a worker.
    const bytes = new Uint8Array(this.#size);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    this.#chunks = [];
    return bytes;
  }

  free(): void {
    this.#budget.give(this.#size);
    this.#size = 0;
    this.#chunks = [];
  }
}

function fromNode(incoming: IncomingMessage, collected: Collected): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (error?: Error): void => {
      incoming.off("data", data).off("end", done).off("close", closed).off("error", closed);
      if (error) reject(error);
      else resolve();
    };
    const data = (chunk: Uint8Array): void => {
      try {
        collected.add(chunk);
      } catch (error) {
        incoming.pause();
        end(error as Error);
      }
    };
    const done = (): void => end();
    const closed = (): void => end(new ClientGone("the client left while it sent the body"));
    incoming.on("data", data).on("end", done).on("close", closed).on("error", closed);
    if (incoming.readableEnded) done();
    else if (incoming.destroyed) closed();
  });
}

async function fromWeb(request: Request, collected: Collected): Promise<void> {
  if (request.body === null) return;
  const reader = request.body.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) collected.add(next.value);
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error instanceof Problem ? error : new ClientGone("the body broke off", { cause: error });
  }
}
