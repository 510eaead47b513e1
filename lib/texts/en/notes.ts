/** Odd things that chargers do, and sentences that are kept: as the REST API tells them. */
import { type NoteKind, noteKinds } from "../../domain/fact.ts";
import { type SentenceCode, sentences } from "../../domain/sentence.ts";

type NoteTexts =
  & { readonly [Kind in NoteKind as `note.${Kind}`]: string }
  & { readonly [Code in SentenceCode as `said.${Code}`]: string };

// fromEntries forgets the names.
export const notes = Object.fromEntries([
  ...Object.entries(noteKinds).map(([kind, text]) => [`note.${kind}`, text]),
  ...Object.entries(sentences).map(([code, text]) => [`said.${code}`, text]),
]) as NoteTexts;
