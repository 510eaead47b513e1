/** What needs an operator's attention: read from the fleet, the refused handshakes and the unmatched stops. */
import type { ChargerState } from "@/lib/fleet_state.ts";
import type { Services } from "@/lib/services.ts";

export type AttentionKind = "Faulted" | "Offline" | "Pending" | "Refused" | "Unmatched";

/** One thing to look at, since `at`. */
export interface AttentionItem {
  kind: AttentionKind;
  /** Null: a handshake that named no charger. */
  chargerId: string | null;
  connectorId: number | null;
  /** The session it is about. */
  transactionId: string | null;
  /** What was told of it: a charger's make, a fault's cause, why it was refused, the number of a stop. */
  detail: string | null;
  /** Where a handshake came from. */
  address: string | null;
  at: string | null;
}

/** The first of them, and how many there are. */
export interface Attention {
  items: AttentionItem[];
  total: number;
}

const MOST_SHOWN = 8;
const UNMATCHED_FOR_MS = 7 * 86_400_000;
const ORDER: AttentionKind[] = ["Pending", "Faulted", "Offline", "Refused", "Unmatched"];

export async function readAttention(services: Services): Promise<Attention> {
  const items = [
    ...[...services.fleet.states()].flatMap(ofCharger),
    ...ofRefusals(services),
    ...await ofUnmatchedStops(services),
  ];
  items.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || (b.at ?? "").localeCompare(a.at ?? ""));
  return { items: items.slice(0, MOST_SHOWN), total: items.length };
}

function ofCharger({ charger, presence, lastSeenAt, connectors }: ChargerState): AttentionItem[] {
  const items: AttentionItem[] = [];
  const about = { chargerId: charger.id, connectorId: null, transactionId: null, address: null };
  if (charger.registration === "Pending") {
    const detail = [charger.vendor, charger.model].filter(Boolean).join(" ") || null;
    items.push({ ...about, kind: "Pending", detail, at: toIso(charger.firstSeenAt) });
  }
  for (const { connector: { connectorId, status, errorCode, info, statusAt }, transaction } of connectors.values()) {
    if (presence !== null && status === "Faulted") {
      const detail = [errorCode, info].filter((part) => part !== null && part !== "NoError").join(" · ");
      items.push({ ...about, kind: "Faulted", connectorId, detail: detail || null, at: toIso(statusAt) });
    }
    if (presence === null && transaction !== null) {
      items.push({
        ...about,
        kind: "Offline",
        connectorId,
        transactionId: transaction.id,
        detail: null,
        at: toIso(lastSeenAt ?? charger.lastSeenAt),
      });
    }
  }
  return items;
}

function ofRefusals({ refusals, fleet }: Services): AttentionItem[] {
  return refusals.list()
    .filter(({ id, at }) => id === null || (fleet.view(id)?.connectedAt ?? "") < at)
    .map(({ id, at, address, reason }) => ({
      kind: "Refused",
      chargerId: id,
      connectorId: null,
      transactionId: null,
      detail: reason,
      address,
      at,
    }));
}

async function ofUnmatchedStops({ reads, clock }: Services): Promise<AttentionItem[]> {
  const { items } = await reads.unmatchedStops(null, { limit: MOST_SHOWN });
  return items.filter(({ receivedAt }) => clock.now() - Date.parse(receivedAt) < UNMATCHED_FOR_MS)
    .map(({ chargerId, transactionId, sent, receivedAt }) => ({
      kind: "Unmatched",
      chargerId,
      connectorId: null,
      transactionId: null,
      detail: sent ?? `#${transactionId}`,
      address: null,
      at: receivedAt,
    }));
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
