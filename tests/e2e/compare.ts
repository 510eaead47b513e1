/** Compares what chargers were acknowledged with what the server tells over REST. */
import type { ChargerView, Page, SampleView, TransactionView } from "../../lib/domain/views.ts";
import type { BusyCharger } from "./busy_charger.ts";

export interface Comparison {
  /** Acknowledged and not there, a sentence each. */
  missing: string[];
  /** There more than once. */
  doubled: string[];
  /** How much was held against the server. */
  compared: number;
}

export async function compare(url: string, chargers: Pick<BusyCharger, "id" | "acknowledged">[]): Promise<Comparison> {
  const comparison: Comparison = { missing: [], doubled: [], compared: 0 };
  for (const charger of chargers) await compareOne(url, charger, comparison);
  return comparison;
}

async function compareOne(
  url: string,
  { id, acknowledged }: Pick<BusyCharger, "id" | "acknowledged">,
  into: Comparison,
): Promise<void> {
  const { starts, stops, readings, status } = acknowledged;
  into.compared += starts.length + stops.length + readings.length + (status > 0 ? 1 : 0);
  const transactions = await all<TransactionView>(`${url}/api/transactions?chargerId=${id}&limit=500`);
  const byNumber = Map.groupBy(transactions, ({ transactionId }) => transactionId);
  for (const { transactionId, meterStartWh } of starts) {
    const [found] = byNumber.get(transactionId) ?? [];
    if (found?.meterStartWh !== meterStartWh) into.missing.push(`${id}: start ${transactionId} at ${meterStartWh}`);
  }
  for (const { transactionId, meterStopWh } of stops) {
    const [found] = byNumber.get(transactionId) ?? [];
    if (found?.meterStopWh !== meterStopWh) into.missing.push(`${id}: stop ${transactionId} at ${meterStopWh}`);
  }
  for (const some of Map.groupBy(transactions, ({ meterStartWh }) => meterStartWh).values()) {
    if (some.length > 1) into.doubled.push(`${id}: ${some.length} transactions start at ${some[0].meterStartWh}`);
  }
  const samples = await all<SampleView>(`${url}/api/chargers/${id}/samples?limit=5000`);
  const registers = samples.map(({ energyWh }) => energyWh ?? -1);
  const stored = new Set(registers);
  for (const reading of readings) if (!stored.has(reading)) into.missing.push(`${id}: reading ${reading}`);
  if (stored.size < registers.length) into.doubled.push(`${id}: ${registers.length - stored.size} readings`);
  const { connectors } = await json<ChargerView>(`${url}/api/chargers/${id}`);
  if (status > Number(connectors[0]?.info ?? 0)) into.missing.push(`${id}: status ${status}`);
}

/** A charger's samples, as they are told, up to a register. */
export async function readingsUpTo(url: string, chargerId: string, register: number): Promise<string> {
  const samples = await all<SampleView>(`${url}/api/chargers/${chargerId}/samples?limit=5000`);
  return JSON.stringify(samples.filter(({ energyWh }) => (energyWh ?? Infinity) <= register));
}

async function all<Item>(url: string): Promise<Item[]> {
  const items: Item[] = [];
  let next: string | null = null;
  do {
    const page: Page<Item> = await json(next === null ? url : `${url}&cursor=${next}`);
    items.push(...page.items);
    next = page.next;
  } while (next !== null);
  return items;
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return await response.json();
}
