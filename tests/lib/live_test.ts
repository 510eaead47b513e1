/** Server-sent events when nobody reads them, or nobody listens. */
import { assert, assertEquals } from "@std/assert";
import { Bus } from "../../lib/bus.ts";
import { openLive } from "../../lib/live.ts";
import { HeldClock, NOON } from "../arrange.ts";
import { aCharger, twoInstances } from "../two_instances.ts";

const all = { wish: { chargerId: null, types: null }, mayStill: () => Promise.resolve(true), ended() {} };

/** `until` gives what a stream says, up to and with the piece in which something stands. */
function listen(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  const until = async (end: string): Promise<string> => {
    let text = "";
    while (!text.includes(end)) {
      const { done, value } = await reader.read();
      if (done) throw new Error(`The stream ended before ${end}`);
      text += decoder.decode(value, { stream: true });
    }
    return text;
  };
  return { until, leave: () => reader.cancel() };
}

Deno.test("who comes back after something that nobody was told is told to read everything again", async () => {
  const { a, clock, end } = await twoInstances();
  const { bus } = a.services;
  const { call } = aCharger(a.services);
  await call("Heartbeat", {});
  clock.pass(1_000);
  const come = (lastEventId: string | null) => listen(openLive(bus, clock, { ...all, lastEventId }));
  const first = come(null);
  const [, lastEventId] = /id: (\S+)/.exec(await first.until("hello"))!;
  await first.leave();
  // While it may come back what it misses is kept, and then no more.
  const meter = (s: number) => {
    const timestamp = new Date(NOON + s * 1000).toISOString();
    return call("MeterValues", { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "7" }] }] });
  };
  await meter(1);
  clock.pass(1_000);
  const soon = come(lastEventId);
  assert(!(await soon.until("samples")).includes("event: reset"));
  await soon.leave();
  clock.pass(61_000);
  await meter(2);
  clock.pass(1_000);
  assertEquals(/event: (\w+)/.exec(await come(lastEventId).until("event:"))?.[1], "reset");
  await end();
});

Deno.test("who reads nothing is cut off at 4 MiB, which are forgotten, and the others hear everything", async () => {
  const clock = new HeldClock();
  const bus = new Bus(clock, "E");
  let ended = 0;
  const idle = openLive(bus, clock, { ...all, lastEventId: null, ended: () => ended++ });
  const busy = openLive(bus, clock, { ...all, lastEventId: null });
  const { until } = listen(busy);
  const info = "x".repeat(100_000);
  for (let n = 0; n < 100; n++) {
    const data = { chargerId: "CP-1", connectorId: n, info } as never;
    bus.changed(`connector ${n}`, "CP-1", () => ({ type: "connector", data }));
    clock.pass(250);
    await until(`"connectorId":${n}`);
    // It is looked at with each event, and what waits for it then is over the limit.
    if (n === 42) assertEquals(ended, 0);
  }
  assertEquals(ended, 1);
  const unread = (await new Response(idle).text()).length;
  assert(unread < 2 * info.length, `${unread} bytes were kept for it`);
  bus.close();
});
