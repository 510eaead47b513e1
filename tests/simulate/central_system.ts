/** A central system for simulated chargers: the project's own dispatcher, and a memory for a store. */
import { inEnglish, type Sentence } from "../../lib/domain/sentence.ts";
import type { Clock } from "../../lib/clock.ts";
import type { Registration } from "../../lib/domain/charger.ts";
import type { Fact, Start } from "../../lib/domain/fact.ts";
import { silentLog } from "../../lib/log.ts";
import type { Central, TagInfo } from "../../ocpp/central.ts";
import { Connection } from "../../ocpp/connection.ts";
import { createDispatcher } from "../../ocpp/dispatcher.ts";
import type { Call, CallError } from "../../ocpp/frame.ts";
import { readChargerId } from "../../ocpp/handshake.ts";
import { v16 } from "../../ocpp/v16/mod.ts";

export type StartedFact = Extract<Fact, { type: "started" }>;
export type StoppedFact = Extract<Fact, { type: "stopped" }>;

/** A clock that is `factor` times quicker than the system's. */
export function quickClock(factor: number): Clock {
  const origin = Date.now();
  return {
    now: () => origin + (Date.now() - origin) * factor,
    elapsed: () => performance.now() * factor,
    after(ms, run) {
      const timer = setTimeout(run, ms / factor);
      return () => clearTimeout(timer);
    },
    every(ms, run) {
      const timer = setInterval(run, ms / factor);
      return () => clearInterval(timer);
    },
  };
}

const PATIENCE_MS = 30_000;

export class CentralSystem implements Central, AsyncDisposable {
  readonly heartbeatIntervalS = 60;
  readonly facts: Fact[] = [];
  readonly calls: Call[] = [];
  readonly errors: CallError[] = [];
  readonly notes: string[] = [];
  connection: Connection | null = null;
  /** Registrations to answer before `Accepted`. */
  registrations: Registration[] = [];
  tagStatus: TagInfo["status"] = "Accepted";
  /** Says of each call whether its answer is lost, together with the link. */
  losesAnswer: (call: Call) => boolean = () => false;
  readonly #numbers = new Map<string, number>();
  readonly #watchers = new Set<() => void>();
  readonly #server: Deno.HttpServer<Deno.NetAddr>;

  constructor(private readonly clock: Clock) {
    this.#server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, (request) => this.#accept(request));
  }

  get url(): string {
    return `ws://127.0.0.1:${this.#server.addr.port}/ocpp`;
  }

  get started(): StartedFact[] {
    return this.facts.filter((fact) => fact.type === "started");
  }

  get stopped(): StoppedFact[] {
    return this.facts.filter((fact) => fact.type === "stopped");
  }

  actions(): string[] {
    return this.calls.map(({ action }) => action);
  }

  /** Resolves when the claim is true; it is asked after each message. Rejects when it stays false. */
  until(claim: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        settle();
      };
      const look = () => claim() && end(resolve);
      const timer = setTimeout(() => end(() => reject(new Error(`It never came true: ${claim}`))), PATIENCE_MS);
      this.#watchers.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.shutdown();
  }

  registrationOf(): Promise<Registration> {
    return Promise.resolve(this.registrations.shift() ?? "Accepted");
  }

  authorize(): Promise<TagInfo> {
    return Promise.resolve({ status: this.tagStatus });
  }

  authorizeStart(): Promise<TagInfo> {
    return this.authorize();
  }

  transactionNumberFor(_: string, start: Start): Promise<number> {
    const key = JSON.stringify(start);
    const number = this.#numbers.get(key) ?? this.#numbers.size + 1;
    this.#numbers.set(key, number);
    return Promise.resolve(number);
  }

  record(_: string, facts: Fact[]): Promise<void> {
    this.facts.push(...facts);
    return Promise.resolve();
  }

  note(_: string, kind: string, detail: Sentence): void {
    this.notes.push(`${kind} ${inEnglish(detail)}`);
  }

  #accept(request: Request): Response {
    const { socket, response } = Deno.upgradeWebSocket(request, { protocol: "ocpp1.6" });
    const chargerId = readChargerId(new URL(request.url).pathname) ?? "";
    const { clock } = this;
    const dispatch = createDispatcher({ version: v16, chargerId, central: this, clock, log: silentLog });
    let calls = 0;
    this.connection = new Connection(socket, {
      clock,
      newId: () => String(++calls),
      callTimeoutMs: 60_000,
      maxMessageBytes: 65_536,
      answer: async (call) => {
        this.calls.push(call);
        if (this.losesAnswer(call)) socket.close(4000, "Lost");
        const answer = await dispatch(call);
        if (answer.type === "error") this.errors.push(answer);
        queueMicrotask(() => this.#watchers.forEach((look) => look()));
        return answer;
      },
    });
    return response;
  }
}
