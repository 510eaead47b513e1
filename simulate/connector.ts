/** One outlet: cars come, charge and leave. Its life is written as a story, and commands interrupt it. */
import type { ConnectorStatus } from "../lib/domain/connector.ts";
import { Charge } from "./charge.ts";
import type { Drivers } from "./drivers.ts";
import { type Fault, someFault } from "./fault.ts";
import { toMeterValue } from "./meter.ts";
import type { Model } from "./model.ts";
import type { TransactionMessage } from "./outbox.ts";
import type { Pace } from "./pace.ts";
import type { Random } from "./random.ts";
import { type StopReason, Transaction } from "./transaction.ts";

/** What an outlet needs of the charger around it. */
export interface Station {
  readonly model: Model;
  readonly pace: Pace;
  readonly drivers: Drivers;
  /** From one meter reading to the next, in simulated seconds. */
  readonly sampleIntervalS: number;
  /** Whether the charger lets this tag charge. */
  authorize(idTag: string): Promise<boolean>;
  statusChanged(connector: Connector): void;
  send(message: TransactionMessage): void;
  sessionEnded(): void;
}

type Interruption =
  | { type: "start"; idTag: string }
  | { type: "stop"; reason: StopReason }
  /** Whether it may be used has changed. */
  | { type: "availability" };

/** Simulated seconds from one car to the next. */
const ARRIVAL_S = 180;
const FAULT_AT_A_VISIT = 0.05;

export class Connector {
  status: ConnectorStatus = "Available";
  fault: Fault | null = null;
  transaction: Transaction | null = null;
  #isOperative = true;
  #energyWh: number;
  #charge: Charge | null = null;
  #hasEnded = false;
  #story: Promise<void> = Promise.resolve();
  #wake: ((interruption: Interruption) => void) | null = null;
  #missed: Interruption | null = null;

  constructor(readonly connectorId: number, private readonly station: Station, private readonly random: Random) {
    this.#energyWh = oldRegister(station.model, station.pace.clock.now(), random);
  }

  /** Begins its life; at half of the outlets a car comes within seconds. */
  start(): void {
    this.#story = this.#live(this.random.chance(0.5) ? this.random.between(0, 6) : this.#arrivalS());
  }

  /** Ends what runs here, and resolves when it has been told. */
  async stop(): Promise<void> {
    this.#hasEnded = true;
    this.interrupt({ type: "stop", reason: "Local" });
    await this.#story;
  }

