/** Numbers for the wire, taken from a counter in blocks so that instances never contend. 0 is never given. */
import { keys } from "./keys.ts";

/** What is counted, each by itself. */
type Counter = "transaction" | "reservation" | "local_list" | "charging_profile" | "request";

const BLOCK = 100;
/** Numbers are signed 32-bit in many chargers. */
const LARGEST = 2 ** 31 - 1;

export class BlockNumbers {
  #next = 1;
  #end = 1;
  #taking: Promise<void> | null = null;

  constructor(private readonly kv: Deno.Kv, private readonly counter: Counter) {}

  async take(): Promise<number> {
    while (this.#next >= this.#end) {
      this.#taking ??= this.#takeBlock().finally(() => this.#taking = null);
      await this.#taking;
    }
    return this.#next++;
  }

  async #takeBlock(): Promise<void> {
    const key = keys.counter(this.counter);
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
