/** What a seeded store holds: a fleet and its sessions, worked out from a seed, any of them without those before it. Pure. */
import { type Charger, newCharger } from "../../lib/domain/charger.ts";
import type { ConnectorStatus } from "../../lib/domain/connector.ts";
import type { Fact } from "../../lib/domain/fact.ts";
import type { Sample } from "../../lib/domain/sample.ts";
import type { Tag } from "../../lib/domain/tag.ts";
import { createRandom } from "../../simulate/random.ts";

/** `until` is epoch ms: what would happen later has not happened yet, so the last sessions run. */
export interface Plan {
  seed: string;
  chargers: number;
  transactions: number;
  until: number;
}

type Started = Extract<Fact, { type: "started" }>;
type Stopped = Extract<Fact, { type: "stopped" }>;

/** One session, without the number that the store gives it. `stop` null: it runs. */
export interface Session {
  chargerId: string;
  start: Omit<Started, "transactionId">;
  stop: Omit<Stopped, "transactionId"> | null;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A charger's sessions begin so far apart, and none is longer than `LONGEST_MS`. */
const ROUND_MS = 7 * HOUR_MS;
const LONGEST_MS = 6 * HOUR_MS;
const SHORTEST_MS = 10 * MINUTE_MS;
const MODELS = [["ABB", "Terra AC W22"], ["Alfen", "Eve Double Pro"], ["EVBox", "Elvi"], ["Zaptec", "Pro"]] as const;
const POWERS_W = [3_680, 7_360, 11_040, 22_080];
const RESTING: ConnectorStatus[] = [...Array(12).fill("Available"), "Finishing", "Preparing", "Unavailable", "Faulted"];

export function chargerId(i: number): string {
  return `SEED-${String(i).padStart(5, "0")}`;
}

export function connectorsOf(i: number): number {
  return i % 3 === 0 ? 1 : 2;
}

export function charger(plan: Plan, i: number): Charger {
  const random = createRandom(`${plan.seed}/charger/${i}`);
  const [vendor, model] = random.pick(MODELS);
  return {
    ...newCharger(chargerId(i), plan.until - 400 * 24 * HOUR_MS, "Accepted"),
    label: `Street ${Math.floor(i / 8) + 1}, bay ${i % 8 + 1}`,
    vendor,
    model,
    serialNumber: `SN${Math.floor(random.between(1e7, 1e8))}`,
    firmwareVersion: `1.${Math.floor(random.between(0, 9))}.0`,
    protocol: "ocpp1.6",
    connectedAt: plan.until - HOUR_MS,
    lastSeenAt: plan.until,
    bootedAt: plan.until - HOUR_MS,
  };
}

/** What a connector says that nothing runs on. */
export function restingStatus(plan: Plan, i: number, connectorId: number): ConnectorStatus {
  return createRandom(`${plan.seed}/status/${i}/${connectorId}`).pick(RESTING);
}

export function tagCount({ chargers }: Plan): number {
  return Math.max(50, Math.ceil(chargers / 2));
}

export function tag(i: number): Tag {
  return {
    v: 1,
    idTag: `TAG${String(i).padStart(6, "0")}`,
    label: `Driver ${i + 1}`,
    blocked: i % 100 === 99,
    expiresAt: null,
    parentIdTag: i % 4 === 0 ? `FLEET${Math.floor(i / 400)}` : null,
    maxActiveTransactions: null,
  };
}

/** The n-th session in the order of time; the last ones begin shortly before `until`. */
export function session(plan: Plan, n: number): Session {
  const { chargers, transactions, until } = plan;
  const random = createRandom(`${plan.seed}/session/${n}`);
  const round = Math.floor(n / chargers);
  const i = (n % chargers) * strideOf(chargers) % chargers;
  const at = Math.round(until - (transactions - n) * (ROUND_MS / chargers));
  const endedAt = Math.round(at + Math.min(LONGEST_MS, SHORTEST_MS + random.exponential(75 * MINUTE_MS)));
  const meterStartWh = 1_000_000 + round * 60_000;
  const power = random.pick(POWERS_W);
  // Some drivers come every day and most now and then.
  const number = Math.floor(random.next() ** 2 * tagCount(plan));
  const isKnown = random.chance(0.98);
  return {
    chargerId: chargerId(i),
    start: {
      type: "started",
      connectorId: round % connectorsOf(i) + 1,
      idTag: isKnown ? tag(number).idTag : `GUEST${number % 10}`,
      meterStartWh,
      at,
      chargerAt: at,
      receivedAt: at + 120,
      tagStatus: isKnown ? "Accepted" : "Invalid",
      reservationId: null,
    },
    stop: endedAt > until ? null : {
      type: "stopped",
      idTag: null,
      meterStopWh: meterStartWh + Math.round(Math.min(58_000, power * (endedAt - at) / HOUR_MS)),
      stopReason: random.pick(["Local", "EVDisconnected", "Remote"]),
      at: endedAt,
      chargerAt: endedAt,
      receivedAt: endedAt + 120,
      samples: [],
    },
  };
}

/** A step through so many chargers that meets each once a round, in an order that looks like none. */
function strideOf(chargers: number): number {
  let stride = Math.ceil(chargers * 0.618);
  while (commonDivisor(stride, chargers) > 1) stride++;
  return stride;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** A sample a minute, from a session's begin to its end or to `until`. */
export function samplesOf(plan: Plan, { start, stop }: Session): Sample[] {
  const random = createRandom(`${plan.seed}/samples/${start.at}`);
  const last = stop?.at ?? plan.until;
  const power = random.pick(POWERS_W);
  const samples: Sample[] = [];
  let energyWh = start.meterStartWh ?? 0;
  for (let at = start.at; at <= last; at += MINUTE_MS) {
    const powerW = Math.round(power * random.between(0.95, 1));
    const amps = Math.round(powerW / 690 * 10) / 10;
    samples.push({ at, powerW, energyWh: Math.round(energyWh), currentA: [amps, amps, amps], socPercent: 50 });
    energyWh += powerW / 60;
  }
  return samples;
}

/** A year of clock-aligned samples, one every quarter of an hour, oldest first. */
export function yearOf(plan: Plan, i: number): Sample[] {
  const random = createRandom(`${plan.seed}/year/${i}`);
  const count = 365 * 24 * 4;
  return Array.from({ length: count }, (_, n) => ({
    at: plan.until - LONGEST_MS - (count - n) * 15 * MINUTE_MS,
    context: "Sample.Clock",
    powerW: Math.round(random.between(0, 11_000)),
    energyWh: n * 300,
  }));
}
