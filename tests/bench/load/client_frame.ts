/** WebSocket text frames of a client, made once and changed in place: only what differs from call to call is written anew. */

/** Any but zeros, which would spare the server its work. */
const MASK = [0x5a, 0xa5, 0x3c, 0xc3];
const TEXT = 0x81;

const encoder = new TextEncoder();

export class ClientFrame {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly #start: number;

  constructor(text: string, kind = TEXT) {
    const payload = encoder.encode(text);
    const { length } = payload;
    const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
    this.#start = 1 + size.length + MASK.length;
    this.bytes = new Uint8Array(this.#start + length);
    this.bytes.set([kind, ...size, ...MASK]);
    payload.forEach((byte, i) => this.bytes[this.#start + i] = byte ^ MASK[i & 3]);
  }

  /** Writes ASCII over what stands at a place of the text. */
  put(place: number, text: string): void {
    for (let i = 0; i < text.length; i++) {
      this.bytes[this.#start + place + i] = text.charCodeAt(i) ^ MASK[(place + i) & 3];
    }
  }
}
