import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { ExplainedKey } from "@/components/configuration_data.ts";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { sendCommand, tellOutcome } from "@/lib/client/send_command.ts";
import { toast } from "@/lib/client/toasts.ts";
import { member } from "@/lib/domain/command_effect.ts";

/** ChangeConfiguration.req, OCPP 1.6 §6.9. */
const MOST_CHARACTERS = 500;

interface ConfigurationRowProps {
  chargerId: string;
  known: ExplainedKey;
  mayChange: boolean;
  onChanged: () => Promise<unknown>;
}

/** One key; a value that is refused stays in its field, with the reason beside it. */
export default function ConfigurationRow({ chargerId, known, mayChange, onChanged }: ConfigurationRowProps) {
  const t = useTexts();
  const { key, value, meaning, readonly, needsReboot, isSecret } = known;
  const isEditing = useSignal(false);
  const isSending = useSignal(false);
  const error = useSignal<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const note = `note-${key}`;

  useEffect(() => {
    if (isEditing.value) form.current?.querySelector("input")?.select();
  }, [isEditing.value]);

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const typed = String(new FormData(form.current).get("value"));
    isSending.value = true;
    error.value = null;
    const sent = await sendCommand(chargerId, { action: "ChangeConfiguration", payload: { key, value: typed } });
    isSending.value = false;
    const { isGood, text } = tellOutcome(sent, "ChangeConfiguration", t);
    if (!isGood || sent.type === "failed") {
      error.value = text;
      return focusFirstError(form.current);
    }
    const isWaiting = member(sent.data.response, "status") === "RebootRequired";
    toast(t(isWaiting ? "configuration.savedReboot" : "configuration.saved", { key }));
    await onChanged();
    isEditing.value = false;
  }

  return (
    <tr data-key={key}>
      <th scope="row">
        <span class="row-name">{key}</span>
        {meaning !== null && <span class="sub">{meaning}</span>}
        <span class="sub narrow">
          <Known known={known} />
        </span>
      </th>
      <td>
        {isEditing.value
          ? (
            <form ref={form} class="value-form" onSubmit={save} noValidate>
              <input
                name="value"
                aria-label={t("configuration.newValue", { key })}
                aria-invalid={error.value !== null}
                aria-describedby={error.value === null ? undefined : note}
                defaultValue={value ?? ""}
                list={/^(true|false)$/i.test(value ?? "") ? "truth" : undefined}
                maxLength={MOST_CHARACTERS}
                autocomplete="off"
                spellcheck={false}
                onKeyDown={(event) => {
                  if (event.key === "Escape") isEditing.value = false;
                }}
              />
              <datalist id="truth">
                <option value="true" />
                <option value="false" />
              </datalist>
              <button type="submit" class="button primary" disabled={isSending.value}>
                {t(isSending.value ? "commands.sending" : "do.save")}
              </button>
              <button type="button" class="button" onClick={() => isEditing.value = false}>{t("do.cancel")}</button>
              {error.value !== null && <p id={note} class="error" role="alert">{error.value}</p>}
            </form>
          )
          : (
            <div class="value">
              <span>
                {value === null
                  ? <span class="hint">{t(isSecret ? "configuration.secret" : "configuration.noValue")}</span>
                  : <code>{value}</code>}
                {readonly === true && <span class="hint">{t("configuration.readonly")}</span>}
                {needsReboot && <span class="pill" data-status="Preparing">{t("configuration.needsReboot")}</span>}
              </span>
              {mayChange && readonly !== true && (
                <button
                  type="button"
                  class="button quiet needs-script"
                  aria-label={t("configuration.edit", { key })}
                  onClick={() => isEditing.value = true}
                >
                  <Icon name="pencil" size={15} />
                </button>
              )}
            </div>
          )}
      </td>
      <td class="wide">
        <Known known={known} />
      </td>
    </tr>
  );
}

/** When it was read, and when and by whom it was changed, whichever was later. */
function Known({ known: { readAt, changedAt, changedBy } }: { known: ExplainedKey }) {
  const t = useTexts();
  const isChange = changedAt !== null && (readAt === null || changedAt >= readAt);
  const changed = changedAt === null
    ? null
    : changedBy === null
    ? t.parts("configuration.changed", { when: <Time at={changedAt} /> })
    : t.parts("configuration.changedBy", { when: <Time at={changedAt} />, who: changedBy });
  return (
    <>
      {!isChange && <span>{t.parts("configuration.lastRead", { when: <Time at={readAt} /> })}</span>}
      {changed !== null && <span class={isChange ? undefined : "sub"}>{changed}</span>}
    </>
  );
}
