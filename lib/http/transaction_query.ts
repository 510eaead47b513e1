/** The filter of transactions, the same for programs and for the Sessions page. */
import { z } from "zod";
import { isUlid } from "../ids.ts";
import { paging, when, whole } from "./read.ts";

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
