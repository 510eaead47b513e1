/** Counters of what a charger does that a standard does not expect: one a kind. */
import { z } from "zod";
import { type Fact, type NoteKind, noteKinds } from "./fact.ts";
import { sentenceSchema } from "./sentence.ts";

/** `firstAt` and `lastAt` are epoch ms by our clock; `detail` tells of the last time. */
export const chargerNoteSchema = z.object({
  v: z.literal(1),
  kind: z.enum(Object.keys(noteKinds) as [NoteKind, ...NoteKind[]]), // Object.keys forgets the names' type.
  count: z.number(),
  firstAt: z.number(),
  lastAt: z.number(),
  detail: sentenceSchema,
});
export type ChargerNote = z.infer<typeof chargerNoteSchema>;

/** `count` more of a kind, the last of them at `at`. */
export type NewNote = Omit<Extract<Fact, { type: "noted" }>, "type"> & { firstAt?: number };

export function addToNote(known: ChargerNote | null, { kind, at, count, detail, firstAt = at }: NewNote): ChargerNote {
  if (known === null) return { v: 1, kind, count, firstAt, lastAt: at, detail };
  return {
    ...known,
    count: known.count + count,
    firstAt: Math.min(known.firstAt, firstAt),
    lastAt: Math.max(known.lastAt, at),
    // Two that are stored at the same moment may come in either order.
    detail: at < known.lastAt ? known.detail : detail,
  };
}
