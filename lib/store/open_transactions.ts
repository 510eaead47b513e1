/**
 * What runs on connectors, as far as the store knows.
 *
 * What this instance wrote is kept in mind with its versionstamp, so that most starts and stops cost no read. Whoever uses
 * it checks the versionstamp in the commit, and calls `forget` when that fails: another instance wrote meanwhile.
 */
import { type Transaction, transactionSchema } from "../domain/transaction.ts";
import type { Log } from "../log.ts";
import { keys } from "./keys.ts";
import { readRecord } from "./records.ts";

/** The pointer to what runs on a connector, with its key's version. `transaction` is null when it cannot be read, too. */
export interface Open {
  key: Deno.KvKey;
  versionstamp: string | null;
  id: string | null;
  transaction: Transaction | null;
}

export class OpenTransactions {
  /** By charger, then by connector. */
  readonly #known = new Map<string, Map<number, Open>>();

  constructor(private readonly kv: Deno.Kv, private readonly log: Log) {}

  async on(chargerId: string, connectorId: number): Promise<Open> {
    const known = this.#known.get(chargerId)?.get(connectorId);
    if (known !== undefined) return known;
    const { key, value: id, versionstamp } = await this.kv.get<string>(keys.transactionOpen(chargerId, connectorId));
    return { key, versionstamp, id, transaction: id === null ? null : await this.#find(id) };
  }

  /** One that this instance saw begin, by its number on the wire; its record has the version of the pointer. */
  seen(chargerId: string, transactionId: number | null): Open | undefined {
    return this.#known.get(chargerId)?.values().find(({ transaction }) => transaction?.transactionId === transactionId);
  }

  /** Those that run on a charger. */
  async of(chargerId: string): Promise<Transaction[]> {
    const pointers = await Array.fromAsync(this.kv.list<string>({ prefix: ["transaction_open", chargerId] }));
    const found = await Promise.all(pointers.map(({ value }) => this.#find(value)));
    return found.filter((one) => one !== null);
  }

  began(transaction: Transaction, versionstamp: string): void {
    this.#remember(transaction, { versionstamp, id: transaction.id, transaction });
  }

  /** Nothing runs there any more. */
  ended(transaction: Transaction): void {
    this.#remember(transaction, { versionstamp: null, id: null, transaction: null });
  }

  forget(chargerId: string): void {
    this.#known.delete(chargerId);
  }

  #remember({ chargerId, connectorId }: Transaction, open: Omit<Open, "key">): void {
    let known = this.#known.get(chargerId);
    if (known === undefined) this.#known.set(chargerId, known = new Map());
    known.set(connectorId, { key: keys.transactionOpen(chargerId, connectorId), ...open });
  }

  async #find(id: string): Promise<Transaction | null> {
    return readRecord(transactionSchema, await this.kv.get(keys.transaction(id)), this.log);
  }
}
