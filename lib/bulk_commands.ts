/**
 * Bulk commands: one command to many chargers, worked on here until all were asked or somebody stops it.
 *
 * What is stored says at each moment what was sent and what was not. One whose worker is gone is not gone on with, for
 * nobody knows who still wants it: it is ended as interrupted, and may be retried.
 */
import { settleLeft } from "./bulk_left.ts";
import { BulkRun, type BulkRunParts } from "./bulk_run.ts";
import { BulkTargetChoice, type TargetFault, type TargetWish } from "./bulk_targets.ts";
import { keepablePayload } from "./command_request.ts";
import type { Command } from "./domain/command.ts";
import { type BulkCommand, endOfCommand, isOver, NO_COUNTS } from "./domain/bulk_command.ts";
import {
  type BulkChargerView,
  type BulkCommandView,
  type BulkTargets,
  toBulkChargerView,
  toBulkCommandView,
} from "./domain/bulk_views.ts";
import { shownPayload } from "./domain/configuration.ts";
import type { Page } from "./domain/views.ts";
import type { Ids } from "./ids.ts";
import type { KeptBulk } from "./store/bulk_commands.ts";
import type { Store } from "./store/mod.ts";
import type { Supplies } from "../ocpp/central.ts";

const LOOK_EVERY_MS = 30_000;

export interface BulkWish {
  action: string;
  payload: unknown;
  targets: TargetWish;
  askedBy: string | null;
}

export type Started = { type: "started"; bulk: BulkCommandView } | TargetFault;
/** `not-kept`: its payload has to be given again. */
export type Retried = Started | { type: "not-kept" };
/** Null: there is no such bulk command. */
export type Stopped = { type: "stopped"; bulk: BulkCommandView } | { type: "over" } | null;

export class BulkCommands {
  readonly #choice: BulkTargetChoice;
  /** Null while it is being stored. */
  readonly #runs = new Map<string, BulkRun | null>();
  readonly #working = new Set<Promise<void>>();
  #round: Promise<void> = Promise.resolve();
  #stopTimer: (() => void) | null = null;
  #isClosing = false;

