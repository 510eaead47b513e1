/** What tests build their world from. */
import type { Clock } from "../lib/clock.ts";
import type { Fact } from "../lib/domain/fact.ts";
import type { Sample } from "../lib/domain/sample.ts";
import { createIds, type Ids } from "../lib/ids.ts";
import { type Log, silentLog } from "../lib/log.ts";
import { openStore, type Store } from "../lib/store/mod.ts";
import type { SampleRange } from "../lib/store/samples.ts";
import type { Socket } from "../ocpp/connection.ts";

export const NOON = Date.parse("2026-11-22T12:00:00Z");

/** A clock that a test moves. */
export class HeldClock implements Clock {
  #timers = new Set<{ at: number; every: number | null; run: () => void }>();
  #jumped = 0;
  constructor(public time = NOON) {}

  now(): number {
    return this.time + this.#jumped;
  }
  elapsed(): number {
    return this.time;
  }
  /** Somebody sets the clock: no time passes, no timer rings. */
  jump(ms: number): void {
    this.#jumped += ms;
  }
  after(ms: number, run: () => void): () => void {
    return this.#add({ at: this.time + ms, every: null, run });
  }
  every(ms: number, run: () => void): () => void {
    return this.#add({ at: this.time + ms, every: ms, run });
  }

  /** Lets time pass; timers ring in their order. */
  pass(ms: number): void {
    const end = this.time + ms;
    while (true) {
      const next = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.time = Math.max(this.time, next.at);
      if (next.every === null) this.#timers.delete(next);
      else next.at += next.every;
      next.run();
    }
    this.time = end;
  }

  #add(timer: { at: number; every: number | null; run: () => void }): () => void {
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
}

export interface TestStore extends Store, AsyncDisposable {
  kv: Deno.Kv;
  clock: HeldClock;
}

/** A real store in memory, or at a path. */
export async function aStore(
  options: { path?: string; clock?: HeldClock; log?: Log; ids?: Ids } = {},
): Promise<TestStore> {
  const clock = options.clock ?? new HeldClock();
  const kv = await Deno.openKv(options.path ?? ":memory:");
  const store = await openStore(kv, {
    directory: null,
    clock,
    ids: options.ids ?? createIds(),
    log: options.log ?? silentLog,
    sampleDays: 400,
    messageDays: 14,
  });
  return Object.assign(store, { kv, clock, [Symbol.asyncDispose]: () => store.close() });
}

type Started = Extract<Fact, { type: "started" }>;
type Stopped = Extract<Fact, { type: "stopped" }>;

export function aStart(given: Partial<Started> = {}): Started {
  return {
    type: "started",
    transactionId: 1,
    connectorId: 1,
    idTag: "TAG-1",
    meterStartWh: 1000,
    at: NOON,
    chargerAt: NOON,
    receivedAt: NOON,
    tagStatus: "Accepted",
    reservationId: null,
    ...given,
  };
}

export function aStop(given: Partial<Stopped> = {}): Stopped {
  return {
    type: "stopped",
    transactionId: 1,
    idTag: null,
    meterStopWh: 5000,
    stopReason: "Local",
    at: NOON + 3_600_000,
    chargerAt: NOON + 3_600_000,
    receivedAt: NOON + 3_600_000,
    samples: [],
    ...given,
  };
}

/** Samples at a distance of `everyMs`, with a register that grows by 10 Wh each. */
export function samples(count: number, { from = NOON, everyMs = 1000 } = {}): Sample[] {
  return Array.from(
    { length: count },
    (_, i) => ({ at: from + i * everyMs, powerW: 7000 + i, energyWh: 1000 + i * 10 }),
  );
}

/** What is stored of a connector's samples, in one list. */
export async function samplesOf(
  { samples }: Pick<Store, "samples">,
  chargerId: string,
  connectorId = 1,
  range: SampleRange = { from: 0 },
): Promise<Sample[]> {
  return (await Array.fromAsync(samples.range(chargerId, connectorId, range))).flat();
}

/** One end of a pair of sockets that need no network: what one sends, the other's `onmessage` hears, in order. */
export class LoopbackSocket implements Socket {
  readyState = 1;
  bufferedAmount = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  other!: LoopbackSocket;

  static pair(): [LoopbackSocket, LoopbackSocket] {
    const [a, b] = [new LoopbackSocket(), new LoopbackSocket()];
    a.other = b;
    b.other = a;
    return [a, b];
  }

  send(text: string): void {
    queueMicrotask(() => this.other.onmessage?.(new MessageEvent("message", { data: text })));
  }

  close(code = 1000, reason = ""): void {
    if (this.readyState !== 1) return;
    for (const end of [this, this.other]) {
      end.readyState = 3;
      queueMicrotask(() => end.onclose?.(new CloseEvent("close", { code, reason })));
    }
  }
}
