/** What needs an operator's attention, each with what the one action that solves it must know. */
import { iso } from "@/lib/domain/shape.ts";
import type { ChargerState } from "@/lib/fleet_state.ts";
import type { Services } from "@/lib/services.ts";

/** A session that runs: what a stop may have been meant for. */
export interface RunningSession {
  id: string;
  transactionId: number;
  connectorId: number;
  idTag: string;
}

/** `chargerId` null: a handshake that named no charger. */
type Trouble =
  | { kind: "Pending"; chargerId: string; make: string | null }
  | { kind: "Faulted"; chargerId: string; connectorId: number; cause: string | null }
  | { kind: "Offline"; chargerId: string; connectorId: number; transactionId: string }
  /** `isUnknown`: it would come in if it were known here. */
  | {
    kind: "Refused";
    chargerId: string | null;
    reason: string;
    address: string | null;
    count: number;
    isUnknown: boolean;
  }
  /** `number` is what the charger called the session; `sent` the whole message, where it could not be read. */
  | {
    kind: "Unmatched";
    chargerId: string;
    stopId: string;
    number: number | null;
    sent: string | null;
    running: RunningSession[];
  }
  | { kind: "ClockWrong"; chargerId: string };

/** One thing to look at, since `at`. */
export type AttentionItem = Trouble & { at: string | null };

/** `at` is epoch ms: of thousands that are found, only those that are listed get a text of it. */
type Found = Trouble & { at: number | null };

/** The first of them, and how many there are. */
export interface Attention {
  items: AttentionItem[];
  total: number;
}

/** How many are listed, and how many at most when all are asked for. */
const SHOWN = 8;
const MOST_SHOWN = 500;
const UNMATCHED_FOR_MS = 7 * 86_400_000;
const ORDER: AttentionItem["kind"][] = ["Pending", "Faulted", "Offline", "Refused", "Unmatched", "ClockWrong"];

export async function readAttention(services: Services, wantsAll = false): Promise<Attention> {
  const found = [
    ...services.fleet.states().flatMap(ofCharger),
    ...ofRefusals(services),
    ...await ofUnmatchedStops(services),
    ...ofClocks(services),
  ];
  found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (b.at ?? 0) - (a.at ?? 0));
  const items = found.slice(0, wantsAll ? MOST_SHOWN : SHOWN).map((one) => ({ ...one, at: iso(one.at) }));
  return { items, total: found.length };
}

function ofCharger({ charger, presence, lastSeenAt, connectors }: ChargerState): Found[] {
  const items: Found[] = [];
  const chargerId = charger.id;
  if (charger.registration === "Pending") {
    const make = [charger.vendor, charger.model].filter(Boolean).join(" ") || null;
    items.push({ kind: "Pending", chargerId, make, at: charger.firstSeenAt });
  }
  for (const { connector: { connectorId, status, errorCode, info, statusAt }, transaction } of connectors.values()) {
    if (presence !== null && status === "Faulted") {
      const cause = [errorCode, info].filter((part) => part !== null && part !== "NoError").join(" · ") || null;
      items.push({ kind: "Faulted", chargerId, connectorId, cause, at: statusAt });
    }
    if (presence === null && transaction !== null) {
      const at = lastSeenAt ?? charger.lastSeenAt;
      items.push({ kind: "Offline", chargerId, connectorId, transactionId: transaction.id, at });
    }
  }
  return items;
}

function ofRefusals({ refusals, fleet, config }: Services): Found[] {
  return refusals.list()
    .filter(({ id, at }) => id === null || (fleet.view(id)?.connectedAt ?? "") < at)
    .map(({ id, at, address, reason, count }) => {
      const isUnknown = id !== null && config.registration === "closed" && fleet.view(id) === null;
      return { kind: "Refused", chargerId: id, reason, address, count, isUnknown, at: Date.parse(at) };
    });
}

async function ofUnmatchedStops({ reads, fleet, clock }: Services): Promise<Found[]> {
  const { items } = await reads.unmatchedStops(null, { limit: MOST_SHOWN });
  const since = iso(clock.now() - UNMATCHED_FOR_MS);
  return items.filter(({ receivedAt }) => receivedAt >= since)
    .map(({ id, chargerId, transactionId, sent, receivedAt }) => ({
      kind: "Unmatched",
      chargerId,
      stopId: id,
      number: transactionId,
      sent,
      running: runningOn(fleet.stateOf(chargerId)),
      at: Date.parse(receivedAt),
    }));
}

function runningOn(state: ChargerState | undefined): RunningSession[] {
  return [...state?.connectors.values() ?? []].map(({ transaction }) => transaction).filter((one) => one !== null)
    .map(({ id, transactionId, connectorId, idTag }) => ({ id, transactionId, connectorId, idTag }));
}

/** A charger takes our time when it starts: one that did since is well again. */
function ofClocks({ notes, fleet }: Services): Found[] {
  return notes.wrongClocks()
    .filter(({ chargerId, at }) => {
      const state = fleet.stateOf(chargerId);
      return state !== undefined && (state.charger.bootedAt ?? 0) < at;
    })
    .map(({ chargerId, at }) => ({ kind: "ClockWrong", chargerId, at }));
}
