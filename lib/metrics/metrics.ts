/** What `/metrics` tells: how this process and its chargers are, gathered when somebody asks. */
import process from "node:process";
import type { Endpoint } from "../../ocpp/endpoint.ts";
import type { Bus } from "../bus.ts";
import type { Clock } from "../clock.ts";
import type { Fleet } from "../fleet.ts";
import type { MessageLog } from "../message_log.ts";
import type { Refusals } from "../refusals.ts";
import type { Store } from "../store/mod.ts";
import { counter, gauge, histogram, type Labels, type Metric, type Value, writeMetrics } from "./text.ts";
import type { Traffic } from "./traffic.ts";
import type { Histogram } from "../histogram.ts";

export interface MetricsParts {
  traffic: Traffic;
  endpoint: Endpoint;
  fleet: Fleet;
  store: Store;
  refusals: Refusals;
  messageLog: MessageLog;
  bus: Bus;
  clock: Clock;
}

export class Metrics {
  readonly #startedAt: number;

  constructor(private readonly parts: MetricsParts) {
    this.#startedAt = parts.clock.now();
  }

  /** In the Prometheus text format. */
  text(): string {
    return writeMetrics([...this.#links(), ...this.#fleet(), ...this.#store(), ...this.#process()]);
  }

  #links(): Metric[] {
    const { traffic, endpoint, refusals } = this.parts;
    const messages: Value[] = [];
    const durations: [Labels, Histogram][] = [];
    for (const [action, counts] of traffic.actions()) {
      for (const direction of ["in", "out"] as const) {
        for (const type of ["call", "result", "error"] as const) {
          const count = counts[direction][type];
          if (count > 0) messages.push([{ action, direction, type }, count]);
        }
        if (counts[direction].call > 0) durations.push([{ action, direction }, counts[direction].durations]);
      }
    }
    return [
      counter("ocpp_messages_total", "OCPP messages by action, direction (in: from chargers) and type.", messages),
      histogram(
        "ocpp_call_duration_seconds",
        "Time from a call to its answer; in: ours, out: the charger's.",
        durations,
      ),
      counter("ocpp_unreadable_messages_total", "Messages from chargers that are not OCPP.", traffic.unreadable),
      gauge("ocpp_links_open", "Chargers connected to this process.", endpoint.linkCount),
      counter("ocpp_links_opened_total", "Links of chargers that were accepted.", traffic.linksOpened),
      counter(
        "ocpp_handshakes_refused_total",
        "Handshakes that were refused, and links that were cut off.",
        refusals.total,
      ),
    ];
  }

  #fleet(): Metric[] {
    const { fleet, bus, messageLog } = this.parts;
    const { chargers, connectors, activeTransactions, powerW } = fleet.counts();
    return [
      gauge("ocpp_chargers", "Chargers that are known, by whether they are connected to any process.", [
        [{ state: "online" }, chargers.online],
        [{ state: "offline" }, chargers.total - chargers.online],
      ]),
      gauge("ocpp_chargers_pending", "Chargers that wait for an operator's approval.", chargers.pending),
      gauge(
        "ocpp_connectors",
        "Connectors by status.",
        Object.entries(connectors).map(([status, count]) => [{ status }, count]),
      ),
      gauge("ocpp_transactions_running", "Charging sessions under way.", activeTransactions),
      gauge("ocpp_power_watts", "Power of all sessions under way.", powerW),
      gauge("ocpp_live_clients", "Browsers and programs that listen to live events.", bus.listenerCount),
      counter("ocpp_log_messages_dropped_total", "Messages left out of the message log.", messageLog.droppedCount),
    ];
  }

  #store(): Metric[] {
    const { counts, durations, oldestMs, samples, journal, freeBytes, isDown } = this.parts.store.measure();
    const outcomes = Object.entries(counts).map(([outcome, count]): Value => [{ outcome }, count]);
    return [
      counter("ocpp_samples_stored_total", "Meter samples that were stored.", samples),
      counter(
        "ocpp_store_commits_total",
        "Commits; stale: something had changed meanwhile, it is done again.",
        outcomes,
      ),
      histogram("ocpp_store_commit_duration_seconds", "Time that a commit takes until it is durable.", [[
        {},
        durations,
      ]]),
      gauge("ocpp_store_oldest_commit_seconds", "Age of the oldest commit that has not ended.", oldestMs / 1000),
      gauge("ocpp_store_up", "1 while the store can write, else 0.", isDown ? 0 : 1),
      gauge("ocpp_store_journal_rows", "Samples that are durable and not folded yet.", journal.rows),
      gauge("ocpp_store_journal_lines", "Connectors that have such samples.", journal.lines),
      ...(freeBytes === null
        ? []
        : [gauge("ocpp_store_disk_free_bytes", "Room that the store's disk has.", freeBytes)]),
    ];
  }

  /** Under the names that Prometheus's own clients give. */
  #process(): Metric[] {
    const { user, system } = process.cpuUsage();
    const { rss, heapUsed } = Deno.memoryUsage();
    return [
      gauge("process_resident_memory_bytes", "Resident memory size in bytes.", rss),
      gauge("process_heap_bytes", "Process heap size in bytes, what is in use.", heapUsed),
      counter("process_cpu_seconds_total", "Total user and system CPU time spent in seconds.", (user + system) / 1e6),
      gauge(
        "process_start_time_seconds",
        "Start time of the process since unix epoch in seconds.",
        this.#startedAt / 1000,
      ),
    ];
  }
}
