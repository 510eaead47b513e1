import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { FormField } from "@/components/FormField.tsx";
import { apiChargerUrl } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { focusFirstError } from "@/lib/client/form_errors.ts";

interface ChargerFieldProps {
  chargerId: string;
  /** As the API calls it. */
  name: "label" | "idleTimeoutS";
  label: string;
  hint: string;
  /** What it is now. */
  value: string;
  /** What was typed, as the API takes it; or what is wrong with it. */
  read: (typed: string) => { value: string | number | null } | { error: string };
  onSaved: () => void;
  maxLength?: number;
  inputMode?: "numeric";
  class: string;
  /** Its buttons. */
  children: ComponentChildren;
}

/** One thing that operators say about a charger, as a form. */
export default function ChargerField({ chargerId, name, read, onSaved, ...shown }: ChargerFieldProps) {
  const t = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const error = useSignal<string | undefined>(undefined);

  async function save(event: SubmitEvent) {
    event.preventDefault();
    if (form.current === null) return;
    const typed = read(String(new FormData(form.current).get(name)).trim());
    error.value = "error" in typed ? typed.error : undefined;
    if ("error" in typed) return focusFirstError(form.current);
    const saved = await callApi("PATCH", apiChargerUrl(chargerId), { json: { [name]: typed.value } });
    if (saved.type === "done") return onSaved();
    error.value = saved.errors[0]?.message ?? tellFailure(saved, t);
    focusFirstError(form.current);
  }

  const { label, hint, value, maxLength, inputMode, children } = shown;
  return (
    <form ref={form} class={shown.class} onSubmit={save} noValidate>
      <FormField form="charger" name={name} label={label} hint={hint} error={error.value}>
        {(control) => (
          <input {...control} defaultValue={value} maxLength={maxLength} inputMode={inputMode} autocomplete="off" />
        )}
      </FormField>
      {children}
    </form>
  );
}
