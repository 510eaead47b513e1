/** What a transaction's end adds to the sums of its day. */
import { countedWh } from "../domain/session_totals.ts";
import { dayOf } from "../domain/time.ts";
import type { Transaction } from "../domain/transaction.ts";
import type { Write } from "./group_commit.ts";
import { keys } from "./keys.ts";

/** A transaction's end and what the day's totals gain by it; an end that was only assumed `before` has been counted. */
export function addEnd(write: Write, transaction: Transaction, before: Transaction): void {
  const day = dayOf(transaction.endedAt ?? transaction.startedAt);
  write.sets!.push(
    { key: keys.transaction(transaction.id), value: transaction },
    { key: keys.transactionEnded(transaction.id), value: null },
  );
  if (before.endedAt === null) write.sums!.push({ key: keys.stats(day, "ended"), add: 1n });
  const energyWh = countedEnergy(transaction) - countedEnergy(before);
  if (energyWh > 0) write.sums!.push({ key: keys.stats(day, "energyWh"), add: BigInt(energyWh) });
}

function countedEnergy({ meterStartWh, meterStopWh }: Transaction): number {
  return meterStartWh === null || meterStopWh === null ? 0 : countedWh(meterStopWh - meterStartWh);
}
