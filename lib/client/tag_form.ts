/** The form of a tag: what it says, and what is wrong with it. Pure. */
import type { TagView } from "../domain/views.ts";
import { fromLocalField } from "./local_time.ts";

export const tagFields = ["idTag", "label", "expiresAt", "parentIdTag", "maxActiveTransactions"] as const;
export type TagField = typeof tagFields[number];

/** IdToken, OCPP 1.6 §7.28: at most 20 characters, printable ASCII (§7.15). */
const NAME = /^[\x20-\x7e]{1,20}$/;
const MOST_AT_ONCE = 1_000;

export function readTagForm(form: FormData): { tag: TagView; wrong: TagField[] } {
  const text = (name: string) => String(form.get(name) ?? "").trim();
  const [idTag, parentIdTag, most] = [text("idTag"), text("parentIdTag"), text("maxActiveTransactions")];
  const count = Number(most);
  const wrong: TagField[] = [];
  if (!NAME.test(idTag)) wrong.push("idTag");
  if (parentIdTag !== "" && !NAME.test(parentIdTag)) wrong.push("parentIdTag");
  if (most !== "" && !(Number.isInteger(count) && count >= 1 && count <= MOST_AT_ONCE)) {
    wrong.push("maxActiveTransactions");
  }
  return {
    tag: {
      idTag,
      label: text("label") || null,
      blocked: form.get("blocked") !== null,
      expiresAt: fromLocalField(text("expiresAt")),
      parentIdTag: parentIdTag || null,
      maxActiveTransactions: most === "" ? null : count,
    },
    wrong,
  };
}

export function isTagField(name: string): name is TagField {
  return tagFields.some((field) => field === name);
}
