/** Search and filter of the list of tags. */
import { Choice } from "@/components/Choice.tsx";
import { useTexts } from "@/components/reader.ts";
import { SearchField } from "@/components/SearchField.tsx";
import type { filterHandlers } from "@/lib/client/filter_form.ts";
import { tagStates } from "@/lib/domain/tag_state.ts";

/** As in the page's address. */
export interface TagsAsked {
  q?: string;
  state?: string;
}

export function TagsForm({ asked, handlers }: { asked: TagsAsked; handlers: ReturnType<typeof filterHandlers> }) {
  const t = useTexts();
  return (
    <form class="filters" role="search" method="get" action="/tags" {...handlers}>
      <SearchField label={t("tags.search")} hint={t("tags.searchHint")} asked={asked.q} />
      <Choice
        label={t("tags.state")}
        name="state"
        chosen={asked.state}
        options={[["", t("tags.anyState")], ...tagStates.map((one): [string, string] => [one, t(`status.${one}`)])]}
      />
      <button type="submit" class="button no-script">{t("do.show")}</button>
    </form>
  );
}