  constructor(private readonly parts: Omit<BulkRunParts, "stored"> & { store: Store; trial: Supplies; ids: Ids }) {
    this.#choice = new BulkTargetChoice({ ...parts, stored: parts.store.bulkCommands });
    parts.commands.whenLate((command) => this.#answeredLate(command));
  }

  /** Ends those that nobody works on any more, now and again. */
  start(): void {
    this.#look();
    this.#stopTimer = this.parts.clock.every(LOOK_EVERY_MS, () => this.#look());
  }

  /** Resolves when the look at hand, if any, is over. */
  looked(): Promise<void> {
    return this.#round;
  }

  /** Asks no more chargers, and resolves when what is under way has ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#stopTimer?.();
    for (const run of this.#runs.values()) run?.halt();
    await Promise.all(this.#working);
    await this.#round;
  }

  /** Who a bulk command would go to; with an action, also whether it can be sent. Nothing is. */
  async check(
    { targets, ...wish }: { targets: TargetWish; action?: string; payload: unknown },
  ): Promise<{ type: "targets"; targets: BulkTargets } | TargetFault> {
    const chosen = await this.#choice.choose(targets);
    if (chosen.type !== "chosen") return chosen;
    const { action, payload } = wish;
    const fault = action === undefined ? null : await this.#choice.faultOf({ action, payload }, chosen.chargerIds);
    return fault ?? { type: "targets", targets: this.#choice.count(chosen.chargerIds) };
  }

  /** Starts it, and resolves when it is stored. */
  async ask({ action, payload, targets, askedBy }: BulkWish): Promise<Started> {
    const { store: { bulkCommands: stored, instances }, clock, ids } = this.parts;
    const chosen = await this.#choice.choose(targets);
    if (chosen.type !== "chosen") return chosen;
    const { chargerIds } = chosen;
    const fault = await this.#choice.faultOf({ action, payload }, chargerIds);
    if (fault !== null) return fault;
    const shown = shownPayload(payload);
    const kept = keepablePayload(shown);
    const askedAt = clock.now();
    const bulk: BulkCommand = {
      v: 1,
      id: ids.ulidAt(askedAt),
      action,
      payload: kept,
      isPayloadKept: kept === shown && JSON.stringify(shown) === JSON.stringify(payload),
      askedBy,
      askedAt,
      retryOf: targets.type === "retry" ? targets.retryOf : null,
      chargers: chargerIds.length,
      instance: instances.id,
      state: "running",
      stoppedBy: null,
      endedAt: null,
      counts: NO_COUNTS,
    };
    this.#runs.set(bulk.id, null);
    const added = await stored.add(bulk, chargerIds).catch((error) => {
      this.#runs.delete(bulk.id);
      throw error;
    });
    return { type: "started", bulk: this.#tell(this.#begin(added, { chargerIds, payload })) };
  }

  /** The same once more, to those that did not do it. */
  async retry(id: string, askedBy: string | null): Promise<Retried | null> {
    const bulk = await this.parts.store.bulkCommands.find(id);
    if (bulk === null) return null;
    if (!isOver(bulk)) return { type: "not-over" };
    if (!bulk.isPayloadKept) return { type: "not-kept" };
    const { action, payload } = bulk;
    return await this.ask({ action, payload, targets: { type: "retry", retryOf: id }, askedBy });
  }

  /** Asks no more of its chargers, whichever instance works on it. */
  async stop(id: string, by: string | null): Promise<Stopped> {
    const { bulkCommands: stored } = this.parts.store;
    const stopped = await stored.change(
      id,
      (bulk) => bulk.state === "running" ? { ...bulk, state: "stopping", stoppedBy: by } : null,
    );
    const bulk = stopped?.bulk ?? await stored.find(id);
    if (bulk === null) return null;
    if (isOver(bulk)) return { type: "over" };
    const run = this.#runs.get(id);
    run?.changed(bulk);
    return { type: "stopped", bulk: this.#tell(run?.view ?? toBulkCommandView(bulk)) };
  }

  async find(id: string): Promise<BulkCommandView | null> {
    const bulk = await this.parts.store.bulkCommands.find(id);
    return bulk && toBulkCommandView(bulk);
  }

  /** Newest first. */
  async page({ limit, after }: { limit: number; after?: string }): Promise<Page<BulkCommandView>> {
    const found = await this.parts.store.bulkCommands.page({ limit: limit + 1, after });
    const items = found.slice(0, limit).map((bulk) => toBulkCommandView(bulk));
    return { items, next: found.length > limit ? items[limit - 1].id : null };
  }

  /** In the order in which they are asked. */
  async chargers(
    id: string,
    { limit, after, isFailed }: { limit: number; after?: string; isFailed: boolean },
  ): Promise<Page<BulkChargerView>> {
    const place = after === undefined ? undefined : Number(after);
    const found = await this.parts.store.bulkCommands.chargers(id, { limit: limit + 1, after: place, isFailed });
    const items = found.slice(0, limit).map((one) => toBulkChargerView(id, one));
    return { items, next: found.length > limit ? String(items[limit - 1].n) : null };
  }

  #begin(added: KeptBulk, given: { chargerIds: string[]; payload: unknown }): BulkCommandView {
    const { id } = added.bulk;
    const run = new BulkRun({ ...this.parts, stored: this.parts.store.bulkCommands }, added, given);
    this.#runs.set(id, run);
    if (this.#isClosing) run.halt();
    const working = this.#work(id, run).finally(() => this.#working.delete(working));
    this.#working.add(working);
    return run.view;
  }

  async #work(id: string, run: BulkRun): Promise<void> {
    try {
      const isWhole = await run.run();
      await this.#end(id, isWhole ? "ended" : "interrupted");
    } catch (error) {
      this.parts.log.error("A bulk command was broken off", { bulk: id, error });
    }
    // One that could not be ended is, at the next look.
    this.#runs.delete(id);
  }

  async #end(id: string, state: "ended" | "interrupted"): Promise<void> {
    const ended = await this.parts.store.bulkCommands.change(id, (bulk) => {
      if (isOver(bulk) || bulk.instance !== this.parts.store.instances.id) return null;
      const isStopped = bulk.state === "stopping" && state === "interrupted";
      return { ...bulk, state: isStopped ? "stopped" : state, endedAt: this.parts.clock.now() };
    });
    if (ended !== null) this.#tell(toBulkCommandView(ended.bulk));
  }

  /** Also when it is over: what the charger said is what came of it. */
  async #answeredLate(command: Command): Promise<void> {
    const { bulkId, bulkPlace: n } = command;
    if (bulkId === null || n === undefined) return;
    const end = { ...endOfCommand(command), at: command.settledAt };
    const late = await this.parts.store.bulkCommands.settleLate(bulkId, n, end);
    if (late === null) return;
    const { bulk, charger } = late;
    const run = this.#runs.get(bulkId);
    run?.answeredLate(late);
    this.#tell(run?.view ?? toBulkCommandView(bulk));
    this.parts.bus.changed(
      `bulk ${bulkId} ${n}`,
      charger.chargerId,
      () => ({ type: "bulkCharger", data: toBulkChargerView(bulkId, { n, charger }) }),
    );
  }

  #look(): void {
    this.#round = this.#round.then(() => this.#endLeft()).catch((error) =>
      this.parts.log.warn("Bulk commands could not be looked through", { error })
    );
  }

  /** Ends those whose worker is gone. */
  async #endLeft(): Promise<void> {
    const { bulkCommands: stored, instances } = this.parts.store;
    const left = (await stored.running()).filter((id) => !this.#runs.has(id));
    if (left.length === 0) return;
    const living = await instances.living();
    for (const id of left) {
      const taken = await stored.change(id, (bulk) => {
        const isWorkedOn = bulk.instance !== instances.id && living.has(bulk.instance);
        return isOver(bulk) || isWorkedOn || this.#runs.has(id) ? null : { ...bulk, instance: instances.id };
      });
      if (taken === null) continue;
      await settleLeft(taken.bulk, this.parts);
      await this.#end(id, "interrupted");
    }
  }

  #tell(bulk: BulkCommandView): BulkCommandView {
    this.parts.bus.changed(`bulk ${bulk.id}`, null, () => ({ type: "bulk", data: bulk }));
    return bulk;
  }
}
