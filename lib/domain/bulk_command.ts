/** A bulk command: one command to many chargers, and what came of it at each of them. */
import { z } from "zod";
import { member, saysNo } from "./command_effect.ts";
import type { Command } from "./command.ts";

/** How a charger's part may end. `unknown`: the server ended while it was asked, and nobody knows whether it was. */
export const bulkResults = ["done", "refused", "unanswered", "unsent", "unknown"] as const;
export type BulkResult = typeof bulkResults[number];

const count = z.number().int();
const countsSchema = z.object({
  done: count,
  refused: count,
  unanswered: count,
  unsent: count,
  unknown: count,
});
export type BulkCounts = z.infer<typeof countsSchema>;

export const NO_COUNTS: BulkCounts = { done: 0, refused: 0, unanswered: 0, unsent: 0, unknown: 0 };

/**
 * `instance` works on it. `stopping`: nothing more is sent, what is under way is waited for. `interrupted`: the server
 * ended, or could not write. `payload` is without secrets; `isPayloadKept` false: it is not what was sent, so who wants to
 * send it again has to give it again. `counts` are those of the end. Times are epoch ms.
 */
export const bulkCommandSchema = z.object({
  v: z.literal(1),
  id: z.string(),
  action: z.string(),
  payload: z.unknown(),
  isPayloadKept: z.boolean(),
  askedBy: z.string().nullable(),
  askedAt: z.number(),
  retryOf: z.string().nullable(),
  chargers: count,
  instance: z.string(),
  state: z.enum(["running", "stopping", "ended", "stopped", "interrupted"]),
  stoppedBy: z.string().nullable(),
  endedAt: z.number().nullable(),
  counts: countsSchema,
});
export type BulkCommand = z.infer<typeof bulkCommandSchema>;

/**
 * One charger of a bulk command. `waiting`: nothing was sent, and once the bulk command is over nothing will be. `asked`:
 * its command is under way. `reason` is what the charger answered (a status, or the code of its error), or why nothing was
 * sent; `commandId` the command in the charger's own audit. `isLate`: it answered when its time was over, and this is what
 * it said.
 */
export const bulkChargerSchema = z.object({
  v: z.literal(1),
  chargerId: z.string(),
  state: z.enum(["waiting", "asked", ...bulkResults]),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  commandId: z.string().nullable(),
  at: z.number().nullable(),
  isLate: z.boolean().default(false),
});
export type BulkCharger = z.infer<typeof bulkChargerSchema>;

/** What a charger's part ended with. */
export type BulkEnd = Pick<BulkCharger, "reason" | "detail" | "commandId"> & { state: BulkResult };

export function isOver({ state }: Pick<BulkCommand, "state">): boolean {
  return state !== "running" && state !== "stopping";
}

/** Whether a charger did not do what was asked, for whatever reason: those are asked again. */
export function isUndone({ state }: Pick<BulkCharger, "state">): boolean {
  return state !== "done";
}

const LONGEST_REASON = 50;
const LONGEST_DETAIL = 300;

/** What a command's end means for its charger. One that never ended is unknown: the server did before it. */
export function endOfCommand({ id, state, response, error }: Command): BulkEnd {
  const shown = (text: string | undefined, longest: number) => text?.slice(0, longest) || null;
  const end = (result: BulkResult, reason?: string, detail?: string): BulkEnd => ({
    state: result,
    reason: shown(reason, LONGEST_REASON),
    detail: shown(detail, LONGEST_DETAIL),
    commandId: id,
  });
  switch (state) {
    case "answered":
      return end(saysNo(response) ? "refused" : "done", statusOf(response));
    case "refused":
    case "unreadable":
      return end("refused", error?.code, error?.description);
    case "timeout":
    case "lost":
      return end("unanswered", state, error?.description);
    case "queued":
    case "sent":
      return end("unknown", state);
    default:
      return state satisfies never;
  }
}

function statusOf(response: unknown): string | undefined {
  const status = member(response, "status");
  return typeof status === "string" ? status : undefined;
}
