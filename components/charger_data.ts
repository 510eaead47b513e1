/** What the page of one charger shows. */
import type { ChargerDetail, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";

export interface ChargerData {
  charger: ChargerDetail;
  running: TransactionView[];
  /** The last ones. */
  past: TransactionView[];
}

export const PAST_SHOWN = 10;

/** Null: there is no such charger. */
export async function readCharger({ reads }: Services, id: string): Promise<ChargerData | null> {
  const charger = await reads.charger(id);
  if (charger === null) return null;
  const ids = charger.connectors.map(({ transactionId }) => transactionId).filter((id) => id !== null);
  const running = await Promise.all(ids.map((id) => reads.transaction(id)));
  const past = await reads.transactions({ chargerId: id, state: "ended" }, { limit: PAST_SHOWN });
  return { charger, running: running.filter((one) => one !== null), past: past.items };
}
