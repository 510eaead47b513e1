import { Icon } from "@/components/Icon.tsx";
import { startWith } from "@/components/start_with.ts";

/** The search of a list; the key `/` goes there. */
export function SearchField({ label, hint, asked }: { label: string; hint: string; asked: string | undefined }) {
  return (
    <label class="search">
      <Icon name="search" />
      <span class="sr-only">{label}</span>
      <input
        type="search"
        id="search"
        name="q"
        {...startWith(asked)}
        placeholder={hint}
        maxLength={255}
        autocomplete="off"
      />
    </label>
  );
}
