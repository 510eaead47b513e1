import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { apiTagUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { type Answer, callApi, tellFailure } from "@/lib/client/api.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import { focusFirstError, type FormErrors } from "@/lib/client/form_errors.ts";
import { toLocalField } from "@/lib/client/local_time.ts";
import { isTagField, readTagForm, type TagField } from "@/lib/client/tag_form.ts";
import { toast } from "@/lib/client/toasts.ts";
import type { TagView } from "@/lib/domain/views.ts";

interface TagDialogProps {
  /** Null: a new one. */
  tag: TagView | null;
  /** `isChanged`: the list must be read again. */
  onDone: (isChanged: boolean) => void;
}

/** Adds a tag, or changes one that is stored. */
export default function TagDialog({ tag, onDone }: TagDialogProps) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const errors = useSignal<FormErrors<TagField>>({});
  const failure = useSignal<string | null>(null);
  const isSending = useSignal(false);

  function show(found: FormErrors<TagField>) {
    errors.value = found;
    focusFirstError(form.current);
  }

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const { tag: typed, wrong } = readTagForm(new FormData(form.current));
    failure.value = null;
    show(Object.fromEntries(wrong.map((field) => [field, t(`tags.wrong.${field}`)])));
    if (wrong.length > 0) return;
    const { idTag, ...body } = typed;
    // Adding never writes over one that is there.
    const headers: Record<string, string> = tag === null ? { "if-none-match": "*" } : {};
    const saved = await send(() => callApi("PUT", apiTagUrl(idTag), { json: body, headers }));
    if (saved.type === "done") return finish(t("tags.saved", { tag: idTag }));
    if (saved.status === 412) return show({ idTag: t("tags.taken") });
    const fields = saved.errors.map(({ path }) => path.slice(1)).filter(isTagField);
    if (fields.length > 0) show(Object.fromEntries(fields.map((field) => [field, t(`tags.wrong.${field}`)])));
    else failure.value = tellFailure(saved, t);
  }

  async function remove({ idTag }: TagView) {
    const question = {
      title: t("tags.deleteTitle", { tag: idTag }),
      text: t("tags.deleteText"),
      action: t("do.delete"),
    };
    if (!await confirmed(question)) return;
    const removed = await send(() => callApi("DELETE", apiTagUrl(idTag)));
    if (removed.type === "done") return finish(t("tags.deleted", { tag: idTag }));
    failure.value = tellFailure(removed, t);
  }

  async function send(ask: () => Promise<Answer<unknown>>) {
    isSending.value = true;
    const answer = await ask();
    isSending.value = false;
    return answer;
  }

  function finish(text: string) {
    toast(text);
    onDone(true);
  }

  const field = (name: TagField) => ({ form: "tag", name, label: t(`tags.field.${name}`), error: errors.value[name] });
  return (
    <Dialog title={tag === null ? t("tags.addTitle") : tag.idTag} onClose={() => onDone(false)}>
      <form ref={form} class="form" onSubmit={save} noValidate>
        {tag === null
          ? (
            <FormField {...field("idTag")} hint={t("tags.hint.idTag")}>
              {(control) => <input {...control} autocomplete="off" spellcheck={false} />}
            </FormField>
          )
          : <input type="hidden" name="idTag" value={tag.idTag} />}
        <FormField {...field("label")} hint={t("tags.hint.label")}>
          {(control) => <input {...control} defaultValue={tag?.label ?? ""} maxLength={100} autocomplete="off" />}
        </FormField>
        <FormField {...field("expiresAt")} hint={t("tags.hint.expiresAt")}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              defaultValue={toLocalField(tag?.expiresAt ?? null)}
            />
          )}
        </FormField>
        <FormField {...field("parentIdTag")} hint={t("tags.hint.parentIdTag")}>
          {(control) => (
            <input {...control} defaultValue={tag?.parentIdTag ?? ""} autocomplete="off" spellcheck={false} />
          )}
        </FormField>
        <FormField {...field("maxActiveTransactions")} hint={t("tags.hint.maxActiveTransactions")}>
          {(control) => (
            <input {...control} inputMode="numeric" defaultValue={tag?.maxActiveTransactions?.toString() ?? ""} />
          )}
        </FormField>
        <label class="check">
          <input type="checkbox" name="blocked" defaultChecked={tag?.blocked} /> {t("tags.field.blocked")}
        </label>
        {failure.value !== null && <p class="error" role="alert">{failure.value}</p>}
        <div class="form-buttons">
          {tag !== null && (
            <button
              type="button"
              class="button quiet first"
              disabled={isSending.value}
              onClick={() => remove(tag)}
            >
              {t("do.delete")}
            </button>
          )}
          <button
            type="button"
            class="button"
            onClick={() =>
              onDone(false)}
          >
            {t("do.cancel")}
          </button>
          <button type="submit" class="button primary" disabled={isSending.value}>{t("do.save")}</button>
        </div>
      </form>
    </Dialog>
  );
}
