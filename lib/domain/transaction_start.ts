/** How a transaction starts. Pure. */
import type { Fact } from "./fact.ts";
import { say } from "./sentence.ts";
import { clockNotes, type Transaction, unreadNotes } from "./transaction.ts";

/**
 * `where` is the connector that is meant, which may be another than the charger's word for it. `registerWh` is its last
 * reading, for a start that tells none.
 */
export function newTransaction(
  id: string,
  { registerWh, ...where }: { chargerId: string; connectorId: number; registerWh: number | null },
  fact: Extract<Fact, { type: "started" }>,
): Transaction {
  const { receivedAt } = fact;
  const text = say("start-meter-untold");
  return {
    v: 1,
    id,
    transactionId: fact.transactionId,
    ...where,
    idTag: fact.idTag,
    tagStatus: fact.tagStatus,
    startedAt: fact.at,
    endedAt: null,
    meterStartWh: fact.meterStartWh ?? registerWh,
    meterStopWh: null,
    stopReason: null,
    stopIdTag: null,
    reservationId: fact.reservationId,
    startReceivedAt: fact.receivedAt,
    endReceivedAt: null,
    isEndAssumed: false,
    notes: [
      ...clockNotes("start", fact),
      ...unreadNotes("start", fact),
      ...fact.meterStartWh === null && registerWh !== null ? [{ at: receivedAt, text }] : [],
    ],
  };
}
