/** A charger's end of a WebSocket over raw TCP, for one call at a time. */
import { ClientFrame } from "./client_frame.ts";

const TEXT = 1, CLOSE = 8, PING = 9, PONG = 0x8a;
/** Of answers; those of the calls that are sent here are short. */
const BUFFER_BYTES = 16_384;

export class LinkClosedError extends Error {
  override name = "LinkClosedError";
}

export class Link {
  readonly #buffer = new Uint8Array(BUFFER_BYTES);
  /** What came and is not taken yet. */
  #from = 0;
  #to = 0;

  private constructor(private readonly tcp: Deno.TcpConn) {}

  static async open(port: number, path: string): Promise<Link> {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
    tcp.setNoDelay(true);
    const link = new Link(tcp);
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Connection: Upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Protocol: ocpp1.6",
    ];
    await link.#write(new TextEncoder().encode([...lines, "", ""].join("\r\n")));
    let text = "";
    while (!text.includes("\r\n\r\n")) {
      await link.#read();
      text = new TextDecoder().decode(link.#buffer.subarray(0, link.#to));
    }
    if (!text.startsWith("HTTP/1.1 101")) throw new Error(`The handshake was answered: ${text.split("\r\n")[0]}`);
    link.#from = text.indexOf("\r\n\r\n") + 4;
    return link;
  }

  /**
   * Sends a frame and waits for the next text.
   * @returns the text's bytes; they hold until the next call
   * @throws {LinkClosedError}
   */
  async ask(bytes: Uint8Array): Promise<Uint8Array> {
    await this.#write(bytes);
    while (true) {
      const frame = this.#take();
      if (frame === null) await this.#read();
      else if (frame.kind === TEXT) return frame.payload;
      else if (frame.kind === CLOSE) throw new LinkClosedError("The server closed the link");
      else if (frame.kind === PING) {
        await this.#write(new ClientFrame(new TextDecoder().decode(frame.payload), PONG).bytes);
      }
    }
  }

  close(): void {
    this.tcp.close();
  }

  /** The first frame, if it is all there. */
  #take(): { kind: number; payload: Uint8Array } | null {
    const [buffer, from] = [this.#buffer, this.#from];
    if (this.#to - from < 2) return null;
    const short = buffer[from + 1] & 127;
    const head = from + (short < 126 ? 2 : 4);
    const end = head + (short < 126 ? short : buffer[from + 2] * 256 + buffer[from + 3]);
    if (this.#to < head || this.#to < end) return null;
    this.#from = end;
    return { kind: buffer[from] & 15, payload: buffer.subarray(head, end) };
  }

  async #read(): Promise<void> {
    if (this.#from === this.#to) this.#from = this.#to = 0;
    else if (this.#to === BUFFER_BYTES) {
      this.#buffer.copyWithin(0, this.#from, this.#to);
      this.#to -= this.#from;
      this.#from = 0;
    }
    const count = await this.tcp.read(this.#buffer.subarray(this.#to)).catch(() => null);
    if (count === null || count === 0) throw new LinkClosedError("The server hung up");
    this.#to += count;
  }

  async #write(bytes: Uint8Array): Promise<void> {
    for (let sent = 0; sent < bytes.length;) {
      sent += await this.tcp.write(sent === 0 ? bytes : bytes.subarray(sent)).catch(() => {
        throw new LinkClosedError("The server hung up");
      });
    }
  }
}
