/** How a transaction ends: by its charger's word, or without it. Pure. */
import type { Fact } from "./fact.ts";
import type { Sample } from "./sample.ts";
import { clockNotes, type Transaction } from "./transaction.ts";

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
    isEndAssumed: false,
    notes: [
      ...known.notes,
      ...known.isEndAssumed
        ? [{ at: fact.receivedAt, text: "Its charger ended it after all: its word replaces ours" }]
        : [],
      ...clockNotes("ended", fact),
    ],
  };
}

/** As its charger told it, by a number that is not this transaction's. */
export function endedByAnotherNumber(known: Transaction, fact: Stopped): Transaction {
  const transaction = ended(known, fact);
  const text =
    `Its charger ended transaction ${fact.transactionId}, which it does not have: taken for this one, the only one that ran`;
  return { ...transaction, notes: [...transaction.notes, { at: fact.receivedAt, text }] };
}

/**
 * The transaction that a stop by an unknown number must mean: the only one that runs on its charger. Null when its meter or
 * time does not fit, or another could be meant.
 */
export function certainlyMeant(running: Transaction[], fact: Stopped): Transaction | null {
  const [only, ...others] = running;
  if (only === undefined || others.length > 0) return null;
  return fact.meterStopWh >= only.meterStartWh && fact.at >= only.startedAt ? only : null;
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
    isEndAssumed: true,
    notes: [...open.notes, { at, text: end.text }],
  };
}

/** Whether a stop says again what ended this transaction. */
export function isRepeat(known: Transaction, fact: Stopped): boolean {
  return known.meterStopWh === fact.meterStopWh && known.stopReason === fact.stopReason;
}
