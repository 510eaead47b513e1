/** A fleet as it may be one morning, some of it in need of attention: for looking at pages, and for their pictures. */
import { slotOf } from "../../lib/domain/fleet_power.ts";
import { RawCharger, type TestServer } from "../server.ts";
import { storeBulk } from "./demo_bulk.ts";
import { storeUpkeep } from "./demo_upkeep.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

interface Place {
  id: string;
  vendor: string;
  model: string;
  connectors: number;
}

const PLACES: Place[] = [
  { id: "Harbour-1", vendor: "Alpitronic", model: "HYC 150", connectors: 2 },
  { id: "Harbour-2", vendor: "Alpitronic", model: "HYC 150", connectors: 2 },
  { id: "Library-1", vendor: "KEBA", model: "P30 x", connectors: 1 },
  { id: "Library-2", vendor: "KEBA", model: "P30 x", connectors: 1 },
  { id: "Market-1", vendor: "Wallbe", model: "Eco 2.0", connectors: 1 },
  { id: "Station-1", vendor: "ABB", model: "Terra AC W22", connectors: 1 },
  { id: "Station-2", vendor: "ABB", model: "Terra AC W22", connectors: 1 },
  { id: "Town Hall-1", vendor: "Mennekes", model: "Amtron", connectors: 2 },
];
const TAGS = ["04A1B2C3D4", "Fleet-07", "Fleet-12", "04FF00A1B2", "guest", "DE-8KC-C1"];

/** What the world leaves behind: end it before the server. */
export interface DemoWorld extends AsyncDisposable {
  /** Our id of a session that has ended, and of one that runs. */
  pastId: string;
  runningId: string;
  /** A command to many. */
  bulkId: string;
}

export async function aDemoWorld(server: TestServer): Promise<DemoWorld> {
  const now = Date.now();
  const chargers = new Map<string, Charger>();
  for (const place of PLACES) chargers.set(place.id, await Charger.connect(server, place));
  const of = (id: string): Charger => chargers.get(id)!;
  await storeTags(server, now);
  await storeUpkeep(server, "Harbour-1", now);
  await storePower(server, now);

  let n = 0;
  for (const { id, connectors } of PLACES) {
    for (let hours = 20; hours > 3; hours -= 3 + n % 4) {
      await of(id).pastSession(1 + n % connectors, now - hours * HOUR_MS - n * 7 * MINUTE_MS, n++);
    }
  }
  await of("Harbour-1").charges(1, { minutes: 24, powerW: 118_000, soc: 41, idTag: "DE-8KC-C1" });
  await of("Harbour-1").charges(2, { minutes: 52, powerW: 46_500, soc: 78, idTag: "Fleet-07" });
  await of("Library-1").charges(1, { minutes: 95, powerW: 11_040, soc: null, idTag: "04A1B2C3D4" });
  await of("Library-2").charges(1, { minutes: 210, powerW: 0, soc: 100, idTag: "Fleet-12" });
  await of("Library-2").status(1, "SuspendedEV");
  await of("Station-2").charges(1, { minutes: 40, powerW: 7_360, soc: 55, idTag: "guest" });
  await of("Station-1").status(1, "Faulted", { errorCode: "GroundFailure", info: "RCD tripped" });
  await of("Market-1").call("StopTransaction", {
    transactionId: 990_001,
    idTag: "guest",
    meterStop: 48_211,
    timestamp: new Date(now - HOUR_MS).toISOString(),
  });
  await of("Market-1").call("Heartbeat", { surprise: true });
  await of("Market-1").call("BrewCoffee", {});
  // Two sessions run at the harbour, so nobody can say which of them this ends.
  await of("Harbour-1").call("StopTransaction", {
    transactionId: 990_002,
    meterStop: 131_400,
    timestamp: new Date(now - 5 * MINUTE_MS).toISOString(),
  });
  await of("Town Hall-1").status(1, "Preparing");
  await of("Town Hall-1").status(2, "Unavailable");
  await server.services.operations.changeCharger("Town Hall-1", { label: "Car park, level 2" });
  const waiting = await Charger.connect(server, { id: "New-1", vendor: "go-e", model: "Gemini", connectors: 0 });
  await server.services.operations.changeCharger("New-1", { registration: "Pending" });
  await of("Station-2").leave();
  await server.services.messageLog.flushed();

  const { items: [past] } = await server.services.reads.transactions({ state: "ended" }, { limit: 1 });
  const { items: [running] } = await server.services.reads.transactions(
    { state: "active", chargerId: "Harbour-1", connectorId: 1 },
    { limit: 1 },
  );
  const bulkId = await storeBulk(server, PLACES.map(({ id }) => id), now);
  return {
    bulkId,
    pastId: past.id,
    runningId: running.id,
    async [Symbol.asyncDispose]() {
      for (const charger of [...chargers.values(), waiting]) await charger.leave();
    },
  };
}

