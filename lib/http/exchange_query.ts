/** The filter of messages, the same for those of all chargers and of one. */
import { z } from "zod";
import { paging } from "./read.ts";

export const exchangeQuery = {
  cursor: paging.cursor,
  action: z.string().max(100).optional(),
  direction: z.enum(["in", "out"], { error: "Expected in or out" }).optional(),
  errors: z.enum(["true", "false"], { error: "Expected true or false" }).transform((word) => word === "true")
    .optional(),
};
