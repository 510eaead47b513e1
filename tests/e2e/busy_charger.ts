/**
 * Chargers that are as busy as their link lets them be, keep count of what was acknowledged, and behave as a charger does:
 * what was not acknowledged is sent again, word for word, over the next link.
 *
 * Each does one session after another on connector 1. The meter's register counts the messages, so that every acknowledged
 * reading can be told from every other.
 */
import { systemClock } from "../../lib/clock.ts";

export interface Acknowledged {
  /** A session's start: its number on the wire and its register, in order. */
  starts: { transactionId: number; meterStartWh: number }[];
  /** The number and the register of each stop. */
  stops: { transactionId: number; meterStopWh: number }[];
  /** Registers of the MeterValues. */
  readings: number[];
  /** The last StatusNotification, counted. */
  status: number;
}

const SAMPLES_A_SESSION = 6;
/** After a CALLERROR a charger waits, then sends the same again. */
const AGAIN_MS = 100;
const BEGAN_AT = Date.now() - 6 * 3_600_000;

type Step = () => { action: string; payload: object; acknowledged: (answer: Record<string, unknown>) => void };

export class BusyCharger {
  readonly acknowledged: Acknowledged = { starts: [], stops: [], readings: [], status: 0 };
  /** CALLERRORs that it was given. */
  readonly refused: string[] = [];
  #register = 0;
  #status = 0;
  #transactionId = 0;
  #step = 0;
  #pending: ReturnType<Step> | null = null;
  #ids = 0;
  #isStopping = false;
  #progressed = Promise.withResolvers<void>();

  constructor(readonly id: string) {}

  get count(): number {
    const { starts, stops, readings, status } = this.acknowledged;
    return starts.length + stops.length + readings.length + status;
  }

  /** Resolves when so many messages are acknowledged in all. */
  async hasDone(count: number): Promise<void> {
    while (this.count < count) await this.#progressed.promise;
  }

  /** Ends after the message at hand. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Connects and works until the link is lost (false) or it was told to stop (true). */
  async work(endpoint: string): Promise<boolean> {
    this.#isStopping = false;
    const socket = new WebSocket(`${endpoint}/${this.id}`, ["ocpp1.6"]);
    const closed = new Promise<null>((resolve) => socket.onclose = () => resolve(null));
    socket.onerror = () => {};
    const opened = new Promise<true>((resolve) => socket.onopen = () => resolve(true));
    if (await Promise.race([opened, closed]) === null) return false;
    while (!this.#isStopping) {
      this.#pending ??= this.#steps[this.#step]();
      const { action, payload, acknowledged } = this.#pending;
      const id = `${this.id}-${++this.#ids}`;
      const answer = new Promise<unknown[]>((resolve) => socket.onmessage = ({ data }) => resolve(JSON.parse(data)));
      socket.send(JSON.stringify([2, id, action, payload]));
      const frame = await Promise.race([answer, closed]);
      if (frame === null) return false;
      if (frame[1] !== id) throw new Error(`${this.id} got an answer to "${frame[1]}" instead of "${id}"`);
      if (frame[0] === 3) {
        acknowledged(frame[2] as Record<string, unknown>);
        this.#progressed.resolve();
        this.#progressed = Promise.withResolvers();
        this.#pending = null;
        this.#step = (this.#step + 1) % this.#steps.length;
      } else {
        this.refused.push(String(frame[2]));
        await Promise.race([closed, new Promise<void>((resolve) => systemClock.after(AGAIN_MS, resolve))]);
      }
    }
    socket.close();
    await closed;
    return true;
  }

  readonly #told = (status: string): Step => () => {
    const count = ++this.#status;
    return {
      action: "StatusNotification",
      payload: { connectorId: 1, errorCode: "NoError", status, info: String(count) },
      acknowledged: () => void (this.acknowledged.status = count),
    };
  };

  readonly #begun: Step = () => {
    const meterStart = this.#next();
    return {
      action: "StartTransaction",
      payload: { connectorId: 1, idTag: "BUSY", meterStart, timestamp: timeOf(meterStart) },
      acknowledged: ({ transactionId }) => {
        this.#transactionId = Number(transactionId);
        this.acknowledged.starts.push({ transactionId: this.#transactionId, meterStartWh: meterStart });
      },
    };
  };

  readonly #metered: Step = () => {
    const register = this.#next();
    const meterValue = [{ timestamp: timeOf(register), sampledValue: [{ value: String(register) }] }];
    return {
      action: "MeterValues",
      payload: { connectorId: 1, transactionId: this.#transactionId, meterValue },
      acknowledged: () => void this.acknowledged.readings.push(register),
    };
  };

  readonly #ended: Step = () => {
    const meterStop = this.#next();
    const transactionId = this.#transactionId;
    return {
      action: "StopTransaction",
      payload: { transactionId, meterStop, timestamp: timeOf(meterStop) },
      acknowledged: () => void this.acknowledged.stops.push({ transactionId, meterStopWh: meterStop }),
    };
  };

  readonly #steps: Step[] = [
    this.#told("Preparing"),
    this.#begun,
    this.#told("Charging"),
    ...Array.from({ length: SAMPLES_A_SESSION }, () => this.#metered),
    this.#ended,
    this.#told("Available"),
  ];

  #next(): number {
    return ++this.#register;
  }
}

/** A tenth of a second a message: what is sent in minutes has times of its own. */
function timeOf(register: number): string {
  return new Date(BEGAN_AT + register * 100).toISOString();
}
