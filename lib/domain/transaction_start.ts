/** How a transaction starts. Pure. */
import type { Fact } from "./fact.ts";
import { clockNotes, type Transaction } from "./transaction.ts";

/** `where` is the connector that is meant, which may be another than the charger's word for it. */
export function newTransaction(
  id: string,
  where: { chargerId: string; connectorId: number },
  fact: Extract<Fact, { type: "started" }>,
): Transaction {
  return {
    v: 1,
    id,
    transactionId: fact.transactionId,
    ...where,
    idTag: fact.idTag,
    tagStatus: fact.tagStatus,
    startedAt: fact.at,
    endedAt: null,
    meterStartWh: fact.meterStartWh,
    meterStopWh: null,
    stopReason: null,
    stopIdTag: null,
    reservationId: fact.reservationId,
    startReceivedAt: fact.receivedAt,
    endReceivedAt: null,
    isEndAssumed: false,
    notes: clockNotes("began", fact),
  };
}
