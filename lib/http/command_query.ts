/** The command that the address of a page names: it stands in the form at first. */
import { z } from "zod";

const LONGEST_PAYLOAD = 8_000;

export const commandQuery = {
  action: z.string().max(100).optional(),
  /** What the form holds at first, as JSON. What is none is as if it were not given. */
  payload: z.string().max(LONGEST_PAYLOAD).transform((text) => {
    try {
      return z.record(z.string(), z.unknown()).safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }).optional(),
};
