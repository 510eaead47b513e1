/** What the first page of one charger shows: its present. */
import { type ToldVerdict, toldVerdict } from "@/components/verdict_text.ts";
import type { ChargerDetail, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";
import type { Reader } from "@/lib/texts/reader.ts";

export interface ChargerData {
  charger: ChargerDetail;
  running: TransactionView[];
  /** The last ones. */
  past: TransactionView[];
  /** Of each connector. */
  verdicts: ToldVerdict[];
}

export const PAST_SHOWN = 10;

/** Null: there is no such charger. */
export async function readCharger(
  { reads, diagnosis }: Services,
  id: string,
  reader: Reader,
): Promise<ChargerData | null> {
  const charger = await reads.charger(id);
  if (charger === null) return null;
  const ids = charger.connectors.map(({ transactionId }) => transactionId).filter((id) => id !== null);
  const running = await Promise.all(ids.map((id) => reads.transaction(id)));
  const past = await reads.transactions({ chargerId: id, state: "ended" }, { limit: PAST_SHOWN });
  const verdicts = await diagnosis.of(id) ?? [];
  return {
    charger,
    running: running.filter((one) => one !== null),
    past: past.items,
    verdicts: verdicts.map((one) => toldVerdict(one, reader)),
  };
}
