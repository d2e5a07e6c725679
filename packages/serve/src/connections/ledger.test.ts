import { expect, test } from "vitest";
import { FREE, Ledger } from "./ledger.ts";

class Client {
  readonly name: string;
  readonly #ledger: Ledger;
  readonly closed: string[];
  constructor(name: string, ledger: Ledger, closed: string[]) {
    this.name = name;
    this.#ledger = ledger;
    this.closed = closed;
  }
  cut(why: string): void {
    this.closed.push(`${this.name} ${why}`);
    this.#ledger.sent(this);
  }
}

function given() {
  const time = { now: 0 };
  const closed: string[] = [];
  const limits = { pipelinedBytes: 100_000, unsentBytes: 1000, sendMilliseconds: 30_000 };
  const ledger = new Ledger(limits, () => time.now);
  return { time, closed, ledger, client: (name: string) => new Client(name, ledger, closed) };
}

test("bytes that wait behind a request have one limit for all connections, under which a few bytes of each always have place", () => {
  const { ledger } = given();
  expect(ledger.hold(60_000)).toBe(true);
  expect(ledger.hold(60_000)).toBe(false);
  expect(ledger.hold(FREE)).toBe(true);
  ledger.release(60_000);
  expect(ledger.hold(60_000)).toBe(true);
  expect(ledger.heldBytes).toBe(60_000 + FREE);
});

test("an answer that is one too many closes those that wait for longest, and never its own connection", () => {
  const { ledger, client, closed } = given();
  const [a, b, c, d] = ["a", "b", "c", "d"].map(client);
  ledger.send(a, 400);
  ledger.send(b, 0);
  ledger.send(c, 500);
  expect(closed).toEqual([]);
  ledger.send(d, 700);
  // b sends what all share, whose end would free nothing.
  expect(closed).toEqual(["a unread", "c unread"]);
  expect(ledger.unsentBytes).toBe(700);
  ledger.send(d, 5000);
  expect(closed).toHaveLength(2);
  ledger.sent(d);
  expect(ledger.unsentBytes).toBe(0);
});

test("who has not taken an answer in its time is closed; one who takes answer after answer is not", () => {
  const { ledger, client, closed, time } = given();
  const [stuck, slow] = [client("stuck"), client("slow")];
  ledger.send(stuck, 0);
  for (; time.now < 29_000; time.now += 1000) {
    ledger.send(slow, 10);
    ledger.sent(slow);
    ledger.sweep();
  }
  ledger.send(slow, 10);
  expect(closed).toEqual([]);
  time.now = 30_000;
  ledger.sweep();
  expect(closed).toEqual(["stuck unread"]);
});