async function storeTags({ services: { store } }: TestServer, now: number): Promise<void> {
  const tag = (idTag: string, given = {}) => ({
    v: 1 as const,
    idTag,
    label: null,
    blocked: false,
    expiresAt: null,
    parentIdTag: null,
    maxActiveTransactions: null,
    ...given,
  });
  await store.tags.put([
    tag("04A1B2C3D4", { label: "Ada Lovelace" }),
    tag("04FF00A1B2", { label: "Lost in May", blocked: true }),
    tag("DE-8KC-C1", { label: "Roaming" }),
    tag("Fleet-07", { label: "Van 7", parentIdTag: "Fleet", maxActiveTransactions: 1 }),
    tag("Fleet-12", { label: "Van 12", parentIdTag: "Fleet", maxActiveTransactions: 1 }),
    tag("guest", { label: "Visitors", expiresAt: now + 30 * 24 * HOUR_MS }),
    tag("trial-2025", { label: "Trial", expiresAt: now - 24 * HOUR_MS }),
  ]);
}

/** A day with a morning and an evening, and an hour in which the server did not run. */
async function storePower({ services: { store, powerHistory } }: TestServer, now: number): Promise<void> {
  await powerHistory.stop();
  for (let i = 287; i > 0; i--) {
    if (i > 200 && i < 212) continue;
    const at = slotOf(now - i * 5 * MINUTE_MS);
    const hour = (24 + (at / HOUR_MS) % 24) % 24;
    const bell = (peak: number, width: number) => Math.exp(-(((hour - peak) / width) ** 2));
    const powerW = 9_000 + 120_000 * bell(8.5, 2) + 190_000 * bell(18, 2.6) + 6_000 * Math.sin(i * 1.7) ** 2;
    await store.fleetPowers.put({ v: 1, at, sumW: powerW * 5, count: 5, mostW: powerW * 1.06, mostAt: at + MINUTE_MS });
  }
  await powerHistory.start();
}

class Charger {
  private constructor(readonly place: Place, private readonly link: RawCharger) {}

  static async connect(server: TestServer, place: Place): Promise<Charger> {
    const link = await RawCharger.connect(`${server.endpoint}/${encodeURIComponent(place.id)}`);
    const charger = new Charger(place, link);
    await link.call("BootNotification", {
      chargePointVendor: place.vendor,
      chargePointModel: place.model,
      firmwareVersion: "1.4.2",
    });
    const timestamp = new Date(Date.now() - 24 * HOUR_MS).toISOString();
    for (let n = 1; n <= place.connectors; n++) await charger.status(n, "Available", { timestamp });
    return charger;
  }

  call(action: string, payload: unknown): Promise<unknown> {
    return this.link.call(action, payload);
  }

  /** Now, by its own clock, unless told otherwise. */
  async status(
    connectorId: number,
    status: string,
    more: { errorCode?: string; info?: string; timestamp?: string } = {},
  ): Promise<void> {
    const timestamp = new Date().toISOString();
    await this.call("StatusNotification", { connectorId, status, errorCode: "NoError", timestamp, ...more });
  }

