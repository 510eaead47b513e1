/**
 * A charger that behaves badly, as a process of its own: `deno run -A tests/bench/bad_neighbour.ts KIND PORT ID`.
 *
 * It goes on until it is killed; when it is cut off it comes back at once. On standard output, a line a try: how its
 * handshakes were answered so far.
 */
const [kind, port, id] = [Deno.args[0], Number(Deno.args[1]), Deno.args[2]];
const encoder = new TextEncoder();
const answers: Record<string, number> = {};

const HALF_OPEN = 2_000;
const FLOOD_PER_S = 10_000;

/** What each does with a link that it got, until it fails. */
const onLink: Record<string, (tcp: Deno.TcpConn) => Promise<void>> = {
  /** 10,000 calls a second, whatever is answered. */
  async flood(tcp) {
    listen(tcp);
    const frame = text('[2,"1","Heartbeat",{}]');
    const since = performance.now();
    for (let sent = 0;; await pause(5)) {
      const due = Math.ceil((performance.now() - since) / 1000 * FLOOD_PER_S) - sent;
      await write(tcp, repeat(frame, due));
      sent += due;
    }
  },
  /** Reads nothing of answers that are many times as long as its calls. */
  async deaf(tcp) {
    const frame = text(`[2,"1","MeterValues",{"connectorId":1,"meterValue":[${"1,".repeat(30)}1]}]`);
    for (;; await pause(10)) await write(tcp, repeat(frame, 20));
  },
  /** Messages of 2 MiB. */
  async large(tcp) {
    listen(tcp);
    const frame = text(`[2,"1","DataTransfer",{"vendorId":"x","data":"${"x".repeat(2 * 1024 * 1024)}"}]`);
    for (;; await pause(100)) await write(tcp, frame);
  },
  /** Has ids that nobody knows, and goes again. */
  stranger: () => Promise.resolve(),
};

if (kind === "half-open") await halfOpen();
for (let tries = 0;; tries++) {
  await knock(kind === "stranger" ? `${id}-${tries}` : id).catch(() => {});
  console.log(JSON.stringify(answers));
  if (kind !== "stranger") await pause(50);
}

/** 2,000 handshakes that never end. */
async function halfOpen(): Promise<never> {
  const open: Deno.TcpConn[] = [];
  for (let i = 0; i < HALF_OPEN; i++) {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
    await write(tcp, encoder.encode(`GET /ocpp/H-${i} HTTP/1.1\r\nHost: x\r\nConnection: Upgr`));
    open.push(tcp);
  }
  console.log(JSON.stringify({ open: open.length }));
  while (true) await pause(60_000);
}

async function knock(id: string): Promise<void> {
  const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
  try {
    await write(
      tcp,
      encoder.encode(
        `GET /ocpp/${id} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
          "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
          "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n",
      ),
    );
    const buffer = new Uint8Array(1_024);
    const count = await tcp.read(buffer) ?? 0;
    const [, status] = new TextDecoder().decode(buffer.subarray(0, count)).split(" ");
    answers[status] = (answers[status] ?? 0) + 1;
    if (status === "101") await onLink[kind](tcp);
  } finally {
    tcp.close();
  }
}

/** Reads and forgets. */
async function listen(tcp: Deno.TcpConn): Promise<void> {
  const buffer = new Uint8Array(65_536);
  try {
    while (await tcp.read(buffer) !== null);
  } catch { /* The link ended. */ }
}

/** A text message as a client sends it; a mask of zeros leaves it as it is. */
function text(message: string): Uint8Array {
  const payload = encoder.encode(message);
  const { length } = payload;
  const size = length < 126
    ? [0x80 | length]
    : length < 65_536
    ? [0x80 | 126, length >> 8, length & 255]
    : [0x80 | 127, 0, 0, 0, 0, length >>> 24, (length >> 16) & 255, (length >> 8) & 255, length & 255];
  const frame = new Uint8Array(1 + size.length + 4 + length);
  frame.set([0x81, ...size]);
  frame.set(payload, 1 + size.length + 4);
  return frame;
}

function repeat(frame: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(frame.length * times);
  for (let i = 0; i < times; i++) all.set(frame, i * frame.length);
  return all;
}

async function write(tcp: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await tcp.write(bytes.subarray(sent));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
