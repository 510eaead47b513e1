/** Transaction numbers of OCPP 1.6, taken from a counter in blocks so that instances never contend. 0 is never given. */
import { keys } from "./keys.ts";

const BLOCK = 100;
/** transactionId is a signed 32-bit number in many chargers. */
const LARGEST = 2 ** 31 - 1;

export class TransactionNumbers {
  #next = 1;
  #end = 1;
  #taking: Promise<void> | null = null;

  constructor(private readonly kv: Deno.Kv) {}

  async take(): Promise<number> {
    while (this.#next >= this.#end) {
      this.#taking ??= this.#takeBlock().finally(() => this.#taking = null);
      await this.#taking;
    }
    return this.#next++;
  }

  async #takeBlock(): Promise<void> {
    const key = keys.counter("transaction");
    while (true) {
      const entry = await this.kv.get<number>(key);
      const first = entry.value === null || entry.value > LARGEST - BLOCK ? 1 : entry.value;
      const { ok } = await this.kv.atomic().check(entry).set(key, first + BLOCK).commit();
      if (!ok) continue;
      this.#next = first;
      this.#end = first + BLOCK;
      return;
    }
  }
}
