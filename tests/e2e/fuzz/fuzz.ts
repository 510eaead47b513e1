/** Mutated frames over real sockets, on many links at once. */
import { assertEquals } from "@std/assert";
import { RawCharger } from "../../server.ts";
import { sampleFrames } from "./frames.ts";
import { FuzzLink, type Tally } from "./link.ts";

/** So many frames are on their way at once. */
const WINDOW = 50;
/** After one window in so many comes nothing but rubbish, until the server closes the link. */
const RUBBISH_EVERY = 10;

/** Where a server is, in this process or another. */
export interface Target {
  url: string;
  endpoint: string;
}

export function fuzzLinks({ endpoint }: Target, count: number): FuzzLink[] {
  return Array.from({ length: count }, (_, i) => new FuzzLink(`${endpoint}/FUZZ-${i}`));
}

/**
 * Opens the links, sends this many frames on all together, and closes them.
 * @throws when a call is not answered exactly once, or not as it should be
 */
export async function fuzz(links: FuzzLink[], { frames, seed }: { frames: number; seed: number }): Promise<Tally> {
  const tally: Tally = { frames: 0, answers: 0, results: 0, unanswerable: 0, reopened: 0, codes: {} };
  const each = Math.ceil(frames / links.length);
  await Promise.all(links.map(async (link, i) => {
    await link.open(tally);
    for (let sent = 0, window = 0; sent < each; window++) {
      const count = Math.min(WINDOW, each - sent);
      await link.exchange(sampleFrames({ count, seed: seed + i * 100_003 + window, name: `${i}-${window}` }));
      if ((i + window) % RUBBISH_EVERY === 5) await link.annoy();
      sent += count;
    }
    await link.close();
  }));
  return tally;
}

/** The server works as if nothing had been. */
export async function assertAllIsWell({ url, endpoint }: Target): Promise<void> {
  await using charger = await RawCharger.connect(`${endpoint}/GOOD`);
  const timestamp = new Date().toISOString();
  const boot = await charger.call("BootNotification", { chargePointVendor: "A", chargePointModel: "B" });
  assertEquals((boot as { status: string }).status, "Accepted");
  const start = { connectorId: 1, idTag: "TAG-1", meterStart: 0, timestamp };
  const { transactionId } = await charger.call("StartTransaction", start) as { transactionId: number };
  const meterValue = [{ timestamp, sampledValue: [{ value: "5" }] }];
  assertEquals(await charger.call("MeterValues", { connectorId: 1, transactionId, meterValue }), {});
  assertEquals(await charger.call("StopTransaction", { transactionId, meterStop: 5, timestamp }), {});
  for (
    const path of [
      "/health/live",
      "/api/chargers?limit=500",
      "/api/chargers/FUZZ-0-0",
      "/api/chargers/FUZZ-0-0/messages?limit=500",
      "/api/transactions?limit=500",
      `/api/transactions/${transactionId}`,
      "/api/stats",
    ]
  ) {
    const response = await fetch(url + path);
    await response.body?.cancel();
    assertEquals([path, response.status], [path, 200]);
  }
}
