/** How a transaction ends: by its charger's word, or without it. Pure. */
import type { Fact } from "./fact.ts";
import type { Sample } from "./sample.ts";
import { say, type Sentence } from "./sentence.ts";
import { isBelievable } from "./time.ts";
import { clockNotes, type Transaction, type UnmatchedStop, unreadNotes } from "./transaction.ts";

type Stopped = Extract<Fact, { type: "stopped" }>;

/** As its charger told it. `registerWh` is the connector's last reading, for a stop that tells none. */
export function ended(known: Transaction, fact: Stopped, registerWh: number | null): Transaction {
  const isMeterUntold = fact.meterStopWh === null;
  const text = say("end-meter-untold");
  return {
    ...known,
    endedAt: fact.at,
    endReceivedAt: fact.receivedAt,
    meterStopWh: fact.meterStopWh ?? atLeast(known.meterStartWh, registerWh),
    stopReason: fact.stopReason,
    stopIdTag: fact.idTag,
    isEndAssumed: isMeterUntold,
    notes: [
      ...known.notes,
      ...known.isEndAssumed ? [{ at: fact.receivedAt, text: say("ended-after-all") }] : [],
      ...clockNotes("end", fact),
      ...unreadNotes("end", fact),
      ...isMeterUntold && registerWh !== null ? [{ at: fact.receivedAt, text }] : [],
    ],
  };
}

/** As its charger told it, by a number that is not this transaction's. */
export function endedByAnotherNumber(known: Transaction, fact: Stopped, registerWh: number | null): Transaction {
  const transaction = ended(known, fact, registerWh);
  const text = fact.transactionId === null
    ? say("ended-without-number")
    : say("ended-by-number", { number: fact.transactionId });
  return { ...transaction, notes: [...transaction.notes, { at: fact.receivedAt, text }] };
}

/**
 * The transaction that a stop by an unknown number must mean: the only one that runs on its charger. Null when its meter or
 * time does not fit, or another could be meant. One that tells neither number nor meter has to tell its time.
 */
export function certainlyMeant(running: Transaction[], fact: Stopped): Transaction | null {
  const [only, ...others] = running;
  if (only === undefined || others.length > 0) return null;
  const isFitting = fact.meterStopWh === null
    ? fact.transactionId === null && isBelievable(fact.chargerAt, fact.receivedAt)
    : fact.meterStopWh >= (only.meterStartWh ?? -Infinity);
  return isFitting && fact.at >= only.startedAt ? only : null;
}

/** A transaction ended without its charger's word: at its last reading, with a note why. Times are epoch ms. */
export function closedBy(
  open: Transaction,
  last: Sample | null,
  end: { at: number; notAfter?: number; meterStopWh?: number; stopReason?: string; text: Sentence },
): Transaction {
  const { at, notAfter = at, meterStopWh = last?.energyWh } = end;
  return {
    ...open,
    endedAt: Math.max(open.startedAt, Math.min(notAfter, last?.at ?? notAfter)),
    endReceivedAt: at,
    meterStopWh: atLeast(open.meterStartWh, meterStopWh ?? null),
    stopReason: end.stopReason ?? null,
    isEndAssumed: true,
    notes: [...open.notes, { at, text: end.text }],
  };
}

/** A reading may be from before the start. */
function atLeast(meterStartWh: number | null, registerWh: number | null): number | null {
  return registerWh === null ? null : Math.max(meterStartWh ?? -Infinity, registerWh);
}

/** By an operator, for its charger never did. */
export function endedByHand(
  known: Transaction,
  last: Sample | null,
  { by, ...given }: { by: string | null; at: number; meterStopWh?: number; stopReason?: string },
): Transaction {
  return closedBy(known, last, { ...given, text: by === null ? say("ended-by-hand") : say("ended-by", { who: by }) });
}

/** With its charger, which is removed. */
export function endedWithCharger(known: Transaction, last: Sample | null, at: number): Transaction {
  return closedBy(known, last, { at, text: say("ended-with-charger") });
}

/** By a stop that fitted nothing, and that an operator says was meant for it. */
export function endedByAssignedStop(
  known: Transaction,
  last: Sample | null,
  { stop, by, at }: { stop: UnmatchedStop; by: string | null; at: number },
): Transaction {
  const { chargerId: _, v: __, id: ___, sent: ____, settled: _____, ...told } = stop;
  const fact: Stopped = { ...told, type: "stopped", chargerAt: stop.at, samples: [] };
  const transaction = ended(known, { ...fact, at: Math.max(known.startedAt, stop.at) }, last?.energyWh ?? null);
  const number = stop.transactionId ?? "?";
  const text = by === null ? say("stop-assigned", { number }) : say("stop-assigned-by", { who: by, number });
  return { ...transaction, notes: [...transaction.notes, { at, text }] };
}

/** Whether a stop says again what ended this transaction, or nothing that is new. */
export function isRepeat(known: Transaction, fact: Stopped): boolean {
  if (fact.meterStopWh === null) return true;
  return !known.isEndAssumed && known.meterStopWh === fact.meterStopWh && known.stopReason === fact.stopReason;
}
