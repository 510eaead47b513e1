import { withQuery } from "@/components/links.ts";
import { useNow } from "@/components/now.ts";
import { Pill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import type { TagRow } from "@/components/tags_data.ts";
import { Time } from "@/components/Time.tsx";
import { stateOfTag } from "@/lib/domain/tag_state.ts";

interface TagTableProps {
  tags: TagRow[];
  /** Null: the reader may not change them. */
  change: { edit(tag: TagRow): void; block(tag: TagRow): void } | null;
}

/** Tags, a row each, with their state, and what may be done with them. */
export function TagTable({ tags, change }: TagTableProps) {
  const t = useTexts();
  return (
    <table class="table" aria-label={t("nav.tags")}>
      <thead>
        <tr>
          <th scope="col">{t("tags.tag")}</th>
          <th scope="col" class="w-state">{t("tags.state")}</th>
          <th scope="col" class="wide w-date">{t("tags.expires")}</th>
          <th scope="col" class="wide">{t("tags.parent")}</th>
          <th scope="col" class="number wide w-time">{t("tags.most")}</th>
          <th scope="col" class="medium w-time">{t("tags.sessions")}</th>
          {change !== null && (
            <th scope="col" class="w-actions needs-script">
              <span class="sr-only">{t("tags.actions")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {tags.map((tag) => <Row key={tag.idTag} tag={tag} change={change} />)}
      </tbody>
    </table>
  );
}

function Row({ tag, change }: { tag: TagRow; change: TagTableProps["change"] }) {
  const t = useTexts();
  const now = useNow();
  const { idTag, label, blocked, expiresAt, parentIdTag, maxActiveTransactions, running } = tag;
  const state = stateOfTag({ blocked, expiresAt: expiresAt === null ? null : Date.parse(expiresAt) }, now);
  const sessions = withQuery("/transactions", { idTag });
  return (
    <tr data-tag={idTag}>
      <th scope="row">
        <span class="row-name">{idTag}</span>
        <span class="sub">
          {label}
          <span class="narrow">
            <a href={sessions}>{t("tags.allSessions")}</a>
          </span>
        </span>
      </th>
      <td>
        <Pill status={state} />
      </td>
      <td class="wide">{expiresAt === null ? t("tags.never") : <Time at={expiresAt} exact />}</td>
      <td class="wide">{parentIdTag}</td>
      <td class="number wide">{maxActiveTransactions ?? t("tags.anyNumber")}</td>
      <td class="medium">
        <a href={sessions}>{running > 0 ? t("tags.running", { count: running }) : t("tags.allSessions")}</a>
      </td>
      {change !== null && (
        <td class="actions needs-script">
          <button type="button" class="button quiet medium-only" onClick={() => change.block(tag)}>
            {t(blocked ? "tags.unblock" : "tags.block")}
            <span class="sr-only">{idTag}</span>
          </button>
          <button type="button" class="button quiet" onClick={() => change.edit(tag)}>
            {t("do.edit")}
            <span class="sr-only">{idTag}</span>
          </button>
        </td>
      )}
    </tr>
  );
}