  async pastSession(connectorId: number, startedAt: number, n: number): Promise<void> {
    const at = (minute: number) => new Date(startedAt + minute * MINUTE_MS).toISOString();
    const idTag = TAGS[n % TAGS.length];
    const meterStart = 10_000 * n;
    const minutes = 25 + (n * 13) % 90;
    const status = (minute: number, status: string) => this.status(connectorId, status, { timestamp: at(minute) });
    await status(-2, "Preparing");
    await this.call("Authorize", { idTag });
    const transactionId = await this.#start(connectorId, { idTag, meterStart, timestamp: at(0) });
    await status(0.5, "Charging");
    await status(minutes / 2, "SuspendedEV");
    await status(minutes / 2 + 4, "Charging");
    for (let minute = 1; minute < minutes; minute += 2) {
      const powerW = Math.min(11_000, 9_000 + n * 300) * (minute < minutes * 0.8 ? 1 : 0.5);
      await this.#measure(connectorId, transactionId, at(minute), { powerW, energyWh: meterStart + minute * 180 });
    }
    const reason = ["EVDisconnected", "Local", "Remote", "EVDisconnected", "PowerLoss"][n % 5];
    const end = { transactionId, meterStop: meterStart + minutes * 180, timestamp: at(minutes), reason };
    await this.call("StopTransaction", end);
    await status(minutes, "Finishing");
    await status(minutes + 6, "Available");
  }

  async charges(
    connectorId: number,
    { minutes, powerW, soc, idTag }: { minutes: number; powerW: number; soc: number | null; idTag: string },
  ): Promise<void> {
    const now = Date.now();
    const at = (minute: number) => new Date(now - (minutes - minute) * MINUTE_MS).toISOString();
    const meterStart = 120_000;
    await this.status(connectorId, "Preparing", { timestamp: at(-1) });
    await this.call("Authorize", { idTag });
    const transactionId = await this.#start(connectorId, { idTag, meterStart, timestamp: at(0) });
    await this.status(connectorId, "Charging", { timestamp: at(0.2) });
    for (let minute = 1; minute <= minutes; minute++) {
      await this.#measure(connectorId, transactionId, at(minute), {
        powerW: powerW * (minute < 3 ? minute / 3 : 1 - 0.04 * Math.sin(minute)),
        energyWh: meterStart + minute * Math.max(powerW, 6_000) / 60,
        soc: soc === null ? null : Math.max(5, soc - (minutes - minute)),
      });
    }
  }

  async leave(): Promise<void> {
    await this.link[Symbol.asyncDispose]();
  }

  async #start(connectorId: number, given: { idTag: string; meterStart: number; timestamp: string }): Promise<number> {
    const meterStart = Math.round(given.meterStart);
    const answer = await this.call("StartTransaction", { connectorId, ...given, meterStart });
    return (answer as { transactionId: number }).transactionId;
  }

  async #measure(
    connectorId: number,
    transactionId: number,
    timestamp: string,
    { powerW, energyWh, soc = null }: { powerW: number; energyWh: number; soc?: number | null },
  ): Promise<void> {
    const current = (powerW / 690).toFixed(1);
    const sampledValue = [
      { value: powerW.toFixed(0), measurand: "Power.Active.Import", unit: "W" },
      { value: energyWh.toFixed(0), measurand: "Energy.Active.Import.Register", unit: "Wh" },
      ...["L1", "L2", "L3"].map((phase) => ({ value: current, measurand: "Current.Import", phase, unit: "A" })),
      ...(soc === null ? [] : [{ value: String(soc), measurand: "SoC", unit: "Percent" }]),
    ];
    await this.call("MeterValues", { connectorId, transactionId, meterValue: [{ timestamp, sampledValue }] });
  }
}
