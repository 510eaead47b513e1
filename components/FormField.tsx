import type { ComponentChildren } from "preact";

/** What the control of a field is given. */
export interface ControlProps {
  id: string;
  name: string;
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
}

/** A field of a form: its name, its control, what it is for, and, beside it, what is wrong with what was typed. */
export function FormField({ form, name, label, hint, error, children }: {
  /** Sets the ids of one form apart from those of another on the page. */
  form: string;
  name: string;
  label: string;
  hint?: string;
  error?: string;
  children: (control: ControlProps) => ComponentChildren;
}) {
  const id = `${form}-${name}`;
  const note = error ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        "aria-invalid": error !== undefined,
        "aria-describedby": note === undefined ? undefined : `${id}-note`,
      })}
      {note !== undefined && <p id={`${id}-note`} class={error === undefined ? "hint" : "error"}>{note}</p>}
    </div>
  );
}