  /** Takes effect at the next moment the story waits, which is nearly always now. */
  interrupt(interruption: Interruption): void {
    if (this.#wake === null) this.#missed = interruption;
    else this.#wake(interruption);
  }

  /** An outlet in a transaction follows when that has ended (OCPP 1.6 §5.2). */
  setOperative(isOperative: boolean): void {
    this.#isOperative = isOperative;
    if (this.transaction === null) this.interrupt({ type: "availability" });
  }

  /** Tells what the meter shows, if a car charges. */
  sendMeterValues(context: "Sample.Periodic" | "Trigger"): void {
    if (this.transaction === null || this.#charge === null) return;
    const { model, pace } = this.station;
    const at = { ms: pace.clock.now(), context, unit: model.unit };
    this.station.send(this.transaction.metered(toMeterValue(this.#charge.read(this.#energyWh), at)));
  }

  async #live(firstArrivalS: number): Promise<void> {
    for (let arrivalS = firstArrivalS; !this.#hasEnded; arrivalS = this.#arrivalS()) {
      if (!this.#isOperative) {
        this.#become("Unavailable");
        await this.#pause(null);
        continue;
      }
      this.#become("Available");
      const interruption = await this.#pause(arrivalS);
      if (interruption === null) await this.#visit(null);
      else if (interruption.type === "start") await this.#visit(interruption.idTag);
    }
    if (this.#isOperative) this.#become("Available");
  }

  /** @param wanted the tag of a remote start, which needs no Authorize; null: whoever comes by */
  async #visit(wanted: string | null): Promise<void> {
    const { drivers } = this.station;
    const own = drivers.take(this.random);
    try {
      this.#become("Preparing");
      const interruption = await this.#pause(this.random.between(2, 6));
      const idTag = wanted ?? (interruption?.type === "start" ? interruption.idTag : null);
      if (interruption !== null && interruption.type !== "start") return;
      if (idTag === null && !await this.station.authorize(own)) {
        await this.#pause(4);
        return;
      }
      // Stopped while the answer was on its way.
      if (this.#missed?.type === "stop") return;
      await this.#transact(idTag ?? own);
    } finally {
      drivers.giveBack(own);
    }
  }

  async #transact(idTag: string): Promise<void> {
    const { station, random } = this;
    const { clock } = station.pace;
    const transaction = this.transaction = new Transaction(this.connectorId, idTag);
    const stayS = stayOf(random);
    const charge = this.#charge = new Charge(station.model, random, stayS);
    station.send(transaction.started({ at: clock.now(), energyWh: this.#energyWh }, () => {
      if (this.transaction === transaction) this.interrupt({ type: "stop", reason: "DeAuthorized" });
    }));
    const faultAfterS = random.chance(FAULT_AT_A_VISIT) ? stayS * random.next() : Infinity;
    const { reason, fault } = await this.#charging(charge, { stayS, faultAfterS });
    if (fault !== null) this.#become("Faulted", fault);
    station.send(transaction.stopped({ at: clock.now(), energyWh: this.#energyWh }, reason));
    this.transaction = this.#charge = null;
    station.sessionEnded();
    if (fault !== null) await this.#pause(random.between(20, 60));
    if (this.#hasEnded || reason === "EVDisconnected") return;
    this.#become("Finishing");
    await this.#pause(random.between(8, 40));
  }

  async #charging(
    charge: Charge,
    { stayS, faultAfterS }: { stayS: number; faultAfterS: number },
  ): Promise<{ reason: StopReason; fault: Fault | null }> {
    const { pace } = this.station;
    for (let passedS = 0;;) {
      this.#become(charge.status);
      const since = pace.clock.now();
      const toNextMs = Math.min(pace.sampleMsOf(this.station.sampleIntervalS), pace.msOf(stayS - passedS));
      const interruption = await this.#pauseMs(toNextMs);
      const stepS = pace.secondsIn(Math.max(0, pace.clock.now() - since));
      passedS += stepS;
      this.#energyWh += charge.advance(stepS);
      if (interruption?.type === "stop") return { reason: interruption.reason, fault: null };
      if (passedS >= faultAfterS) return { reason: "Other", fault: someFault(this.random) };
      // A timer may be a touch early.
      if (stayS - passedS < 0.01 * pace.speed) {
        return { reason: this.random.chance(0.2) ? "EVDisconnected" : "Local", fault: null };
      }
      this.sendMeterValues("Sample.Periodic");
    }
  }

  #become(status: ConnectorStatus, fault: Fault | null = null): void {
    if (this.status === status) return;
    this.status = status;
    this.fault = fault;
    this.station.statusChanged(this);
  }

  #arrivalS(): number {
    return 5 + this.random.exponential(ARRIVAL_S);
  }

  #pause(seconds: number | null): Promise<Interruption | null> {
    return this.#pauseMs(seconds === null ? null : this.station.pace.msOf(seconds));
  }

  /** Waits, for ever when `ms` is null, and resolves with what interrupted it, or null. */
  #pauseMs(ms: number | null): Promise<Interruption | null> {
    const missed = this.#missed;
    this.#missed = null;
    if (missed !== null) return Promise.resolve(missed);
    return new Promise((resolve) => {
      const stopTimer = ms === null ? () => {} : this.station.pace.clock.after(ms, () => settle(null));
      const settle = (interruption: Interruption | null) => {
        stopTimer();
        this.#wake = null;
        resolve(interruption);
      };
      this.#wake = settle;
    });
  }
}

/** Many only come by for a minute or two, so that somebody who watches sees a session end. */
function stayOf(random: Random): number {
  return random.chance(0.5) ? random.between(60, 130) : random.between(3 * 60, 30 * 60);
}

/** A meter goes on where it was: the register of a new simulation is ahead of an older one's on the same seed. */
function oldRegister(model: Model, at: number, random: Random): number {
  const hours = Math.max(0, at - Date.UTC(2025, 0, 1)) / 3_600_000;
  return random.between(200_000, 2_000_000) + hours * model.powerW / 3;
}
