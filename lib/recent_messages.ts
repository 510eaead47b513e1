/** The newest frames of all chargers, in memory: what the live tail of messages starts with. */
import { toMessageView } from "./domain/shape.ts";
import type { Frame } from "./domain/exchange.ts";
import type { Message } from "./domain/message.ts";

const KEPT = 500;

export class RecentMessages {
  readonly #kept: { chargerId: string; message: Message }[] = [];
  #oldest = 0;

  add(chargerId: string, message: Message): void {
    if (this.#kept.length < KEPT) {
      this.#kept.push({ chargerId, message });
      return;
    }
    this.#kept[this.#oldest] = { chargerId, message };
    this.#oldest = (this.#oldest + 1) % KEPT;
  }

  /** Oldest first. */
  list(): Frame[] {
    return [...this.#kept.slice(this.#oldest), ...this.#kept.slice(0, this.#oldest)]
      .map(({ chargerId, message }) => ({ chargerId, ...toMessageView(message) }));
  }
}
