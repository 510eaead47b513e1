import { assertEquals } from "@std/assert";
import type { Page, UnmatchedStopView } from "../../lib/domain/views.ts";
import { RawCharger } from "../server.ts";
import { aPair } from "./asking.ts";

const PATH = "/api/unmatched-stops";

Deno.test("GET /api/unmatched-stops lists what fits no transaction, page by page, with what was sent", async () => {
  await using pair = await aPair();
  const { server, charger } = pair;
  await using other = await RawCharger.connect(`${server.endpoint}/CP 2`);
  const timestamp = new Date().toISOString();
  await charger.call("StopTransaction", { transactionId: 5, meterStop: 10, timestamp, idTag: "T" });
  await charger.call("StopTransaction", { meterStop: 11, timestamp });
  await other.call("StopTransaction", {});
  const read = async (query: string) => (await server.get(`${PATH}${query}`)).body as Page<UnmatchedStopView>;
  const { items, next } = await read("?chargerId=CP-1");
  const [second, { id: _, receivedAt: __, ...first }] = items;
  assertEquals([first, next], [{
    chargerId: "CP-1",
    transactionId: 5,
    idTag: "T",
    meterStopWh: 10,
    stopReason: "Local",
    at: timestamp,
    sent: null,
  }, null]);
  const sent = JSON.stringify({ meterStop: 11, timestamp });
  assertEquals([second.transactionId, second.meterStopWh, second.sent], [null, 11, sent]);
  const all: UnmatchedStopView[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const page = await read(`?limit=1${cursor && `&cursor=${cursor}`}`);
    all.push(...page.items);
    cursor = page.next;
  }
  assertEquals(all.map(({ chargerId, sent }) => [chargerId, sent === null]), [
    ["CP 2", false],
    ["CP-1", false],
    ["CP-1", true],
  ]);
});
