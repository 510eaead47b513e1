/** `GET /metrics`, as Prometheus reads it. */
import { assertEquals, assertMatch } from "@std/assert";
import { Histogram } from "../../lib/histogram.ts";
import { counter, gauge, histogram, writeMetrics } from "../../lib/metrics/text.ts";
import { Traffic } from "../../lib/metrics/traffic.ts";
import { aServer, RawCharger } from "../server.ts";

/** Every line's value by its name and labels. */
function valuesOf(text: string): Map<string, number> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

const now = () => new Date().toISOString();

Deno.test("GET /metrics counts messages by action and direction, and tells chargers, sessions, power and the store", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  await charger.call("StatusNotification", { connectorId: 1, errorCode: "NoError", status: "Charging" });
  const start = { connectorId: 1, idTag: "T", meterStart: 0, timestamp: now() };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  const sampledValue = [{ value: "7000", measurand: "Power.Active.Import", unit: "W" }];
  const meterValue = [{ timestamp: now(), sampledValue }];
  await charger.call("MeterValues", { connectorId: 1, transactionId, meterValue });
  await charger.call("MeterValues", { connectorId: 1, transactionId, meterValue: [{ timestamp: "now" }] });
  await charger.call("MadeUpByAVendor", {});
  charger.send("[");
  const asked = server.get("/api/chargers/CP-1/commands/ClearCache", { method: "POST" });
  const [, id] = await charger.next() as [number, string];
  charger.send(JSON.stringify([3, id, { status: "Accepted" }]));
  await asked;
  await fetch(`${server.url}/ocpp/${"x".repeat(300)}`, {
    headers: { upgrade: "websocket", connection: "upgrade" },
  }).then((response) => response.body?.cancel());

  const response = await fetch(`${server.url}/metrics`);
  assertEquals(response.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  const values = valuesOf(await response.text());
  const told = (name: string) => values.get(name);
  const messages = (action: string, direction: string, type: string) =>
    told(`ocpp_messages_total{action="${action}",direction="${direction}",type="${type}"}`);
  assertEquals([messages("MeterValues", "in", "call"), messages("MeterValues", "out", "result")], [2, 1]);
  assertEquals(messages("MeterValues", "out", "error"), 1);
  assertEquals([messages("other", "in", "call"), messages("other", "out", "error")], [1, 1]);
  assertEquals([messages("ClearCache", "out", "call"), messages("ClearCache", "in", "result")], [1, 1]);
  assertEquals([...values.keys()].some((name) => name.includes("MadeUp")), false);
  assertEquals(told("ocpp_unreadable_messages_total"), 1);
  assertEquals(told('ocpp_call_duration_seconds_count{action="BootNotification",direction="in"}'), 1);
  assertEquals(told('ocpp_call_duration_seconds_bucket{action="BootNotification",direction="in",le="+Inf"}'), 1);
  assertEquals(told('ocpp_call_duration_seconds_count{action="ClearCache",direction="out"}'), 1);
  assertEquals([told("ocpp_links_open"), told("ocpp_links_opened_total")], [1, 1]);
  assertEquals(told('ocpp_chargers{state="online"}'), 1);
  assertEquals(told('ocpp_connectors{status="Charging"}'), 1);
  assertEquals([told("ocpp_transactions_running"), told("ocpp_power_watts")], [1, 7000]);
  assertEquals([told("ocpp_samples_stored_total"), told("ocpp_store_journal_rows")], [1, 1]);
  assertEquals([told("ocpp_store_up"), told("ocpp_live_clients")], [1, 0]);
  const written = told('ocpp_store_commits_total{outcome="written"}') ?? 0;
  const stale = told('ocpp_store_commits_total{outcome="stale"}') ?? 0;
  assertEquals([written > 0, told("ocpp_store_commit_duration_seconds_count")], [true, written + stale]);
  assertEquals((told("process_resident_memory_bytes") ?? 0) > 1e7, true);
  assertEquals((told("process_heap_bytes") ?? 0) > 1e6, true);
});

Deno.test("every metric has its help and its type, once, before its values, as the text format wants", async () => {
  await using server = await aServer();
  await using charger = await RawCharger.connect(`${server.endpoint}/CP-1`);
  await charger.call("Heartbeat", {});
  const text = await (await fetch(`${server.url}/metrics`)).text();
  let name = "";
  const seen = new Set<string>();
  for (const line of text.trimEnd().split("\n")) {
    const help = /^# HELP (\S+) [A-Z0-9].*\.$/.exec(line);
    if (help !== null) {
      name = help[1];
      assertMatch(name, /^(ocpp|process)_[a-z_]+$/);
      assertEquals(seen.has(name), false, name);
      seen.add(name);
    } else if (line.startsWith("# TYPE")) {
      const type = /^# TYPE (\S+) (counter|gauge|histogram)$/.exec(line);
      assertEquals(type?.[1], name);
      assertEquals(type?.[2] === "counter", name.endsWith("_total"));
    } else {
      assertMatch(line, /^[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [-+0-9.e]+$/);
      assertEquals(line.startsWith(name), true);
    }
  }
  assertEquals(seen.size > 15, true);
});

Deno.test("GET /metrics asks for a credential when the dashboard does", async () => {
  await using server = await aServer({ settings: { OPERATOR_PASSWORD: "correct horse" } });
  const { status, type } = await server.get("/metrics");
  assertEquals([status, type], [401, "application/problem+json"]);
});

Deno.test("labels are escaped, and a histogram's buckets add up", () => {
  const times = new Histogram([0.1, 1]);
  for (const ms of [50, 100, 500, 5_000]) times.addMs(ms);
  assertEquals(
    writeMetrics([
      counter("a_total", "A.", [[{ b: 'c"\\\n' }, 1]]),
      gauge("d", "D.", 2.5),
      histogram("e_seconds", "E.", [[{ f: "g" }, times]]),
    ]),
    `# HELP a_total A.
# TYPE a_total counter
a_total{b="c\\"\\\\\\n"} 1
# HELP d D.
# TYPE d gauge
d 2.5
# HELP e_seconds E.
# TYPE e_seconds histogram
e_seconds_bucket{f="g",le="0.1"} 2
e_seconds_bucket{f="g",le="1"} 3
e_seconds_bucket{f="g",le="+Inf"} 4
e_seconds_sum{f="g"} 5.65
e_seconds_count{f="g"} 4
`,
  );
});

Deno.test("however many actions chargers make up, there is one label for them", () => {
  const traffic = new Traffic(["Heartbeat"]);
  for (let i = 0; i < 100; i++) {
    traffic.count("in", { type: "call", id: "1", action: `A${i}`, payload: {} }, null);
  }
  assertEquals([...traffic.actions()].map(([name, { in: came }]) => [name, came.call]), [["other", 100]]);
});
