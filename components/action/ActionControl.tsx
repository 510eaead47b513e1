/** The control of one field of a command. What is typed and cannot be read yet is kept as it is typed. */
import type { ComponentChildren, TargetedEvent } from "preact";
import { useState } from "preact/hooks";
import type { ControlProps } from "@/components/FormField.tsx";
import { useTexts } from "@/components/reader.ts";
import type { Field } from "@/lib/domain/action_form.ts";

/** A field that is one control. */
export type SimpleField = Exclude<Field, { type: "group" | "list" }>;

export interface Suggestion {
  value: string;
  label: string;
}

interface ActionControlProps {
  control: ControlProps;
  field: SimpleField;
  value: unknown;
  /** What may be meant: offered, never demanded. */
  suggestions: Suggestion[] | undefined;
  /** `undefined`: nothing is given. */
  onValue: (value: unknown) => void;
}

type Typed = TargetedEvent<HTMLInputElement | HTMLTextAreaElement>;

export function ActionControl(props: ActionControlProps) {
  const { control, field, value, onValue } = props;
  const t = useTexts();
  const typed = ({ currentTarget }: Typed) => onValue(currentTarget.value === "" ? undefined : currentTarget.value);
  const text = value === undefined ? "" : String(value);
  switch (field.type) {
    case "choice":
      return (
        <select {...control} onChange={({ currentTarget }) => onValue(currentTarget.value || undefined)}>
          <option value="" selected={value === undefined}>{t("commands.pick")}</option>
          {field.words.map((word) => <option key={word} value={word} selected={value === word}>{word}</option>)}
        </select>
      );
    case "time":
      return <TimeControl control={control} value={value} onValue={onValue} />;
    case "number":
      return (
        <Suggesting {...props}>
          {(list) => <NumberControl control={control} list={list} value={value} onValue={onValue} />}
        </Suggesting>
      );
    case "text":
      if (field.isLong) return <textarea {...control} rows={5} spellcheck={false} value={text} onInput={typed} />;
      return (
        <Suggesting {...props}>
          {(list) => (
            <input {...control} list={list} value={text} onInput={typed} autocomplete="off" spellcheck={false} />
          )}
        </Suggesting>
      );
    default:
      return field satisfies never;
  }
}

function Suggesting({ control, suggestions, children }: Pick<ActionControlProps, "control" | "suggestions"> & {
  children: (list: string | undefined) => ComponentChildren;
}) {
  if (suggestions === undefined || suggestions.length === 0) return <>{children(undefined)}</>;
  const list = `${control.id}-list`;
  return (
    <>
      {children(list)}
      <datalist id={list}>
        {suggestions.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}
      </datalist>
    </>
  );
}

type ValueProps = Pick<ActionControlProps, "control" | "value" | "onValue">;

/** "1.0" on the way to "1.05" is 1, and stays as it is typed. */
function NumberControl({ control, list, value, onValue }: ValueProps & { list: string | undefined }) {
  const [typed, setTyped] = useState("");
  const shown = typeof value === "number" && Number(typed) === value && typed !== "" ? typed : String(value ?? "");
  return (
    <input
      {...control}
      list={list}
      inputMode="decimal"
      autocomplete="off"
      value={shown}
      onInput={({ currentTarget: { value: text } }) => {
        setTyped(text);
        const isNumber = /^\s*-?\d+(\.\d+)?\s*$/.test(text);
        onValue(text === "" ? undefined : isNumber ? Number(text) : text);
      }}
    />
  );
}

/** Typed in the reader's own time; sent with its zone. */
function TimeControl({ control, value, onValue }: ValueProps) {
  const ms = typeof value === "string" ? Date.parse(value) : NaN;
  return (
    <input
      {...control}
      type="datetime-local"
      value={Number.isNaN(ms) ? "" : toLocal(ms)}
      onInput={({ currentTarget: { value: text } }) => {
        const at = Date.parse(text);
        onValue(Number.isNaN(at) ? undefined : new Date(at).toISOString().replace(".000Z", "Z"));
      }}
    />
  );
}

/** @example "2026-01-31T12:00", as `datetime-local` has it */
function toLocal(ms: number): string {
  return new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
