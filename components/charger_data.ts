/** What the first page of one charger shows: its present. */
import { tellSentence } from "@/components/sentence_text.ts";
import { type ToldVerdict, toldVerdict } from "@/components/verdict_text.ts";
import type { ChargerDetail, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";
import type { Reader } from "@/lib/texts/reader.ts";

export interface ChargerData {
  /** Its notes are in the reader's words. */
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
  { diagnosis }: Services,
  id: string,
  reader: Reader,
): Promise<ChargerData | null> {
  const found = await diagnosis.of(id);
  return found && {
    ...found,
    charger: {
      ...found.charger,
      notes: found.charger.notes.map((one) => ({ ...one, detail: tellSentence({ ...one, text: one.detail }, reader) })),
    },
    past: found.past.slice(0, PAST_SHOWN),
    verdicts: found.verdicts.map((one) => toldVerdict(one, reader)),
  };
}
