/** Search, filters and order of the list of chargers. */
import { statusOrder } from "@/components/status_order.ts";
import { Search } from "lucide-preact";
import { startWith } from "@/components/start_with.ts";
import type { filterHandlers } from "@/lib/client/filter_form.ts";
import { statusWord } from "@/components/Pill.tsx";

/** As in the page's address. */
export interface ChargersFilter {
  q?: string;
  status?: string;
  online?: string;
  sort?: string;
}

interface FormProps {
  filter: ChargersFilter;
  handlers: ReturnType<typeof filterHandlers>;
}

export function ChargersForm({ filter, handlers }: FormProps) {
  return (
    <form class="filters" role="search" method="get" action="/chargers" {...handlers}>
      <label class="search">
        <Search size={16} aria-hidden />
        <span class="sr-only">Search chargers</span>
        <input
          type="search"
          id="search"
          name="q"
          {...startWith(filter.q)}
          placeholder="Search id, label, vendor, model, serial"
          maxLength={255}
          autocomplete="off"
        />
      </label>
      <Choice
        label="Status"
        name="status"
        chosen={filter.status}
        options={[["", "Any status"], ...statusOrder.map(named)]}
      />
      <Choice
        label="Connection"
        name="online"
        chosen={filter.online}
        options={[["", "On- and offline"], ["true", "Online"], ["false", "Offline"]]}
      />
      <Choice
        label="Order"
        name="sort"
        chosen={filter.sort}
        options={[["", "By id"], ["seen", "Last seen first"], ["trouble", "Trouble first"]]}
      />
      <button type="submit" class="button no-script">Show</button>
    </form>
  );
}

function named(status: string): [string, string] {
  return [status, statusWord(status)];
}

function Choice({ label, name, chosen, options }: {
  label: string;
  name: string;
  chosen: string | undefined;
  options: [value: string, text: string][];
}) {
  return (
    <label class="choice">
      <span class="sr-only">{label}</span>
      <select name={name}>
        {options.map(([value, text]) => (
          <option key={value} value={value} selected={value === (chosen ?? "")}>{text}</option>
        ))}
      </select>
    </label>
  );
}
