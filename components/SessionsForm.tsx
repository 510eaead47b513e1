/** Filters of the list of sessions. */
import type { ComponentChildren } from "preact";
import { startWith } from "@/components/start_with.ts";
import type { filterHandlers } from "@/lib/client/filter_form.ts";

/** As in the page's address. */
export type SessionsAsked = Record<string, string | undefined>;

interface FormProps {
  asked: SessionsAsked;
  handlers: ReturnType<typeof filterHandlers>;
}

export function SessionsForm({ asked, handlers }: FormProps) {
  return (
    <form class="filters" role="search" method="get" action="/transactions" {...handlers}>
      <Field label="State">
        <select name="state">
          {[["", "Running and past"], ["active", "Running"], ["ended", "Past"]].map(([value, text]) => (
            <option key={value} value={value} selected={value === (asked.state ?? "")}>{text}</option>
          ))}
        </select>
      </Field>
      <Field label="Charger">
        <input
          type="search"
          id="search"
          name="chargerId"
          {...startWith(asked.chargerId)}
          maxLength={255}
          autocomplete="off"
        />
      </Field>
      <Field label="Tag">
        <input name="idTag" {...startWith(asked.idTag)} maxLength={255} autocomplete="off" />
      </Field>
      <Field label="Started from (UTC)">
        <input type="date" name="from" {...startWith(asked.from?.slice(0, 10))} />
      </Field>
      <Field label="Until (UTC)">
        <input type="date" name="to" {...startWith(asked.to?.slice(0, 10))} />
      </Field>
      <button type="submit" class="button no-script">Show</button>
    </form>
  );
}

function Field({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <label class="field">
      <span>{label}</span>
      {children}
    </label>
  );
}
