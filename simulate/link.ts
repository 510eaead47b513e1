/** A charger's link to the central system: opened again whenever it is lost. */
import type { Clock } from "../lib/clock.ts";
import { Connection } from "../ocpp/connection.ts";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import type { Call, CallError, CallResult } from "../ocpp/frame.ts";
import { fromCharger } from "../ocpp/v16/from_charger.ts";
import { wait } from "./pace.ts";
import type { Random } from "./random.ts";
import type { Tally } from "./tally.ts";

export interface LinkOptions {
  /** Where chargers connect; the id follows. */
  url: string;
  chargerId: string;
  clock: Clock;
  random: Random;
  tally: Tally;
  answer: (call: Call) => CallResult | CallError;
  /** Runs beside the link while it is open, and ends when the signal says that it is closed. */
  opened: (closed: AbortSignal) => Promise<void>;
  closed: () => void;
}

const CALL_TIMEOUT_MS = 30_000;
const MAX_MESSAGE_BYTES = 1_000_000;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 20_000;
/** A link that ends sooner counts as a failure to connect. */
const SHORT_MS = 10_000;
/** How long a link lasts until it is lost, on average. */
const LINK_MS = 15 * 60_000;
/** WebSocket leaves 4000 and up to applications. */
const LOST = 4000;
/** How links end when nobody is at fault: one side goes, starts again, or is cut off (Deno says 0 where others say 1006). */
const ORDINARY = [0, 1000, 1001, 1005, 1006, 1012, LOST];

export class Link {
  #connection: Connection | null = null;
  #calls = 0;
  #pauseMs: number | null = null;
  #life: Promise<void> = Promise.resolve();
  readonly #unanswered = new Set<Promise<CallOutcome>>();
  readonly #ending = new AbortController();

  constructor(private readonly options: LinkOptions) {}

  get isOpen(): boolean {
    return this.#connection?.isOpen ?? false;
  }

  /** Aborted when the link is to end for good. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  start(afterMs: number): void {
    this.#life = this.#live(afterMs);
  }

  /** Sends a call. Never rejects; what goes wrong is counted. */
  async call(action: string, payload: object): Promise<CallOutcome> {
    const { tally, chargerId } = this.options;
    if (this.#connection === null) return { type: "closed" };
    const answered = this.#connection.call(action, payload);
    tally.messagesSent++;
    this.#unanswered.add(answered);
    const outcome = await answered;
    this.#unanswered.delete(answered);
    const problem = problemOf(action, outcome);
    if (problem !== null) tally.error(`${action} ${problem}`, `${action} of "${chargerId}" failed: ${problem}`);
    return outcome;
  }

  /** Resolves when every call that was made is settled. */
  async settled(): Promise<void> {
    await Promise.all(this.#unanswered);
  }

  /** Closes the link, to open it again after a pause. */
  drop(reason: string, pauseMs: number): void {
    this.#pauseMs = pauseMs;
    this.#connection?.close(LOST, reason);
  }

  /** Closes the link for good, and resolves when it is closed. */
  async stop(): Promise<void> {
    this.#ending.abort();
    this.#connection?.close(1000, "Simulation ended");
    await this.#life;
  }

  async #live(afterMs: number): Promise<void> {
    const { url, chargerId, clock, random, tally } = this.options;
    const { signal } = this;
    await wait(clock, afterMs, signal);
    for (let failures = 0; !signal.aborted;) {
      const since = clock.now();
      const socket = await openSocket(`${url}/${encodeURIComponent(chargerId)}`, signal);
      if (typeof socket === "string") {
        if (!signal.aborted) tally.once("unreachable", unreachable(url, socket));
      } else {
        tally.forget("unreachable");
        await this.#serve(socket);
      }
      failures = clock.now() - since < SHORT_MS ? failures + 1 : 0;
      await wait(clock, this.#pauseMs ?? backOffMs(failures, random), signal);
      this.#pauseMs = null;
    }
  }

  async #serve(socket: WebSocket): Promise<void> {
    const { clock, random, tally, chargerId, answer, opened, closed } = this.options;
    const connection = this.#connection = new Connection(socket, {
      clock,
      newId: () => String(++this.#calls),
      callTimeoutMs: CALL_TIMEOUT_MS,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      answer: (call) => Promise.resolve(answer(call)),
      oddity: (kind, detail) => tally.error(kind, `"${chargerId}" was sent something odd: ${kind}, ${detail}`),
    });
    const stopLosing = clock.after(60_000 + random.exponential(LINK_MS), () => this.lose());
    const closing = new AbortController();
    const running = opened(closing.signal);
    const { code, reason } = await connection.finished;
    stopLosing();
    this.#connection = null;
    closed();
    closing.abort();
    await running;
    if (!ORDINARY.includes(code)) {
      tally.error(`close ${code}`, `The server closed the link of "${chargerId}": ${code} ${reason}`.trim());
    }
  }

  /** The network fails for some seconds. */
  lose(): void {
    this.drop("Simulated loss of the network", this.options.random.between(4_000, 20_000));
  }
}

/** Doubles from failure to failure, and is spread so that chargers do not come back all at once. */
export function backOffMs(failures: number, random: Random): number {
  return Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.max(0, failures - 1)) * random.between(0.5, 1);
}

function unreachable(url: string, reason: string): string {
  const cause = reason.replace(/^.*failed to connect to WebSocket: /, "");
  return `Cannot reach ${url}: ${cause}. Start the server with "deno task start"; the chargers keep trying`;
}

/** Why a call has failed; null when it has not, or when it will be made again on the next link. */
function problemOf(action: string, outcome: CallOutcome): string | null {
  switch (outcome.type) {
    case "result": {
      const answer = fromCharger[action].response.safeParse(outcome.payload);
      return answer.success ? null : `the answer is not a ${action}.conf: ${answer.error.issues[0].message}`;
    }
    case "error":
      return `${outcome.code} ${outcome.description}`.trim();
    case "timeout":
      return `no answer within ${CALL_TIMEOUT_MS / 1000} s`;
    case "closed":
      return null;
    default:
      return outcome satisfies never;
  }
}

/** Resolves with an open socket, or with the reason why there is none. */
function openSocket(url: string, signal: AbortSignal): Promise<WebSocket | string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, ["ocpp1.6"]);
    let reason = "the connection was closed";
    const giveUp = () => socket.close();
    const settle = (outcome: WebSocket | string) => {
      signal.removeEventListener("abort", giveUp);
      socket.onopen = socket.onerror = socket.onclose = null;
      resolve(outcome);
    };
    signal.addEventListener("abort", giveUp, { once: true });
    socket.onopen = () => settle(socket);
    socket.onerror = (event) => {
      if (event instanceof ErrorEvent) reason = event.message;
    };
    socket.onclose = () => settle(reason);
  });
}
