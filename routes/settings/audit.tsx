/** The audit: who changed what. */
import { page } from "fresh";
import { z } from "zod";
import { AuditTable } from "@/components/AuditTable.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { PageHead } from "@/components/PageHead.tsx";
import { define } from "@/lib/define.ts";
import { paging, readQuery, writeCursor } from "@/lib/http/read.ts";

const query = { ...paging, operator: z.string().max(255).optional() };

export const handler = define.handlers({
  async GET(ctx) {
    const { limit, cursor, operator } = readQuery(ctx.url, query);
    const { items, next } = await ctx.state.services.audit.list({ operator }, { limit, after: cursor });
    ctx.state.title = ctx.state.reader.t("audit.title");
    return page({ items, operator, next: writeCursor(next) }, { headers: { "cache-control": "no-store" } });
  },
});

export default define.page<typeof handler>(({ data: { items, operator, next }, state: { reader: { t } } }) => (
  <>
    <PageHead title={t("audit.title")} back={{ href: "/settings", text: t("nav.settings") }} />
    <form class="filters" role="search" method="get">
      <label class="field">
        <span>{t("audit.by")}</span>
        <input name="operator" value={operator} maxLength={255} autocomplete="off" />
      </label>
      <button type="submit" class="button">{t("do.show")}</button>
    </form>
    <section class="card" aria-label={t("audit.title")}>
      {items.length > 0 ? <AuditTable entries={items} /> : <EmptyState title={t("audit.none")} />}
    </section>
    {(items.length > 0 || next !== null) && (
      <MoreLink
        href={next === null ? null : withQuery("/settings/audit", { operator, cursor: next })}
        end={t("audit.end")}
      />
    )}
  </>
));
