/** The fields of a command, made from what its schema says: what is wrong stands beside its field. */
import { ActionControl, type SimpleField, type Suggestion } from "@/components/action/ActionControl.tsx";
import { FormField } from "@/components/FormField.tsx";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { emptyValue, type Payload } from "@/lib/domain/action_draft.ts";
import type { Field, Member } from "@/lib/domain/action_form.ts";

export type Path = (string | number)[];

/** By the name of a member. */
export type Suggestions = Record<string, Suggestion[]>;

interface Around {
  /** By JSON pointer. */
  errors: Record<string, string>;
  suggestions: Suggestions;
  /** `undefined` takes it away. */
  onChange: (path: Path, value: unknown) => void;
}

export function ActionFields({ members, payload, path = [], around }: {
  members: Member[];
  payload: Payload;
  path?: Path;
  around: Around;
}) {
  return (
    <>
      {members.map((member) => {
        const { name, field } = member;
        const given = { member, value: payload[name], path: [...path, name], around };
        return field.type === "group" || field.type === "list"
          ? <Part key={name} {...given} field={field} />
          : <OneField key={name} {...given} field={field} />;
      })}
    </>
  );
}

interface Given {
  member: Member;
  value: unknown;
  path: Path;
  around: Around;
}

function OneField({ member, field, value, path, around }: Given & { field: SimpleField }) {
  const t = useTexts();
  const { name, isRequired, isSupplied } = member;
  const word = t.word("field", name);
  return (
    <FormField
      form="command"
      name={path.join("-")}
      label={word === name ? name : `${word} · ${name}`}
      hint={isSupplied ? t("commands.supplied") : isRequired ? undefined : t("commands.optional")}
      error={around.errors[pointerOf(path)]}
    >
      {(control) => (
        <ActionControl
          control={control}
          field={field}
          value={value}
          suggestions={around.suggestions[name]}
          onValue={(changed) => around.onChange(path, changed)}
        />
      )}
    </FormField>
  );
}

type PartField = Extract<Field, { type: "group" | "list" }>;

/** A form within the form, which may be left out as a whole when it is optional. */
function Part({ member, field, value, path, around }: Given & { field: PartField }) {
  const t = useTexts();
  const { name, isRequired, isSupplied } = member;
  const part = t.word("field", name);
  const error = around.errors[pointerOf(path)];
  const isThere = value !== undefined;
  return (
    <fieldset class="part">
      <legend>{part === name ? name : `${part} · ${name}`}</legend>
      {error !== undefined && <p class="error">{error}</p>}
      {!isThere && <p class="hint">{isSupplied ? t("commands.supplied") : t("commands.optional")}</p>}
      {isThere && field.type === "group" &&
        <ActionFields members={field.members} payload={asPayload(value)} path={path} around={around} />}
      {isThere && field.type === "list" &&
        <Items member={member} item={field.item} items={asList(value)} path={path} around={around} />}
      {field.type === "group" && !isThere && (
        <button
          type="button"
          class="button"
          onClick={() => around.onChange(path, emptyValue(field))}
        >
          <Icon name="plus" /> {t("commands.addPart", { part })}
        </button>
      )}
      {field.type === "list" && (
        <button
          type="button"
          class="button"
          onClick={() => around.onChange(path, grown(field.item, value))}
        >
          <Icon name="plus" /> {t("commands.addItem")}
        </button>
      )}
      {isThere && (!isRequired || isSupplied) && (
        <button
          type="button"
          class="button quiet"
          onClick={() => around.onChange(path, undefined)}
        >
          <Icon name="x" /> {t("commands.removePart", { part })}
        </button>
      )}
    </fieldset>
  );
}

function Items({ member, item, items, path, around }: Omit<Given, "value"> & { item: Field; items: unknown[] }) {
  const t = useTexts();
  return (
    <ol class="items">
      {items.map((value, i) => {
        const here = [...path, i];
        return (
          <li key={i}>
            {item.type === "group"
              ? <ActionFields members={item.members} payload={asPayload(value)} path={here} around={around} />
              : item.type !== "list" && (
                <OneField
                  member={{ ...member, isRequired: true, isSupplied: false }}
                  field={item}
                  value={value}
                  path={here}
                  around={{ ...around, onChange: (path, changed) => around.onChange(path, changed ?? "") }}
                />
              )}
            <button type="button" class="button quiet" onClick={() => around.onChange(here, undefined)}>
              <Icon name="x" /> {t("commands.removeItem", { number: String(i + 1) })}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function grown(item: Field, items: unknown): unknown[] {
  return [...asList(items), emptyValue(item) ?? ""];
}

function asPayload(value: unknown): Payload {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** @example ["csChargingProfiles", "stackLevel"]  →  "/csChargingProfiles/stackLevel" */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${part}`).join("");
}
