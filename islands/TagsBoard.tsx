import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { apiTagUrl, withQuery } from "@/components/links.ts";
import { ListFailed } from "@/components/ListFailed.tsx";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import { TagTable } from "@/components/TagRows.tsx";
import type { TagList, TagRow } from "@/components/tags_data.ts";
import { type TagsAsked, TagsForm } from "@/components/TagsForm.tsx";
import TagDialog from "@/parts/TagDialog.tsx";
import TagImport from "@/parts/TagImport.tsx";
import { callApi, tellFailure } from "@/lib/client/api.ts";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { toast } from "@/lib/client/toasts.ts";

type Open = { type: "edit"; tag: TagRow | null } | { type: "import" } | null;

interface TagsBoardProps {
  data: TagList;
  asked: TagsAsked;
  mayChange: boolean;
}

/** Who may charge: the list of tags, and what is done with it. */
export default function TagsBoard({ data: drawn, asked: askedAtFirst, mayChange }: TagsBoardProps) {
  const t = useTexts();
  const { data, asked, hasFailed, reread, handlers } = useListPage(drawn, askedAtFirst);
  const open = useSignal<Open>(null);
  const running = useRef(new Set<string>());

  useEffect(() =>
    onLive({
      // How many run with a tag changes when one starts or ends, not with each of its readings.
      transaction({ id, state }) {
        if ((state === "active") === running.current.has(id)) return;
        if (state === "active") running.current.add(id);
        else running.current.delete(id);
        reread.soon();
      },
      reset: () => reread.soon(),
    }), []);

  async function block({ running: _, idTag, ...tag }: TagRow) {
    const saved = await callApi("PUT", apiTagUrl(idTag), { json: { ...tag, blocked: !tag.blocked } });
    if (saved.type === "failed") return toast(tellFailure(saved, t), { isFailure: true });
    toast(t(tag.blocked ? "tags.unblocked" : "tags.blocked", { tag: idTag }));
    await reread.now();
  }

  function close(isChanged: boolean) {
    open.value = null;
    if (isChanged) reread.now();
  }

  const { items, next, isEmpty, acceptsUnknown } = data.value;
  const change = mayChange ? { edit: (tag: TagRow) => open.value = { type: "edit", tag }, block } : null;
  return (
    <Ticking>
      <div class="toolbar">
        <p class="hint">{t(acceptsUnknown ? "tags.unknownAccepted" : "tags.unknownRefused")}</p>
        <div class="buttons">
          {mayChange && (
            <button
              type="button"
              class="button needs-script"
              onClick={() => open.value = { type: "import" }}
            >
              <Icon name="upload" /> {t("tags.import")}
            </button>
          )}
          {!isEmpty && (
            <a class="button" href="/api/tags.csv" download>
              <Icon name="download" /> {t("tags.export")}
            </a>
          )}
          {mayChange && (
            <button
              type="button"
              class="button primary needs-script"
              onClick={() => open.value = { type: "edit", tag: null }}
            >
              <Icon name="plus" /> {t("tags.add")}
            </button>
          )}
        </div>
      </div>
      {!isEmpty && <TagsForm asked={asked.value} handlers={handlers} />}
      <ListFailed hasFailed={hasFailed.value} />
      <section class="card" aria-label={t("tags.list")}>
        {items.length > 0
          ? <TagTable tags={items} change={change} />
          : isEmpty
          ? <EmptyState title={t("tags.none")}>{t("tags.noneHint")}</EmptyState>
          : (
            <EmptyState title={t(next === null ? "tags.noneFits" : "tags.noneSoFar")}>
              {next === null && <a href="/tags">{t("tags.showAll")}</a>}
            </EmptyState>
          )}
      </section>
      {!isEmpty && (
        <MoreLink
          href={next === null ? null : withQuery("/tags", { ...asked.value, cursor: next })}
          end={t("tags.end")}
        />
      )}
      {open.value?.type === "edit" && <TagDialog tag={open.value.tag} onDone={close} />}
      {open.value?.type === "import" && <TagImport onDone={close} />}
    </Ticking>
  );
}
