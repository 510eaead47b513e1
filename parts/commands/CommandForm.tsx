import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import { ActionFields, type Path, type Suggestions } from "@/components/action/ActionFields.tsx";
import { useTexts } from "@/components/reader.ts";
import CommandJson from "@/parts/commands/CommandJson.tsx";
import { focusFirstError } from "@/lib/client/form_errors.ts";
import { emptyPayload, type Payload, withAt } from "@/lib/domain/action_draft.ts";
import { type ActionForm, type Fault, faultsOf } from "@/lib/domain/action_form.ts";
import type { Texts } from "@/lib/texts/texts.ts";

/** The member that may be the name of a stored profile instead. */
const PROFILE = "csChargingProfiles";

interface CommandFormProps {
  form: ActionForm;
  /** What its fields hold at first. */
  payload: Payload | null;
  suggestions: Suggestions;
  templates: string[];
  /** Why nothing can be sent now. */
  blocked: string | null;
  sending: string;
  /** @returns what is wrong, by JSON pointer into the payload; nothing when it was sent */
  onSend: (payload: Payload) => Promise<{ path: string; message: string }[]>;
}

/** Any command as a form: it is sent as its JSON says, and what is wrong is said beside its field. */
export default function CommandForm(props: CommandFormProps) {
  const { form: { members }, suggestions, templates, blocked } = props;
  const t = useTexts();
  const place = useRef<HTMLFormElement>(null);
  const payload = useSignal<Payload>(props.payload ?? emptyPayload(members));
  const errors = useSignal<Record<string, string>>({});
  const isSending = useSignal(false);

  function change(path: Path, value: unknown) {
    // A payload is an object at every step.
    payload.value = withAt(payload.value, path, value) as Payload;
    const { [`/${path.join("/")}`]: _, ...others } = errors.value;
    errors.value = others;
  }

  async function send(event: SubmitEvent) {
    event.preventDefault();
    const faults = faultsOf(asked, payload.value);
    errors.value = Object.fromEntries(faults.map((fault) => [fault.path, tellFault(fault, t)]));
    if (faults.length > 0) return focusFirstError(place.current);
    isSending.value = true;
    const wrong = await props.onSend(payload.value);
    isSending.value = false;
    if (wrong.length === 0) return;
    errors.value = Object.fromEntries(wrong.map(({ path, message }) => [path, message]));
    focusFirstError(place.current);
  }

  const template = payload.value[PROFILE];
  const isNamed = typeof template === "string";
  const asked = isNamed ? members.filter(({ name }) => name !== PROFILE) : members;
  return (
    <form ref={place} class="command-form" onSubmit={send} noValidate aria-label={t("commands.any")}>
      {templates.length > 0 && (
        <label class="field">
          <span>{t("commands.template")}</span>
          <select
            onChange={({ currentTarget: { value } }) =>
              change([PROFILE], value === "" ? emptyPayload(members)[PROFILE] : value)}
          >
            <option value="" selected={!isNamed}>{t("commands.ownProfile")}</option>
            {templates.map((name) => <option key={name} value={name} selected={name === template}>{name}</option>)}
          </select>
        </label>
      )}
      <div class="field-grid">
        <ActionFields
          members={asked}
          payload={payload.value}
          around={{ errors: errors.value, suggestions, onChange: change }}
        />
      </div>
      {members.length === 0 && <p class="hint">{t("commands.nothingToFill")}</p>}
      <Elsewhere errors={errors.value} place={place.current} />
      <CommandJson payload={payload.value} onChange={(typed) => payload.value = typed} />
      <div class="form-buttons">
        {blocked !== null && <p class="hint first">{blocked}</p>}
        <button type="submit" class="button primary" disabled={isSending.value || blocked !== null}>
          {isSending.value ? props.sending : t("commands.send")}
        </button>
      </div>
    </form>
  );
}

/** What is wrong where no field stands, such as a member of the JSON that the standard does not have. */
function Elsewhere({ errors, place }: { errors: Record<string, string>; place: HTMLFormElement | null }) {
  const t = useTexts();
  const paths = Object.keys(errors);
  if (paths.length === 0) return null;
  const others = paths.filter((path) =>
    !place?.querySelector(`[name="${CSS.escape(path.slice(1).replaceAll("/", "-"))}"]`)
  );
  return (
    <div class="error" role="alert">
      <p>{t("commands.wrong")}</p>
      {others.map((path) => (
        <p key={path}>
          <code>{path || "/"}</code> {errors[path]}
        </p>
      ))}
    </div>
  );
}

function tellFault({ code, bound }: Fault, t: Texts): string {
  return t(`fault.${code}`, { bound: String(bound) });
}
