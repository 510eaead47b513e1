/** Odd things that chargers do: as the REST API names them. */
import { type NoteKind, noteKinds } from "../../domain/fact.ts";

type NoteTexts = { readonly [Kind in NoteKind as `note.${Kind}`]: string };

// fromEntries forgets the names.
export const notes = Object.fromEntries(
  Object.entries(noteKinds).map(([kind, text]) => [`note.${kind}`, text]),
) as NoteTexts;
