/** A simulated charger: its link, its registration, and what it tells of its outlets. */
import { z } from "zod";
import { type CallOutcome, Connection } from "../ocpp/connection.ts";
import { fromCharger } from "../ocpp/v16/from_charger.ts";
import { answerCommand, type Commanded } from "./commands.ts";
import { Configuration } from "./configuration.ts";
import { Connector, type Station } from "./connector.ts";
import type { Drivers } from "./drivers.ts";
import { backOffMs, openSocket } from "./link.ts";
import type { Model } from "./model.ts";
import { Outbox, type TransactionMessage } from "./outbox.ts";
import { type Pace, wait } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import type { Tally } from "./tally.ts";

export interface ChargerOptions {
  chargerId: string;
  model: Model;
  /** Where it connects; its id follows. */
  url: string;
  seed: string;
  pace: Pace;
  drivers: Drivers;
  tally: Tally;
}

const CALL_TIMEOUT_MS = 30_000;
const MAX_MESSAGE_BYTES = 1_000_000;
const REBOOT_MS = 4_000;
/** How long a link lasts until it is lost, on average. */
const LINK_MS = 15 * 60_000;
/** WebSocket leaves 4000 and up to applications. */
const LOST = 4000;

const bootAnswer = z.object({ status: z.string(), interval: z.int() });
const authorizeAnswer = z.object({ idTagInfo: z.object({ status: z.string() }) });

export class Charger implements Station, Commanded {
  readonly model: Model;
  readonly pace: Pace;
  readonly drivers: Drivers;
  readonly configuration: Configuration;
  readonly connectors: Connector[];
  isAccepted = false;
  #isOperative = true;
  #connection: Connection | null = null;
  #hasBooted = false;
  #sent = 0;
  #life: Promise<void> = Promise.resolve();
  /** What was told last of each connector. Told again only when it has changed. */
  readonly #told = new Map<number, string>();
  readonly #open = new Set<Promise<CallOutcome>>();
  readonly #ending = new AbortController();
  readonly #outbox: Outbox;
  readonly #random: Random;
  #stopHeartbeat = () => {};

