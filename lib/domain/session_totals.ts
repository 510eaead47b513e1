/** Sums over sessions. Pure. */
import type { TransactionView } from "./views.ts";

export interface SessionTotals {
  sessions: number;
  energyWh: number;
  durationS: number;
}

/** More than any session delivers: a register that jumps so far is broken, and must not spoil a sum. */
const MOST_ENERGY_WH = 1e8;

/** What a session adds to a sum of energy, in whole Wh. */
export function countedWh(energyWh: number | null): number {
  const whole = Math.round(energyWh ?? 0);
  return whole > 0 && whole <= MOST_ENERGY_WH ? whole : 0;
}

export function totalOf(sessions: Pick<TransactionView, "energyWh" | "durationS">[]): SessionTotals {
  return {
    sessions: sessions.length,
    energyWh: sessions.reduce((sum, { energyWh }) => sum + countedWh(energyWh), 0),
    durationS: sessions.reduce((sum, { durationS }) => sum + durationS, 0),
  };
}

export function addTotals(a: SessionTotals, b: SessionTotals): SessionTotals {
  return {
    sessions: a.sessions + b.sessions,
    energyWh: a.energyWh + b.energyWh,
    durationS: a.durationS + b.durationS,
  };
}
