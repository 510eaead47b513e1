/** What needs an operator's attention: read from the fleet, the refused handshakes and the unmatched stops. */
import type { ChargerState } from "@/lib/fleet_state.ts";
import type { Services } from "@/lib/services.ts";

export type AttentionKind = "Faulted" | "Offline" | "Pending" | "Refused" | "Unmatched";

/** One thing to look at. `text` says what is wrong; `at` since when. */
export interface AttentionItem {
  kind: AttentionKind;
  /** Null: a handshake that named no charger. */
  chargerId: string | null;
  connectorId: number | null;
  /** The session it is about. */
  transactionId: string | null;
  text: string;
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
  const about = { chargerId: charger.id, connectorId: null, transactionId: null };
  if (charger.registration === "Pending") {
    const text = [charger.vendor, charger.model].filter(Boolean).join(" ") || "A charger never seen before";
    items.push({ ...about, kind: "Pending", text: `${text} waits to be accepted`, at: toIso(charger.firstSeenAt) });
  }
  for (const { connector: { connectorId, status, errorCode, info, statusAt }, transaction } of connectors.values()) {
    if (presence !== null && status === "Faulted") {
      const text = [errorCode, info].filter((part) => part !== null && part !== "NoError").join(" · ");
      items.push({ ...about, kind: "Faulted", connectorId, text: text || "No cause told", at: toIso(statusAt) });
    }
    if (presence === null && transaction !== null) {
      items.push({
        ...about,
        kind: "Offline",
        connectorId,
        transactionId: transaction.id,
        text: "Went offline while a session runs",
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
      text: address === null ? reason : `${reason} (from ${address})`,
      at,
    }));
}

async function ofUnmatchedStops({ reads, clock }: Services): Promise<AttentionItem[]> {
  const stops = await reads.unmatchedStops(null, MOST_SHOWN);
  return stops.filter(({ receivedAt }) => clock.now() - receivedAt < UNMATCHED_FOR_MS)
    .map(({ chargerId, transactionId, receivedAt }) => ({
      kind: "Unmatched",
      chargerId,
      connectorId: null,
      transactionId: null,
      text: `Ended a session #${transactionId} that it never started here`,
      at: toIso(receivedAt),
    }));
}

function toIso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
