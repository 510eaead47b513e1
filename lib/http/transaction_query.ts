/** The filter of transactions, the same for programs and for the Sessions page but for whose days are meant. */
import { z } from "zod";
import { isUlid } from "../ids.ts";
import { paging, when, whole, written } from "./read.ts";

export const transactionFilter = {
  state: z.enum(["active", "ended"], { error: "Expected active or ended" }).optional(),
  chargerId: z.string().max(255).optional(),
  connectorId: whole(0, 1_000_000).optional(),
  idTag: z.string().max(255).optional(),
  from: when.optional(),
  to: when.optional(),
};

export const transactionQuery = {
  ...transactionFilter,
  ...paging,
  cursor: paging.cursor.refine((key) => key === undefined || isUlid(key), {
    error: "Expected what the page before gave as next",
  }),
};

/** As the Sessions page is asked: days are those of its reader, and who names a day as the last means all of it. */
export function sessionsQuery(zone: string | null) {
  return { ...transactionQuery, from: written("from", zone).optional(), to: written("to", zone).optional() };
}
