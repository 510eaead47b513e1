/** Watches a server during a soak: what it tells on `/metrics`, its files, and who else used its core. */
import { cpuSeconds, machineTimes } from "./load/process_stats.ts";
import type { ServerProcess } from "./load/server_process.ts";

const EVERY_MS = 5_000;
const TICKS_PER_S = 100;

/** Of the time since the look before. Least is what counts of memory: the rest is what a collection would free. */
export interface Seen {
  rssMib: number;
  heapMib: number;
  journalRows: number;
  samples: number;
  /** Messages that the message log left out so far. */
  leftOut: number;
  storeMib: number;
  walMib: number;
  /** What the server took of its core, and what others did, 0 to 1. */
  cpu: number;
  others: number;
}

export class Watch implements Disposable {
  #seen: Map<string, number>[] = [];
  #times = this.#takeTimes();
  #problem: Error | null = null;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(private readonly server: Pick<ServerProcess, "port" | "pid">, private readonly store: string) {
    this.#timer = setInterval(() => this.#look().catch((error) => this.#problem ??= error), EVERY_MS);
  }

  /** @throws when the server did not tell its metrics */
  async lookBack(): Promise<Seen> {
    await this.#look();
    if (this.#problem !== null) throw this.#problem;
    const seen = this.#seen;
    this.#seen = [];
    const least = (name: string) => Math.min(...seen.map((one) => one.get(name) ?? NaN));
    const last = seen[seen.length - 1];
    return {
      rssMib: least("process_resident_memory_bytes") / 2 ** 20,
      heapMib: least("process_heap_bytes") / 2 ** 20,
      journalRows: last.get("ocpp_store_journal_rows") ?? NaN,
      samples: last.get("ocpp_samples_stored_total") ?? NaN,
      leftOut: last.get("ocpp_log_messages_dropped_total") ?? NaN,
      storeMib: sizeOf(this.store) / 2 ** 20,
      walMib: sizeOf(`${this.store}-wal`) / 2 ** 20,
      ...this.#sharesSince(),
    };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }

  async #look(): Promise<void> {
    const text = await (await fetch(`http://127.0.0.1:${this.server.port}/metrics`)).text();
    const told = text.matchAll(/^(\w+) (\S+)$/gm);
    this.#seen.push(new Map([...told].map(([, name, value]) => [name, Number(value)])));
  }

  #sharesSince(): { cpu: number; others: number } {
    const before = this.#times;
    const now = this.#times = this.#takeTimes();
    const all = Math.max(1, now.core.all - before.core.all);
    const cpu = (now.server - before.server) * TICKS_PER_S / all;
    return { cpu, others: Math.max(0, (now.core.busy - before.core.busy) / all - cpu) };
  }

  /** The server has the first core. */
  #takeTimes() {
    return { core: machineTimes(0), server: cpuSeconds(this.server.pid) };
  }
}

function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}
