import { assertEquals } from "@std/assert";
import { aServer, RawCharger } from "../server.ts";

const PASSWORD = "correct horse";

interface Event {
  id?: string;
  event?: string;
  data: unknown;
}

/** Reads server-sent events one by one. */
async function listen(url: string, init?: RequestInit) {
  const abort = new AbortController();
  const response = await fetch(url, { ...init, signal: abort.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  async function next(): Promise<Event> {
    while (true) {
      const end = text.indexOf("\n\n");
      if (end < 0) {
        const { value, done } = await reader.read();
        if (done) throw new Error("The stream ended");
        text += value;
        continue;
      }
      const fields = new Map(
        text.slice(0, end).split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]),
      );
      text = text.slice(end + 2);
      if (!fields.has("event")) continue;
      return { id: fields.get("id"), event: fields.get("event"), data: JSON.parse(fields.get("data") ?? "null") };
    }
  }
  return {
    type: response.headers.get("content-type"),
    next,
    /** The next event of a kind. */
    async until(kind: string): Promise<Event> {
      while (true) {
        const event = await next();
        if (event.event === kind) return event;
      }
    },
    async stop() {
      await reader.cancel();
      abort.abort();
    },
  };
}

const start = (n: number) => ({ connectorId: 1, idTag: "T", meterStart: n, timestamp: new Date().toISOString() });

Deno.test("GET /api/live tells what changes: charger, connector, transaction and samples", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live`);
  assertEquals(live.type, "text/event-stream");
  assertEquals((await live.next()).event, "hello");
  await using link = await RawCharger.connect(`${server.endpoint}/CP-1`);
  const charger = (await live.until("charger")).data as { id: string; online: boolean };
  assertEquals([charger.id, charger.online], ["CP-1", true]);
  await link.call("StartTransaction", start(0));
  const transaction = (await live.until("transaction")).data as { state: string; chargerId: string };
  assertEquals([transaction.chargerId, transaction.state], ["CP-1", "active"]);
  const timestamp = new Date().toISOString();
  await link.call("MeterValues", { connectorId: 1, meterValue: [{ timestamp, sampledValue: [{ value: "42" }] }] });
  const samples = (await live.until("samples")).data as { items: { at: string; energyWh: number }[] };
  assertEquals(samples.items, [{ at: timestamp, energyWh: 42 }]);
  await live.stop();
});

Deno.test("GET /api/live?chargerId= tells of that charger only", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live?chargerId=CP-2`);
  await live.until("hello");
  await using one = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await one.call("StartTransaction", start(1));
  await using _ = await RawCharger.connect(`${server.endpoint}/CP-2`);
  const first = await live.next();
  assertEquals([first.event, (first.data as { id: string }).id], ["charger", "CP-2"]);
  await live.stop();
});

Deno.test("a listener that comes back with Last-Event-ID gets what it missed", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live?chargerId=CP-1`);
  const { id } = await live.until("hello");
  await live.stop();
  await using link = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await link.call("StartTransaction", start(5));
  const again = await listen(`${server.url}/api/live?chargerId=CP-1`, { headers: { "last-event-id": id ?? "" } });
  assertEquals(((await again.until("charger")).data as { id: string }).id, "CP-1");
  assertEquals(((await again.until("transaction")).data as { meterStartWh: number }).meterStartWh, 5);
  await again.stop();
});

Deno.test("a listener that comes back from before this process is told to read everything again", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live`, { headers: { "last-event-id": "01OTHER-17" } });
  assertEquals((await live.next()).event, "reset");
  await live.stop();
});

Deno.test("live streams end when the server stops", async () => {
  const server = await aServer();
  const live = await listen(`${server.url}/api/live`);
  await live.until("hello");
  const ended = live.next().then(() => "event", () => "ended");
  await server.stop();
  assertEquals(await ended, "ended");
});

Deno.test("GET /api/live?types= tells of those kinds only, and refuses one that there is not", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live?types=transaction,frame`);
  await live.until("hello");
  await using link = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await link.call("StartTransaction", start(1));
  const kinds = [(await live.next()).event, (await live.next()).event, (await live.next()).event];
  assertEquals(kinds.sort(), ["frame", "frame", "transaction"]);
  await live.stop();
  const { status, body } = await server.get("/api/live?types=transaction,weather");
  assertEquals([status, (body as { errors: { path: string }[] }).errors[0].path], [400, "types"]);
});

Deno.test("so many may listen, and so many from one address: the next is refused until one leaves", async () => {
  const settings = { MAX_LISTENERS: "3", MAX_LISTENERS_PER_ADDRESS: "2", TRUSTED_PROXIES: "127.0.0.1" };
  await using server = await aServer({ settings: { ...settings, OPERATOR_PASSWORD: PASSWORD } });
  const { headers } = await fetch(`${server.url}/login`, {
    method: "POST",
    body: new URLSearchParams({ name: "admin", password: PASSWORD }),
    redirect: "manual",
  });
  const cookie = headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  const from = (address: string) => ({ headers: { "x-forwarded-for": address, cookie } });
  const ask = async (address: string) => {
    const response = await fetch(`${server.url}/api/live`, from(address));
    await response.body?.cancel();
    return [response.status, response.headers.get("retry-after")];
  };
  const one = await listen(`${server.url}/api/live`, from("203.0.113.1"));
  const two = await listen(`${server.url}/api/live`, from("203.0.113.1"));
  assertEquals(await ask("203.0.113.1"), [429, "30"]);
  const three = await listen(`${server.url}/api/live`, from("203.0.113.2"));
  assertEquals(await ask("203.0.113.3"), [503, "30"]);
  await one.stop();
  while ((await ask("203.0.113.1"))[0] !== 200);
  await two.stop();
  await three.stop();
});

Deno.test("HEAD /api/live takes no place", async () => {
  await using server = await aServer({ settings: { MAX_LISTENERS: "1" } });
  for (let i = 0; i < 3; i++) {
    assertEquals((await fetch(`${server.url}/api/live`, { method: "HEAD" })).status, 200);
  }
});

Deno.test("each event is told once to who waits for it", async () => {
  await using server = await aServer();
  const live = await listen(`${server.url}/api/live?types=frame`);
  assertEquals((await live.next()).event, "hello");
  await using link = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await link.call("Heartbeat", {});
  const told = [await live.next(), await live.next()];
  // What was told double would stand before what is told next.
  await link.call("Heartbeat", {});
  told.push(await live.next(), await live.next());
  assertEquals(new Set(told.map(({ id }) => id)).size, 4);
  await live.stop();
});
