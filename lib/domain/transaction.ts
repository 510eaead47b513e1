/** A transaction: one charging session on one connector, from StartTransaction to StopTransaction. */
import { z } from "zod";
import type { Unread } from "./fact.ts";
import { say, sentenceSchema } from "./sentence.ts";
import { isBelievable } from "./time.ts";

/** Why a person should look twice; `at` is epoch ms by our clock. */
export const noteSchema = z.object({ at: z.number(), text: sentenceSchema });
export type Note = z.infer<typeof noteSchema>;

/**
 * `id` is ours (a ULID of `startedAt`); `transactionId` is the number on the wire. Times are epoch ms: `startedAt` and
 * `endedAt` by the charger's clock where it can be believed, `startReceivedAt` and `endReceivedAt` by ours.
 */
export const transactionSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  transactionId: z.number().int(),
  chargerId: z.string(),
  connectorId: z.number().int(),
  idTag: z.string(),
  tagStatus: z.string(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
  meterStartWh: z.number().nullable(),
  meterStopWh: z.number().nullable(),
  stopReason: z.string().nullable(),
  stopIdTag: z.string().nullable(),
  reservationId: z.number().nullable(),
  startReceivedAt: z.number(),
  endReceivedAt: z.number().nullable(),
  /** Its end is ours, not its charger's word: a stop that comes after all goes before it. */
  isEndAssumed: z.boolean().default(false),
  notes: z.array(noteSchema),
});
export type Transaction = z.infer<typeof transactionSchema>;

/** Energy delivered in Wh: by the stop, or by the register's latest reading while active; null when it is not known. */
export function energyOf(
  { meterStartWh, meterStopWh, endedAt }: Transaction,
  registerWh: number | undefined,
): number | null {
  if (meterStartWh === null) return null;
  if (meterStopWh !== null) return meterStopWh - meterStartWh;
  return endedAt !== null || registerWh === undefined ? null : Math.max(0, registerWh - meterStartWh);
}

/** What a charger whose clock is wrong said: in the record stands our time. */
export function clockNotes(
  event: "start" | "end",
  { chargerAt, receivedAt }: { chargerAt: number | null; receivedAt: number },
): Note[] {
  if (isBelievable(chargerAt, receivedAt)) return [];
  const text = chargerAt === null
    ? say(`${event}-time-untold`)
    : say(`${event}-time-wrong`, { saidAt: new Date(chargerAt).toISOString() });
  return [{ at: receivedAt, text }];
}

/** What a charger left out, or wrote so that nobody can read it. `event` is what it told of. */
export function unreadNotes(event: "start" | "end", { unread, receivedAt }: Told): Note[] {
  if (unread === undefined) return [];
  const { members, sent } = unread;
  return [{ at: receivedAt, text: say(`${event}-unread`, { members: members.join(", "), sent }) }];
}

interface Told {
  unread?: Unread;
  receivedAt: number;
}

/** A StopTransaction that fits no open transaction of its charger: kept, shown, never lost. `sent` when not all of it could be read. */
export const unmatchedStopSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  chargerId: z.string(),
  transactionId: z.number().nullable(),
  idTag: z.string().nullable(),
  meterStopWh: z.number().nullable(),
  stopReason: z.string().nullable(),
  at: z.number(),
  receivedAt: z.number(),
  sent: z.string().nullable().default(null),
  /** What an operator made of it; `transactionId` is our id of the transaction that it was meant for, null: of none. */
  settled: z.object({ at: z.number(), by: z.string().nullable(), transactionId: z.string().nullable() })
    .nullable().default(null),
});
export type UnmatchedStop = z.infer<typeof unmatchedStopSchema>;
