/** A simulated charger: its outlets, and what it tells of them over its link. */
import { z } from "zod";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import { answerCommand, type Commanded } from "./commands.ts";
import { Configuration } from "./configuration.ts";
import { Connector, type Station } from "./connector.ts";
import type { Drivers } from "./drivers.ts";
import { Link } from "./link.ts";
import type { Model } from "./model.ts";
import { Outbox, type TransactionMessage } from "./outbox.ts";
import type { Pace } from "./pace.ts";
import { createRandom, type Random } from "./random.ts";
import { Registration } from "./registration.ts";
import type { Tally } from "./tally.ts";

export interface ChargerOptions {
  chargerId: string;
  model: Model;
  /** Where chargers connect; the id follows. */
  url: string;
  seed: string;
  pace: Pace;
  drivers: Drivers;
  tally: Tally;
}

/** How often the link fails while a start or stop waits for its answer. */
const LOST_ANSWER = 0.01;
const REBOOT_MS = 4_000;
/** Time for an answer, and for the stops, to leave before a reboot. */
const BEFORE_REBOOT_MS = 1_000;

const authorizeAnswer = z.object({ idTagInfo: z.object({ status: z.string() }) });

export class Charger implements Station, Commanded {
  readonly model: Model;
  readonly pace: Pace;
  readonly drivers: Drivers;
  readonly configuration: Configuration;
  readonly connectors: Connector[];
  readonly registration: Registration;
  #isOperative = true;
  #hasCars = false;
  /** What was told last of each connector: it is told again only when it has changed. */
  readonly #told = new Map<number, string>();
  readonly #random: Random;
  readonly #link: Link;
  readonly #outbox: Outbox;
  #stopReboot = () => {};

  constructor(private readonly options: ChargerOptions) {
    const { chargerId, url, model, seed, pace, tally } = options;
    const { clock } = pace;
    this.model = model;
    this.pace = pace;
    this.drivers = options.drivers;
    this.configuration = new Configuration(model);
    this.#random = createRandom(`${seed}/${chargerId}`);
    this.#link = new Link({
      url,
      chargerId,
      clock,
      random: this.#random,
      tally,
      answer: (call) => answerCommand(call, this),
      opened: (closed) => this.registration.open(closed),
      closed: () => this.registration.close(),
    });
    this.registration = new Registration({
      chargerId,
      model,
      clock,
      link: this.#link,
      configuration: this.configuration,
      accepted: (isBoot) => this.#accepted(isBoot),
    });
    this.#outbox = new Outbox({
      clock,
      signal: this.#link.signal,
      send: (action, payload) => this.#deliver(action, payload),
    });
    this.connectors = Array.from(
      { length: model.connectors },
      (_, index) => new Connector(index + 1, this, createRandom(`${seed}/${chargerId}/${index + 1}`)),
    );
  }

  get isConnected(): boolean {
    return this.#link.isOpen;
  }

  get sampleIntervalS(): number {
    return this.configuration.seconds("MeterValueSampleInterval");
  }

  /** How many transaction messages wait to be delivered. */
  get waiting(): number {
    return this.#outbox.size;
  }

  /** Connects after a while, and again whenever the link is lost. Cars come once it is accepted. */
  start(afterMs: number): void {
    this.#link.start(afterMs);
  }

  /** Ends all transactions, tells so if it is online, and disconnects. */
  async stop(): Promise<void> {
    this.#stopReboot();
    await Promise.all(this.connectors.map((connector) => connector.stop()));
    if (this.registration.isAccepted) {
      await this.#outbox.deliver();
      await this.#link.settled();
    }
    await this.#link.stop();
  }

  async authorize(idTag: string): Promise<boolean> {
    // Offline it lets everybody charge: AllowOfflineTxForUnknownId.
    if (!this.registration.isAccepted) return true;
    const outcome = await this.call("Authorize", { idTag });
    if (outcome.type !== "result") return outcome.type === "closed";
    const answer = authorizeAnswer.safeParse(outcome.payload);
    return answer.success && answer.data.idTagInfo.status === "Accepted";
  }

  statusChanged({ connectorId }: Connector): void {
    if (this.registration.isAccepted) this.tellStatus(connectorId);
  }

  send(message: TransactionMessage): void {
    this.#outbox.add(message);
  }

  sessionEnded(): void {
    this.options.tally.sessionsEnded++;
  }

  call(action: string, payload: object): Promise<CallOutcome> {
    return this.#link.call(action, payload);
  }

  /** Sends StatusNotification. Connector 0 is the charger as a whole. */
  tellStatus(connectorId: number): void {
    const report = this.#statusOf(connectorId);
    this.#told.set(connectorId, JSON.stringify(report));
    this.call("StatusNotification", { ...report, timestamp: new Date(this.pace.clock.now()).toISOString() });
  }

  reboot(reason: "HardReset" | "SoftReset"): void {
    for (const connector of this.connectors) connector.interrupt({ type: "stop", reason });
    this.#stopReboot();
    this.#stopReboot = this.pace.clock.after(BEFORE_REBOOT_MS, () => {
      this.registration.powerOff();
      this.#link.drop("Reboot", REBOOT_MS);
    });
  }

  setOperative(connectorId: number, isOperative: boolean): "Accepted" | "Scheduled" | "Rejected" {
    const asked = this.connectors.filter((one) => connectorId === 0 || one.connectorId === connectorId);
    if (asked.length === 0) return "Rejected";
    for (const connector of asked) connector.setOperative(isOperative);
    if (connectorId === 0) {
      this.#isOperative = isOperative;
      this.tellStatus(0);
    }
    return asked.some(({ transaction }) => transaction !== null) ? "Scheduled" : "Accepted";
  }

  #accepted(isBoot: boolean): void {
    if (isBoot) this.#told.clear();
    for (const connectorId of [0, ...this.connectors.map((connector) => connector.connectorId)]) {
      if (this.#told.get(connectorId) !== JSON.stringify(this.#statusOf(connectorId))) this.tellStatus(connectorId);
    }
    this.#outbox.deliver();
    if (this.#hasCars) return;
    this.#hasCars = true;
    for (const connector of this.connectors) connector.start();
  }

  #deliver(action: string, payload: object): Promise<CallOutcome> {
    if (!this.registration.isAccepted) return Promise.resolve({ type: "closed" });
    const outcome = this.call(action, payload);
    if (action !== "MeterValues" && this.#random.chance(LOST_ANSWER)) this.#link.lose();
    return outcome;
  }

  #statusOf(connectorId: number): object {
    const connector = this.connectors.find((one) => one.connectorId === connectorId);
    const whole = this.#isOperative ? "Available" : "Unavailable";
    const { errorCode, ...details } = connector?.fault ?? { errorCode: "NoError" };
    return { connectorId, status: connector?.status ?? whole, errorCode, ...details };
  }
}
