/** Filters of the list of sessions. */
import type { ComponentChildren } from "preact";
import { useTexts } from "@/components/reader.ts";
import { startWith } from "@/components/start_with.ts";
import type { filterHandlers } from "@/lib/client/filter_form.ts";

/** As in the page's address. */
export type SessionsAsked = Record<string, string | undefined>;

interface FormProps {
  asked: SessionsAsked;
  /** Whose days they are; null: of UTC. */
  zone: string | null;
  handlers: ReturnType<typeof filterHandlers>;
}

export function SessionsForm({ asked, zone, handlers }: FormProps) {
  const t = useTexts();
  const whose = zone === null ? " (UTC)" : "";
  return (
    <form class="filters" role="search" method="get" action="/transactions" {...handlers}>
      <Field label={t("sessions.state")}>
        <select name="state">
          {[["", t("sessions.anyState")], ["active", t("sessions.running")], ["ended", t("sessions.past")]].map((
            [value, text],
          ) => <option key={value} value={value} selected={value === (asked.state ?? "")}>{text}</option>)}
        </select>
      </Field>
      <Field label={t("sessions.charger")}>
        <input
          type="search"
          id="search"
          name="chargerId"
          {...startWith(asked.chargerId)}
          maxLength={255}
          autocomplete="off"
        />
      </Field>
      <Field label={t("sessions.connectorNumber")} isShort>
        <input type="number" name="connectorId" {...startWith(asked.connectorId)} min={0} max={1_000_000} />
      </Field>
      <Field label={t("sessions.tag")}>
        <input name="idTag" {...startWith(asked.idTag)} maxLength={255} autocomplete="off" />
      </Field>
      <Field label={t("sessions.from") + whose}>
        <input type="date" name="from" {...startWith(asked.from?.slice(0, 10))} />
      </Field>
      <Field label={t("sessions.to") + whose}>
        <input type="date" name="to" {...startWith(asked.to?.slice(0, 10))} />
      </Field>
      <button type="submit" class="button no-script">{t("do.show")}</button>
    </form>
  );
}

function Field({ label, isShort = false, children }: {
  label: string;
  isShort?: boolean;
  children: ComponentChildren;
}) {
  return (
    <label class={isShort ? "field short" : "field"}>
      <span>{label}</span>
      {children}
    </label>
  );
}
