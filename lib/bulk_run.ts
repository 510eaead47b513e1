/** The work of one bulk command: so many chargers at a time, each asked by a command of its own. */
import type { Supplies } from "../ocpp/central.ts";
import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { CommandOutcome, Commands } from "./commands.ts";
import {
  type BulkCharger,
  type BulkCommand,
  type BulkCounts,
  type BulkEnd,
  endOfCommand,
  NO_COUNTS,
} from "./domain/bulk_command.ts";
import { type BulkCommandView, toBulkChargerView, toBulkCommandView } from "./domain/bulk_views.ts";
import { iso } from "./domain/shape.ts";
import type { Fleet } from "./fleet.ts";
import type { Log } from "./log.ts";
import { tellRefusal } from "./refusal.ts";
import type { KeptBulk, LateAnswer, StoredBulkCommands } from "./store/bulk_commands.ts";

/** How many chargers are asked at a time: a fleet that restarts comes back bit by bit. */
export const AT_A_TIME = 20;

export interface BulkRunParts {
  stored: StoredBulkCommands;
  commands: Commands;
  fleet: Fleet;
  bus: Bus;
  /** What the chargers of one bulk command are given. */
  newSupplies: () => Supplies;
  clock: Clock;
  log: Log;
}

export class BulkRun {
  readonly #counts: BulkCounts = { ...NO_COUNTS };
  /** As it is told: somebody may have stopped it. */
  #shown: BulkCommand;
  readonly #supplies: Supplies;
  #next = 0;
  #isHalted = false;

  constructor(
    private readonly parts: BulkRunParts,
    private readonly kept: KeptBulk,
    private readonly given: { chargerIds: string[]; payload: unknown },
  ) {
    this.#shown = kept.bulk;
    this.#supplies = parts.newSupplies();
  }

  get view(): BulkCommandView {
    return toBulkCommandView({ ...this.#shown, counts: this.#counts });
  }

  /** A charger whose part had ended otherwise answered after all. */
  answeredLate({ before, charger }: LateAnswer): void {
    // One that was still asked is counted when its command ends.
    if (before === "asked") return;
    this.#counts[before]--;
    this.#counts[charger.state]++;
  }

  /** Its record was changed: it asks no more. */
  changed(bulk: BulkCommand): void {
    this.#shown = bulk;
    this.halt();
  }

  /** Asks no more chargers. */
  halt(): void {
    this.#isHalted = true;
  }

  /**
   * Asks all chargers, or until it may not.
   *
   * @returns whether all were asked
   * @throws what the store throws, after what is under way has ended
   */
  async run(): Promise<boolean> {
    const lanes = await Promise.allSettled(Array.from({ length: AT_A_TIME }, () => this.#lane()));
    const failed = lanes.find((lane) => lane.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    return lanes.every((lane) => lane.status === "fulfilled" && lane.value);
  }

  async #lane(): Promise<boolean> {
    while (this.#next < this.given.chargerIds.length) {
      if (this.#isHalted || !await this.#ask(this.#next++)) return false;
    }
    return true;
  }

  /** @returns false when it must not be asked any more */
  async #ask(n: number): Promise<boolean> {
    const { stored, clock } = this.parts;
    const { kept: { bulk: { id } }, given: { chargerIds } } = this;
    const asked: BulkCharger = {
      v: 1,
      chargerId: chargerIds[n],
      state: "asked",
      reason: null,
      detail: null,
      commandId: null,
      at: clock.now(),
      isLate: false,
    };
    const claim = await stored.claim(this.kept, n, asked);
    if (claim === null) return false;
    this.#tell(n, asked);
    const end = await this.#send(n, asked.chargerId);
    const charger = { ...asked, ...end, at: clock.now() };
    // A late answer may have been quicker than the end of its own time.
    const settled = await stored.settle(id, n, { claim, charger }) ? charger : await stored.lateOf(id, n);
    if (settled === null) return false;
    this.#counts[settled.state]++;
    this.#tell(n, settled);
    return true;
  }

  async #send(n: number, chargerId: string): Promise<BulkEnd> {
    const { commands, fleet, log } = this.parts;
    const { bulk: { id, action, askedBy } } = this.kept;
    const charger = fleet.stateOf(chargerId);
    // Nothing is made up for it, as a list of tags may be.
    if (charger?.presence === null) {
      const since = iso(fleet.lastSeenAt(chargerId) ?? charger.charger.lastSeenAt);
      return toEnd({ type: "offline", since }, { chargerId, action });
    }
    try {
      const wish = {
        chargerId,
        action,
        payload: this.given.payload,
        askedBy,
        bulkId: id,
        bulkPlace: n,
        supplies: this.#supplies,
      };
      return toEnd(await commands.send(wish), { chargerId, action });
    } catch (error) {
      log.error("A command of a bulk command could not be recorded", { bulk: id, charger: chargerId, error });
      return { state: "unknown", reason: "not-recorded", detail: null, commandId: null };
    }
  }

  #tell(n: number, charger: BulkCharger): void {
    const { bus } = this.parts;
    const { id } = this.kept.bulk;
    bus.changed(`bulk ${id}`, null, () => ({ type: "bulk", data: this.view }));
    if (!bus.isHeard("bulkCharger")) return bus.leaveOut("bulkCharger");
    bus.changed(
      `bulk ${id} ${n}`,
      charger.chargerId,
      () => ({ type: "bulkCharger", data: toBulkChargerView(id, { n, charger }) }),
    );
  }
}

function toEnd(outcome: CommandOutcome, asked: { chargerId: string; action: string }): BulkEnd {
  if (outcome.type === "settled") return endOfCommand(outcome.command);
  return { state: "unsent", reason: outcome.type, detail: tellRefusal(outcome, asked), commandId: null };
}