  constructor(private readonly options: ChargerOptions) {
    const { chargerId, model, seed, pace } = options;
    this.model = model;
    this.pace = pace;
    this.drivers = options.drivers;
    this.#random = createRandom(`${seed}/${chargerId}`);
    this.configuration = new Configuration(model);
    this.#outbox = new Outbox({
      clock: pace.clock,
      signal: this.#ending.signal,
      send: (action, payload) => this.isAccepted ? this.#call(action, payload) : Promise.resolve({ type: "closed" }),
    });
    this.connectors = Array.from({ length: model.connectors }, (_, index) => {
      return new Connector(index + 1, this, createRandom(`${seed}/${chargerId}/${index + 1}`));
    });
  }

  get isConnected(): boolean {
    return this.#connection !== null;
  }

  get sampleIntervalS(): number {
    return this.configuration.seconds("MeterValueSampleInterval");
  }

  /** Connects after a while, and again whenever the link is lost. */
  start(afterMs: number): void {
    this.#life = this.#live(afterMs);
  }

  /** Ends all transactions, tells so as far as the link allows until the deadline, and disconnects. */
  async stop(deadline: AbortSignal): Promise<void> {
    const ended = Promise.all(this.connectors.map((connector) => connector.stop()));
    if (this.isAccepted) await Promise.race([ended.then(() => this.#allSent()), aborted(deadline)]);
    this.#ending.abort();
    this.#connection?.close(1000, "Simulation ended");
    await Promise.race([Promise.all([ended, this.#life]), aborted(deadline)]);
  }

  async authorize(idTag: string): Promise<boolean> {
    // Offline it lets everybody charge: AllowOfflineTxForUnknownId.
    if (!this.isAccepted) return true;
    const outcome = await this.#call("Authorize", { idTag });
    if (outcome.type !== "result") return outcome.type === "closed";
    const answer = authorizeAnswer.safeParse(outcome.payload);
    return answer.success && answer.data.idTagInfo.status === "Accepted";
  }

  statusChanged({ connectorId }: Connector): void {
    if (this.isAccepted) this.#tellStatus(connectorId);
  }

  send(message: TransactionMessage): void {
    this.#outbox.add(message);
  }

  sessionEnded(): void {
    this.options.tally.sessionsEnded++;
  }

  reboot(reason: "HardReset" | "SoftReset"): void {
    for (const connector of this.connectors) connector.interrupt({ type: "stop", reason });
    // Time for the answer and the stops to leave.
    this.pace.clock.after(1_000, () => {
      this.#hasBooted = false;
      this.#connection?.close(1000, "Reboot");
    });
  }

  trigger(message: string, connectorId: number | undefined): boolean {
    const asked = this.connectors.filter((one) => connectorId === undefined || one.connectorId === connectorId);
    switch (message) {
      case "BootNotification":
        this.#register();
        return true;
      case "Heartbeat":
        this.#call("Heartbeat", {});
        return true;
      case "MeterValues":
        for (const connector of asked) {
          const reading = connector.triggeredMeterValues();
          if (reading !== null) this.send(reading);
        }
        return true;
      case "StatusNotification":
        if (!connectorId) this.#tellStatus(0, "again");
        for (const connector of asked) this.#tellStatus(connector.connectorId, "again");
        return true;
      case "DiagnosticsStatusNotification":
      case "FirmwareStatusNotification":
        this.#call(message, { status: "Idle" });
        return true;
      default:
        return false;
    }
  }

  setOperative(connectorId: number, isOperative: boolean): "Accepted" | "Scheduled" | "Rejected" {
    const asked = this.connectors.filter((one) => connectorId === 0 || one.connectorId === connectorId);
    if (asked.length === 0) return "Rejected";
    for (const connector of asked) {
      connector.isOperative = isOperative;
      if (connector.transaction === null) connector.interrupt({ type: "availability" });
    }
    if (connectorId === 0) {
      this.#isOperative = isOperative;
      if (this.isAccepted) this.#tellStatus(0);
    }
    return asked.some(({ transaction }) => transaction !== null) ? "Scheduled" : "Accepted";
  }

  heartbeatIntervalChanged(): void {
    this.#stopHeartbeat();
    const intervalMs = this.configuration.seconds("HeartbeatInterval") * 1000;
    if (intervalMs > 0) this.#stopHeartbeat = this.pace.clock.every(intervalMs, () => this.#call("Heartbeat", {}));
  }

  async #live(afterMs: number): Promise<void> {
    const { chargerId, url, pace, tally } = this.options;
    const { signal } = this.#ending;
    await wait(pace.clock, afterMs, signal);
    for (const connector of this.connectors) connector.start();
    for (let failures = 0; !signal.aborted;) {
      const socket = await openSocket(`${url}/${encodeURIComponent(chargerId)}`, signal);
      if (typeof socket === "string") {
        if (!signal.aborted) tally.once("unreachable", unreachable(url, socket));
        await wait(pace.clock, backOffMs(failures++, this.#random), signal);
        continue;
      }
      failures = 0;
      tally.forget("unreachable");
      const { code } = await this.#serve(socket);
      const offlineMs = code === LOST ? this.#random.between(4_000, 20_000) : backOffMs(0, this.#random);
      await wait(pace.clock, this.#hasBooted ? offlineMs : REBOOT_MS, signal);
    }
  }

  async #serve(socket: WebSocket): Promise<{ code: number }> {
    const { clock } = this.pace;
    const connection = this.#connection = new Connection(socket, {
      clock,
      newId: () => String(++this.#sent),
      callTimeoutMs: CALL_TIMEOUT_MS,
      maxMessageBytes: MAX_MESSAGE_BYTES,
      answer: (call) => Promise.resolve(answerCommand(call, this)),
    });
    const lose = () => connection.close(LOST, "Simulated loss of the network");
    const stopLosing = clock.after(60_000 + this.#random.exponential(LINK_MS), lose);
    if (this.#hasBooted && !this.model.bootsOnReconnect) this.#accepted();
    else this.#bootUntilAccepted(connection);
    if (this.#ending.signal.aborted) connection.close(1000, "Simulation ended");
    const close = await connection.finished;
    stopLosing();
    this.#stopHeartbeat();
    this.isAccepted = false;
    this.#connection = null;
    return close;
  }
}
