/** Which starts are known, and the number that each is answered with. */
import type { Start } from "../domain/fact.ts";
import { isBelievable } from "../domain/time.ts";
import type { Transaction } from "../domain/transaction.ts";
import { keys } from "./keys.ts";
import { BlockNumbers } from "./numbers.ts";

/** The key that a start is known by, with its version, and the transaction that the same start began already. */
export interface KnownStart {
  entry: Deno.KvEntryMaybe<string>;
  transaction: Transaction | null;
}

export class KnownStarts {
  readonly #numbers: BlockNumbers;
  /** The new start that each charger is about to be answered: storing it need not look again. */
  readonly #looked = new Map<string, KnownStart>();

  constructor(private readonly kv: Deno.Kv, private readonly find: (id: string) => Promise<Transaction | null>) {
    this.#numbers = new BlockNumbers(kv, "transaction");
  }

  /** The number that the start has already when it is a repeat, else a new one. */
  async numberFor(chargerId: string, start: Start, receivedAt: number): Promise<number> {
    const known = await this.#look(chargerId, start, receivedAt);
    if (known.transaction !== null) return known.transaction.transactionId;
    this.#looked.set(chargerId, known);
    return await this.#numbers.take();
  }

  /** Its `entry` is to be checked in the commit; when that fails, the next look reads. */
  async same(chargerId: string, start: Start, receivedAt: number): Promise<KnownStart> {
    const looked = this.#looked.get(chargerId);
    this.#looked.delete(chargerId);
    if (looked !== undefined && String(looked.entry.key) === String(keyOf(chargerId, start))) return looked;
    return await this.#look(chargerId, start, receivedAt);
  }

  async #look(chargerId: string, start: Start, receivedAt: number): Promise<KnownStart> {
    const entry = await this.kv.get<string>(keyOf(chargerId, start));
    const transaction = entry.value === null ? null : await this.find(entry.value);
    // A charger without a clock tells the same time for every start, so an ended one with that time is another one.
    const isOther = transaction !== null && transaction.endedAt !== null && !isBelievable(start.chargerAt, receivedAt);
    return { entry, transaction: isOther ? null : transaction };
  }
}

function keyOf(chargerId: string, { connectorId, chargerAt, idTag, meterStartWh }: Start): Deno.KvKey {
  return keys.transactionByStart(chargerId, connectorId, chargerAt ?? 0, idTag, meterStartWh);
}
