/** What the reader may do with a charger: what they may not is not offered. */
import type { State } from "@/lib/define.ts";

export interface ChargerRights {
  change: boolean;
  command: boolean;
  remove: boolean;
  /** Change what it proves itself by. */
  prove: boolean;
}

export function readRights({ may }: Pick<State, "may">): ChargerRights {
  return {
    change: may("PATCH /api/chargers/:id"),
    command: may("POST /api/chargers/:id/commands/:action"),
    remove: may("DELETE /api/chargers/:id"),
    prove: may("PUT /api/chargers/:id/credential"),
  };
}
