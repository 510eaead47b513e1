/** Events that are told together, as bytes for the wire: made once, however many listen. */
import type { LiveEvent } from "./domain/views.ts";

/** An event with its place in the order of this process. */
export interface Message {
  seq: number;
  chargerId: string | null;
  event: LiveEvent;
  /** What it takes up, about. */
  characters: number;
  /** As text for the wire, once somebody wanted it. */
  written?: string;
}

/** What a listener wants to hear: of one charger, or of all (null); events of some types, or of all (null). */
export interface Wish {
  chargerId: string | null;
  types: ReadonlySet<LiveEvent["type"]> | null;
}

const encoder = new TextEncoder();

export class Batch {
  /** By the wish: most browsers have the same. */
  readonly #bytes = new Map<string, Uint8Array>();

  /** `epoch` tells this process's order from that of another. */
  constructor(private readonly epoch: string, readonly messages: readonly Message[]) {}

  /**
   * What of it is wanted, as server-sent events. Shared: not to be changed.
   * @see WHATWG HTML, 9.2 Server-sent events
   */
  bytesFor({ chargerId, types }: Wish): Uint8Array {
    const name = JSON.stringify([chargerId, types === null ? null : [...types]]);
    let bytes = this.#bytes.get(name);
    if (bytes === undefined) {
      const wanted = this.messages.filter((message) =>
        (chargerId === null || message.chargerId === chargerId) && (types === null || types.has(message.event.type))
      );
      bytes = encoder.encode(wanted.map((message) => this.#write(message)).join(""));
      this.#bytes.set(name, bytes);
    }
    return bytes;
  }

  #write(message: Message): string {
    const { type, data } = message.event;
    return message.written ??= `id: ${this.epoch}-${message.seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}
