/** Filters of the messages. */
import { Choice } from "@/components/Choice.tsx";
import { useTexts } from "@/components/reader.ts";
import { startWith } from "@/components/start_with.ts";
import type { ExchangeFilter } from "@/lib/domain/exchange.ts";

export function MessagesForm({ home, filter, chargers, actions, onChange }: {
  /** Of a charger's own page; null: the page of all. */
  home: string | null;
  filter: ExchangeFilter;
  /** To choose from; others can be typed. */
  chargers: string[];
  actions: string[];
  onChange: (form: HTMLFormElement) => void;
}) {
  const t = useTexts();
  return (
    <form
      class="filters"
      role="search"
      method="get"
      action={home ?? "/messages"}
      onChange={({ currentTarget }) => onChange(currentTarget)}
    >
      {home === null && (
        <Suggested
          label={t("messages.charger")}
          name="chargerId"
          type="search"
          asked={filter.chargerId}
          from={chargers}
        />
      )}
      <Suggested label={t("messages.action")} name="action" asked={filter.action} from={actions} />
      <Choice
        label={t("messages.askedBy")}
        name="direction"
        chosen={filter.direction}
        options={[["", t("messages.anyDirection")], ["in", t("messages.onlyIn")], ["out", t("messages.onlyOut")]]}
      />
      <Choice
        label={t("messages.which")}
        name="errors"
        chosen={filter.errors ? "true" : ""}
        options={[["", t("messages.all")], ["true", t("messages.onlyErrors")]]}
      />
      <button type="submit" class="button no-script">{t("do.show")}</button>
    </form>
  );
}

function Suggested({ label, name, type = "text", asked, from }: {
  label: string;
  name: string;
  type?: "text" | "search";
  asked: string | undefined;
  from: string[];
}) {
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type={type}
        id={type === "search" ? "search" : undefined}
        name={name}
        {...startWith(asked)}
        list={`${name}-known`}
        maxLength={255}
        autocomplete="off"
      />
      <datalist id={`${name}-known`}>
        {from.map((one) => <option key={one} value={one} />)}
      </datalist>
    </label>
  );
}
