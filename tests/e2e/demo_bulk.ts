/** A command to many chargers that is over, with each way in which a charger may end. */
import { type BulkCommand, type BulkEnd, NO_COUNTS } from "../../lib/domain/bulk_command.ts";
import type { TestServer } from "../server.ts";

const ENDS: BulkEnd[] = [
  { state: "done", reason: "Accepted", detail: null, commandId: null },
  { state: "refused", reason: "Rejected", detail: null, commandId: null },
  { state: "refused", reason: "SecurityError", detail: "Not now", commandId: null },
  { state: "unanswered", reason: "timeout", detail: null, commandId: null },
  { state: "unsent", reason: "offline", detail: null, commandId: null },
  { state: "unknown", reason: "sent", detail: null, commandId: null },
];

/** @returns its id */
export async function storeBulk(
  { services: { store } }: TestServer,
  chargerIds: string[],
  now: number,
): Promise<string> {
  const stored = store.bulkCommands;
  const bulk: BulkCommand = {
    v: 1,
    id: "01BX5ZZKBKACTAV9WEVGEMMVRZ",
    action: "ChangeConfiguration",
    payload: { key: "HeartbeatInterval", value: "60" },
    isPayloadKept: true,
    askedBy: "ada",
    askedAt: now - 600_000,
    retryOf: "01BX5ZZKBKACTAV9WEVGEMMVRY",
    chargers: chargerIds.length,
    instance: store.instances.id,
    state: "running",
    stoppedBy: null,
    endedAt: null,
    counts: NO_COUNTS,
  };
  const kept = await stored.add(bulk, chargerIds);
  for (const [n, end] of ENDS.entries()) {
    const charger = { v: 1, chargerId: chargerIds[n], ...end, at: now - 590_000, isLate: false } as const;
    const claim = await stored.claim(kept, n, { ...charger, state: "asked" });
    await stored.settle(bulk.id, n, { claim: claim!, charger });
  }
  await stored.change(bulk.id, (known) => ({ ...known, state: "stopped", stoppedBy: "ada", endedAt: now - 580_000 }));
  return bulk.id;
}
