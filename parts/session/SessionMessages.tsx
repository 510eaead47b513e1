import { useSignal } from "@preact/signals";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ExchangeTable } from "@/components/ExchangeRows.tsx";
import { transactionUrl, withQuery } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import type { Exchange } from "@/lib/domain/exchange.ts";
import type { Page } from "@/lib/domain/views.ts";

/** What a charger and this server said to each other about one session, newest first. */
export default function SessionMessages({ id, messages }: { id: string; messages: Page<Exchange> }) {
  const t = useTexts();
  const open = useSignal<string | null>(null);
  const { items, next } = messages;
  return (
    <section class="card" id="messages" aria-labelledby="messages-head">
      <header class="card-head">
        <h2 id="messages-head">{t("session.messages")}</h2>
      </header>
      {items.length === 0
        ? (
          <EmptyState title={t(next === null ? "session.noMessages" : "session.noMessagesSoFar")}>
            {next === null && t("session.noMessagesHint")}
          </EmptyState>
        )
        : (
          <ExchangeTable
            exchanges={items}
            withCharger={false}
            open={open.value}
            onToggle={(key) => open.value = open.value === key ? null : key}
          />
        )}
      {next !== null && (
        <p class="card-foot">
          <a href={`${withQuery(transactionUrl(id), { cursor: next })}#messages`} rel="next">
            {t("session.olderMessages")}
          </a>
        </p>
      )}
    </section>
  );
}
