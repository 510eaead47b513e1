/** How a charger introduces itself to the central system, and says that it is alive. */
import { z } from "zod";
import type { Clock } from "../lib/clock.ts";
import type { Configuration } from "./configuration.ts";
import type { Link } from "./link.ts";
import type { Model } from "./model.ts";
import { wait } from "./pace.ts";

export interface RegistrationOptions {
  chargerId: string;
  model: Model;
  clock: Clock;
  link: Link;
  configuration: Configuration;
  /** @param isBoot false: only the link is new, and the central system knows the rest */
  accepted: (isBoot: boolean) => void;
}

/** When the answer names no interval. */
const RETRY_S = 30;

const bootAnswer = z.object({ status: z.string(), interval: z.int() });

export class Registration {
  /** Whether it may send what it likes. */
  isAccepted = false;
  #hasBooted = false;
  #stopHeartbeat = () => {};

  constructor(private readonly options: RegistrationOptions) {}

  /**
   * Boots on a new link until it is accepted; only after a mere loss of the link, and if its model is so, it goes on.
   *
   * While Pending or Rejected nothing else is sent, and the interval of the answer is how long to wait (§4.2, §4.2.1).
   */
  async open(closed: AbortSignal): Promise<void> {
    if (this.#hasBooted && !this.options.model.bootsOnReconnect) return this.#accept(false);
    while (!closed.aborted && !this.isAccepted) {
      const retryS = await this.boot();
      if (!this.isAccepted) await wait(this.options.clock, retryS * 1000, closed);
    }
  }

  close(): void {
    this.isAccepted = false;
    this.#stopHeartbeat();
  }

  /** After this the next link begins with a boot. */
  powerOff(): void {
    this.#hasBooted = false;
  }

  /** Sends BootNotification, and resolves with the seconds to wait if that was not accepted. */
  async boot(): Promise<number> {
    const { chargerId, model, link, configuration } = this.options;
    const outcome = await link.call("BootNotification", {
      chargePointVendor: model.vendor,
      chargePointModel: model.model,
      chargePointSerialNumber: `${model.meterType.slice(0, 2)}${chargerId.replace(/\W/g, "")}`,
      firmwareVersion: model.firmwareVersion,
      meterType: model.meterType,
    });
    const answer = outcome.type === "result" ? bootAnswer.safeParse(outcome.payload) : null;
    if (!answer?.success || !link.isOpen) return RETRY_S;
    const { status, interval } = answer.data;
    if (status !== "Accepted") return interval > 0 ? interval : RETRY_S;
    if (interval > 0) configuration.change("HeartbeatInterval", String(interval));
    this.#accept(true);
    return 0;
  }

  /** Sends Heartbeat at the configured interval from now on; 0 means never. */
  beat(): void {
    const { clock, configuration, link } = this.options;
    this.#stopHeartbeat();
    const intervalMs = configuration.seconds("HeartbeatInterval") * 1000;
    if (intervalMs === 0 || !this.isAccepted) return;
    this.#stopHeartbeat = clock.every(intervalMs, () => link.call("Heartbeat", {}));
  }

  #accept(isBoot: boolean): void {
    this.isAccepted = true;
    this.#hasBooted = true;
    this.beat();
    this.options.accepted(isBoot);
  }
}
