import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { Dialog } from "@/components/Dialog.tsx";
import { FormField } from "@/components/FormField.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { callApi } from "@/lib/client/api.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { runCommand } from "@/lib/client/send_command.ts";
import type { Page, TagView } from "@/lib/domain/views.ts";

interface StartButtonProps {
  chargerId: string;
  connectorId: number;
  isOnline: boolean;
  /** Of a start that is tried again. */
  idTag?: string;
  label?: string;
}

/** Starts a session with a tag. */
export default function StartButton({ chargerId, connectorId, isOnline, idTag, label }: StartButtonProps) {
  const t = useTexts();
  const isOpen = useSignal(false);
  const isSending = useSignal(false);
  const error = useSignal<string | undefined>(undefined);
  const tags = useSignal<TagView[]>([]);
  const form = useRef<HTMLFormElement>(null);

  async function open() {
    isOpen.value = true;
    error.value = undefined;
    const found = await callApi<Page<TagView>>("GET", "/api/tags?limit=200");
    if (found.type === "done") tags.value = found.data.items;
  }

  async function start(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const typed = String(new FormData(form.current).get("idTag")).trim();
    error.value = typed === "" ? t("quick.tagMissing") : undefined;
    if (error.value !== undefined) return focusFirstError(form.current);
    isSending.value = true;
    const wish = { action: "RemoteStartTransaction", payload: { connectorId, idTag: typed } };
    const sent = await runCommand(chargerId, wish, t);
    isSending.value = false;
    // What was typed is kept where it was wrong.
    if (sent.type === "failed" && sent.status === 422) {
      error.value = sent.errors.map(({ message }) => message).join("; ");
      return focusFirstError(form.current);
    }
    isOpen.value = false;
  }

  return (
    <>
      <button
        type="button"
        class="button needs-script"
        disabled={!isOnline}
        title={isOnline ? undefined : t("commands.offline")}
        onClick={open}
      >
        <Icon name="play" size={15} /> {label ?? t("quick.start")}
      </button>
      {isOpen.value && (
        <Dialog
          title={t("quick.startTitle", { connector: String(connectorId) })}
          onClose={() => isOpen.value = false}
        >
          <form ref={form} class="form" onSubmit={start} noValidate>
            <p class="hint">{t("quick.startHint")}</p>
            <FormField form="start" name="idTag" label={t("quick.tag")} hint={t("quick.tagHint")} error={error.value}>
              {(control) => (
                <input
                  {...control}
                  defaultValue={idTag}
                  list="start-tags"
                  maxLength={20}
                  autocomplete="off"
                  spellcheck={false}
                />
              )}
            </FormField>
            <datalist id="start-tags">
              {tags.value.map(({ idTag, label }) => <option key={idTag} value={idTag}>{label}</option>)}
            </datalist>
            <div class="form-buttons">
              <button
                type="button"
                class="button"
                onClick={() => isOpen.value = false}
              >
                {t("do.cancel")}
              </button>
              <button type="submit" class="button primary" disabled={isSending.value}>
                {isSending.value ? t("commands.sending") : t("quick.start")}
              </button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
