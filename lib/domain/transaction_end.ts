/** How a transaction ends: by its charger's word, or without it. Pure. */
import type { Fact } from "./fact.ts";
import type { Sample } from "./sample.ts";
import type { Transaction } from "./transaction.ts";

type Stopped = Extract<Fact, { type: "stopped" }>;

/** As its charger told it. */
export function ended(known: Transaction, fact: Stopped): Transaction {
  return {
    ...known,
    endedAt: fact.at,
    endReceivedAt: fact.receivedAt,
    meterStopWh: fact.meterStopWh,
    stopReason: fact.stopReason,
    stopIdTag: fact.idTag,
  };
}

/** A transaction ended without its charger's word: at its last reading, with a note why. Times are epoch ms. */
export function closedBy(
  open: Transaction,
  last: Sample | null,
  end: { at: number; notAfter?: number; meterStopWh?: number; stopReason?: string; text: string },
): Transaction {
  const { at, notAfter = at, meterStopWh = last?.energyWh } = end;
  return {
    ...open,
    endedAt: Math.max(open.startedAt, Math.min(notAfter, last?.at ?? notAfter)),
    endReceivedAt: at,
    meterStopWh: meterStopWh === undefined ? null : Math.max(open.meterStartWh, meterStopWh),
    stopReason: end.stopReason ?? null,
    notes: [...open.notes, { at, text: end.text }],
  };
}

/** Whether a stop says again what ended this transaction. */
export function isRepeat(known: Transaction, fact: Stopped): boolean {
  return known.meterStopWh === fact.meterStopWh && known.stopReason === fact.stopReason;
}

