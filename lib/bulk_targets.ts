/** Who a bulk command goes to, and whether it can be sent to them at all. */
import { subprotocols } from "../ocpp/version.ts";
import type { Supplies } from "../ocpp/central.ts";
import { type ChargerFilter, matchingChargers } from "./charger_list.ts";
import { readRequest } from "./command_request.ts";
import { isOver, isUndone } from "./domain/bulk_command.ts";
import type { BulkTargets } from "./domain/bulk_views.ts";
import type { FieldError } from "./field_errors.ts";
import type { Fleet } from "./fleet.ts";
import type { StoredBulkCommands } from "./store/bulk_commands.ts";

/** One of the three: by name, all that fit now, or those of an earlier bulk command that did not do it. */
export type TargetWish =
  | { type: "named"; chargerIds: string[] }
  | { type: "filter"; filter: ChargerFilter }
  | { type: "retry"; retryOf: string };

/** Paths are those of the request's body. */
export type TargetFault =
  | { type: "bad-targets"; errors: FieldError[] }
  | { type: "not-over" }
  | { type: "no-action" }
  | { type: "bad-payload"; errors: FieldError[] };

/** So many faults say enough. */
const MOST_FAULTS = 100;

export class BulkTargetChoice {
  constructor(private readonly parts: { fleet: Fleet; stored: StoredBulkCommands; trial: Supplies }) {}

  async choose(wish: TargetWish): Promise<{ type: "chosen"; chargerIds: string[] } | TargetFault> {
    switch (wish.type) {
      case "named":
        return this.#named(wish.chargerIds);
      case "filter": {
        const chargerIds = matchingChargers(this.parts.fleet, wish.filter).map(({ charger }) => charger.id);
        return chargerIds.length > 0 ? { type: "chosen", chargerIds } : fault("/filter", "No charger fits");
      }
      case "retry":
        return await this.#undone(wish.retryOf);
      default:
        return wish satisfies never;
    }
  }

  count(chargerIds: string[]): BulkTargets {
    const targets: BulkTargets = { chargers: chargerIds.length, online: 0, charging: 0 };
    for (const id of chargerIds) {
      const state = this.parts.fleet.stateOf(id);
      if (state === undefined || state.presence === null) continue;
      targets.online++;
      if (state.connectors.values().some(({ transaction }) => transaction !== null)) targets.charging++;
    }
    return targets;
  }

  /** What is wrong for every charger, so that nothing need be tried. Null: it may be sent. */
  async faultOf(wish: { action: string; payload: unknown }, chargerIds: string[]): Promise<TargetFault | null> {
    const { fleet, trial } = this.parts;
    const protocols = new Map<string, string>();
    for (const chargerId of chargerIds) {
      protocols.set(fleet.stateOf(chargerId)?.charger.protocol ?? subprotocols[0], chargerId);
    }
    const faults: TargetFault[] = [];
    for (const [protocol, chargerId] of protocols) {
      const read = await readRequest(wish, { protocol, chargerId, supplies: trial });
      if (read.type === "request") return null;
      if (read.type === "no-action") faults.push({ type: "no-action" });
      else faults.unshift({ ...read, errors: read.errors.map((one) => ({ ...one, path: `/payload${one.path}` })) });
    }
    return faults[0] ?? null;
  }

  #named(given: string[]): { type: "chosen"; chargerIds: string[] } | TargetFault {
    const errors = given.flatMap((id, i) =>
      this.parts.fleet.stateOf(id) === undefined
        ? [{ path: `/chargerIds/${i}`, message: `There is no charger "${id}"` }]
        : []
    );
    if (errors.length > 0) return { type: "bad-targets", errors: errors.slice(0, MOST_FAULTS) };
    return { type: "chosen", chargerIds: [...new Set(given)] };
  }

  async #undone(id: string): Promise<{ type: "chosen"; chargerIds: string[] } | TargetFault> {
    const bulk = await this.parts.stored.find(id);
    if (bulk === null) return fault("/retryOf", `There is no bulk command "${id}"`);
    if (!isOver(bulk)) return { type: "not-over" };
    const chargerIds: string[] = [];
    for await (const { charger } of this.parts.stored.all(id)) {
      if (isUndone(charger)) chargerIds.push(charger.chargerId);
    }
    return chargerIds.length > 0 ? { type: "chosen", chargerIds } : fault("/retryOf", "Every charger did it");
  }
}

function fault(path: string, message: string): TargetFault {
  return { type: "bad-targets", errors: [{ path, message }] };
}
