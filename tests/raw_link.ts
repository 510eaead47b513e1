/** A charger's end of a WebSocket by hand: its handshake and messages go out byte for byte as they are given. */

export interface RawHandshake {
  /** As it stands in the request line. */
  path: string;
  /** Header lines; without any, those of a usual client. */
  headers: string[];
  answersPings: boolean;
}

const TEXT = 1, CLOSE = 8, PING = 9, PONG = 10;

/** The lines every WebSocket client sends. */
export const USUAL_HEADERS = [
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "Sec-WebSocket-Version: 13",
];

export class RawLink implements AsyncDisposable {
  /** Of the handshake's answer. */
  readonly status: number;
  readonly protocol: string | null;
  /** Resolves with the close code, or null when the socket just ended. */
  readonly closed: Promise<number | null>;
  readonly #messages: string[] = [];
  #pings = 0;
  #wake: () => void = () => {};

  private constructor(
    private readonly tcp: Deno.TcpConn,
    answer: string,
    rest: Uint8Array<ArrayBuffer>,
    private readonly answersPings: boolean,
  ) {
    this.status = Number(answer.split(" ")[1]);
    this.protocol = /^sec-websocket-protocol: *(.*)$/im.exec(answer)?.[1].trim() ?? null;
    this.closed = this.#read(rest);
  }

  static async open(port: number, { path, headers, answersPings }: RawHandshake): Promise<RawLink> {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
    const request = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, ...headers, "", ""].join("\r\n");
    await write(tcp, Uint8Array.from(request, (character) => character.charCodeAt(0)));
    let bytes = new Uint8Array();
    while (true) {
      const more = await readSome(tcp);
      if (more === null) throw new Error("The server hung up during the handshake");
      bytes = concat(bytes, more);
      const text = String.fromCharCode(...bytes);
      const end = text.indexOf("\r\n\r\n");
      if (end >= 0) return new RawLink(tcp, text.slice(0, end), bytes.slice(end + 4), answersPings);
    }
  }

  /** The next message, as text. */
  async next(): Promise<string> {
    while (this.#messages.length === 0) await new Promise<void>((wake) => this.#wake = wake);
    return this.#messages.shift()!;
  }

  /** Resolves at the server's next ping. */
  async pinged(): Promise<void> {
    const before = this.#pings;
    while (this.#pings === before) await new Promise<void>((wake) => this.#wake = wake);
  }

  send(text: string): Promise<void> {
    return this.#write(TEXT, new TextEncoder().encode(text));
  }

  /** Ends the connection without a word, as a charger does that loses power. */
  async [Symbol.asyncDispose](): Promise<void> {
    try {
      this.tcp.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
    await this.closed;
  }

  async #read(bytes: Uint8Array<ArrayBuffer>): Promise<number | null> {
    if (this.status !== 101) return null;
    let code: number | null = null;
    while (true) {
      for (let frame = parse(bytes); frame !== null; frame = parse(bytes)) {
        bytes = bytes.slice(frame.length);
        if (frame.kind === TEXT) this.#messages.push(new TextDecoder().decode(frame.payload));
        if (frame.kind === CLOSE) {
          code = frame.payload.length < 2 ? 1005 : frame.payload[0] * 256 + frame.payload[1];
          await this.#write(CLOSE, frame.payload).catch(() => {});
        }
        if (frame.kind === PING) {
          this.#pings++;
          if (this.answersPings) await this.#write(PONG, frame.payload);
        }
        this.#wake();
      }
      const more = await readSome(this.tcp).catch(() => null);
      if (more === null) return code;
      bytes = concat(bytes, more);
    }
  }

  /** What a client sends is masked; a mask of zeros leaves it readable. */
  #write(kind: number, payload: Uint8Array): Promise<void> {
    const { length } = payload;
    const size = length < 126 ? [0x80 | length] : [0x80 | 126, length >> 8, length & 255];
    return write(this.tcp, new Uint8Array([0x80 | kind, ...size, 0, 0, 0, 0, ...payload]));
  }
}

interface Frame {
  kind: number;
  payload: Uint8Array<ArrayBuffer>;
  /** Of the whole frame. */
  length: number;
}

/** The first frame of some bytes; null when it is not all there yet. */
function parse(bytes: Uint8Array<ArrayBuffer>): Frame | null {
  if (bytes.length < 2) return null;
  const short = bytes[1] & 127;
  const head = short < 126 ? 2 : short === 126 ? 4 : 10;
  if (bytes.length < head) return null;
  const length = bytes.slice(2, head).reduce((size, byte) => size * 256 + byte, 0);
  const end = head + (short < 126 ? short : length);
  return bytes.length < end ? null : { kind: bytes[0] & 15, payload: bytes.slice(head, end), length: end };
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

async function readSome(tcp: Deno.TcpConn): Promise<Uint8Array<ArrayBuffer> | null> {
  const buffer = new Uint8Array(16_384);
  const count = await tcp.read(buffer);
  return count === null ? null : buffer.slice(0, count);
}

async function write(tcp: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await tcp.write(bytes.subarray(sent));
}
