/** What one charger of a seeded store has plenty of, so that every list of it has many pages. */
import type { Message } from "../../lib/domain/message.ts";
import type { Ids } from "../../lib/ids.ts";
import type { Store } from "../../lib/store/mod.ts";
import { ByteSlabs, PackedMessages } from "../../lib/store/packed_messages.ts";
import { chargerId, type Plan } from "./seed_plan.ts";

const SECOND_MS = 1_000;
const COMMANDS = 2_000;
const RESERVATIONS = 2_000;
const EVENTS = 500;
const CHUNKS = 2_000;
const MESSAGES_PER_CHUNK = 40;

export async function seedHistory(store: Store, plan: Plan, ids: Ids): Promise<void> {
  const id = chargerId(0);
  await Promise.all(Array.from({ length: COMMANDS }, (_, n) => {
    const askedAt = plan.until - (COMMANDS - n) * 60 * SECOND_MS;
    return store.commands.put({
      v: 1,
      id: ids.ulidAt(askedAt),
      chargerId: id,
      action: n % 2 === 0 ? "TriggerMessage" : "GetConfiguration",
      payload: n % 2 === 0 ? { requestedMessage: "StatusNotification" } : {},
      askedBy: "admin",
      askedAt,
      settledAt: askedAt + 50,
      state: "answered",
      response: { status: "Accepted" },
      error: null,
      isLate: false,
      bulkId: null,
    });
  }));
  await Promise.all(Array.from({ length: RESERVATIONS }, async (_, n) =>
    await store.reservations.put({
      v: 1,
      reservationId: await store.reservations.nextId(),
      chargerId: chargerId(n % plan.chargers),
      connectorId: 1,
      idTag: "TAG000001",
      parentIdTag: null,
      expiresAt: plan.until - n * SECOND_MS,
      status: "Active",
      reservedAt: plan.until - n * SECOND_MS - 3_600_000,
    })));
  for (let n = 0; n < EVENTS; n++) {
    const at = plan.until - (EVENTS - n) * 60 * SECOND_MS;
    await store.securityEvents.add(id, { type: "StartupOfTheDevice", at, techInfo: `boot ${n}` }, at);
  }
  for (let n = 0; n < CHUNKS; n++) {
    const at = plan.until - (CHUNKS - n) * 60 * SECOND_MS;
    const packed = new PackedMessages(id, new ByteSlabs());
    for (const frame of frames(at)) packed.add(frame);
    await store.messages.put([packed]);
  }
}

/** Heartbeats and their answers. */
function frames(from: number): Message[] {
  return Array.from({ length: MESSAGES_PER_CHUNK }, (_, n) => {
    const isCall = n % 2 === 0;
    const messageId = `${from}-${n >> 1}`;
    const payload = isCall ? [2, messageId, "Heartbeat", {}] : [3, messageId, { currentTime: "2026-01-01T00:00:00Z" }];
    return {
      at: from + n * 10,
      direction: isCall ? "in" : "out",
      type: isCall ? "call" : "result",
      messageId,
      action: "Heartbeat",
      latencyMs: isCall ? null : 1,
      text: JSON.stringify(payload),
    };
  });
}
