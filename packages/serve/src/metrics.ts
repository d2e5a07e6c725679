// What the service counts, in Prometheus' text form. Labels come from closed lists, so that no client can make new ones.

import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ClosedFor } from "./connections/ledger.ts";

const REASONS: readonly ClosedFor[] = ["unread", "pipelined", "idle"];

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** What is asked when the metrics are read. */
interface Gauges {
  readonly waiting: () => number;
  readonly busy: () => number;
  readonly streams: () => number;
  readonly workers: () => number;
  readonly replaced: () => number;
  readonly models: () => number;
  readonly connections: () => number;
}

export class Metrics {
  readonly #registry = new Registry();
  readonly #requests: Counter<"route" | "method" | "status">;
  readonly #seconds: Histogram<"route">;
  readonly #refused: Counter;
  readonly #cut: Counter<"reason">;

  constructor(gauges: Gauges) {
    const registers = [this.#registry];
    this.#requests = new Counter({
      name: "recurra_requests_total",
      help: "Requests that were answered, by route, method and status.",
      labelNames: ["route", "method", "status"],
      registers,
    });
    this.#seconds = new Histogram({
      name: "recurra_request_seconds",
      help: "Seconds from a request's headers to its answer, by route.",
      labelNames: ["route"],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
      registers,
    });
    this.#refused = new Counter({
      name: "recurra_connections_refused_total",
      help: "Connections closed at once because there were too many.",
      registers,
    });
    this.#cut = new Counter({
      name: "recurra_connections_closed_total",
      help: "Connections that the service closed: answers were not taken (unread), too much waited behind a request (pipelined), or place was needed (idle).",
      labelNames: ["reason"],
      registers,
    });
    for (const reason of REASONS) this.#cut.inc({ reason }, 0);
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    };
    gauge("recurra_queue_waiting", "Requests that wait for a worker.", gauges.waiting);
    gauge("recurra_workers_busy", "Workers that compute.", gauges.busy);
    gauge("recurra_workers", "Workers.", gauges.workers);
    gauge("recurra_streams", "Streams that are held.", gauges.streams);
    gauge("recurra_connections", "Open connections.", gauges.connections);
    gauge("recurra_workers_replaced", "Workers that ended and were replaced since the start.", gauges.replaced);
    gauge("recurra_models_replaced", "Models that took the place of the one before since the start.", gauges.models);
    new Counter({
      name: "process_cpu_seconds_total",
      help: "Processor time of the process, of all its threads.",
      registers,
      collect() {
        const { user, system } = process.cpuUsage();
        this.reset();
        this.inc((user + system) / 1e6);
      },
    });
    gauge("process_resident_memory_bytes", "Memory of the process.", () => process.memoryUsage.rss());
    gauge(
      "nodejs_heap_size_used_bytes",
      "Heap in use of the event loop's thread.",
      () => process.memoryUsage().heapUsed,
    );
  }

  count(route: string, method: string, status: number, seconds: number): void {
    this.#requests.inc({ route, method: METHODS.has(method) ? method : "other", status });
    this.#seconds.observe({ route }, seconds);
  }

  countClosed(reason: ClosedFor): void {
    this.#cut.inc({ reason });
  }

  countRefused(): void {
    this.#refused.inc();
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
