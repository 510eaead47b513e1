/** Transactions as a CSV file, page by page. */
import { writeCsvRow } from "../csv.ts";
import type { Page, TransactionView } from "../domain/views.ts";

const COLUMNS = [
  "id",
  "transactionId",
  "chargerId",
  "connectorId",
  "idTag",
  "tagStatus",
  "state",
  "startedAt",
  "endedAt",
  "durationS",
  "meterStartWh",
  "meterStopWh",
  "energyWh",
  "stopReason",
] as const satisfies (keyof TransactionView)[];

export async function* writeTransactionsCsv(
  page: (after?: string) => Promise<Page<TransactionView>>,
): AsyncGenerator<string> {
  yield writeCsvRow([...COLUMNS]);
  let after: string | undefined;
  do {
    const { items, next } = await page(after);
    yield items.map((one) => writeCsvRow(COLUMNS.map((column) => one[column]))).join("");
    after = next ?? undefined;
  } while (after !== undefined);
}
