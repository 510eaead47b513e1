/** What needs attention, each with the one thing to do about it. */
import AcceptButton from "@/islands/AcceptButton.tsx";
import { Time } from "@/components/Time.tsx";
import type { Attention, AttentionItem } from "@/components/attention.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { chargerUrl, transactionUrl } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import type { Texts } from "@/lib/texts/texts.ts";

export default function AttentionList({ attention: { items, total }, mayAccept }: {
  attention: Attention;
  mayAccept: boolean;
}) {
  const t = useTexts();
  return (
    <section class="card" aria-labelledby="attention">
      <header class="card-head">
        <h2 id="attention">{t("attention.title")}</h2>
        {total > 0 && <span class="count">{total}</span>}
      </header>
      {items.length === 0
        ? <EmptyState title={t("attention.none")} />
        : (
          <ul class="attention" aria-labelledby="attention">
            {items.map((item) => (
              <li
                key={`${item.kind} ${item.connectorId} ${item.chargerId} ${item.at} ${item.detail}`}
                data-kind={item.kind}
              >
                <div class="attention-line">
                  <Pill status={item.kind} />
                  <span class="attention-at">
                    <Time at={item.at} />
                  </span>
                </div>
                <p class="attention-who">
                  {item.chargerId === null ? t("attention.noId") : <Who item={item} chargerId={item.chargerId} />}
                </p>
                <p>{tell(item, t)}</p>
                <WhatToDo item={item} mayAccept={mayAccept} />
              </li>
            ))}
          </ul>
        )}
      {total > items.length && <p class="card-foot">{t("attention.more", { count: total - items.length })}</p>}
    </section>
  );
}

function Who({ item: { kind, connectorId }, chargerId }: { item: AttentionItem; chargerId: string }) {
  const t = useTexts();
  const name = connectorId === null || connectorId === 0
    ? chargerId
    : t("attention.connector", { charger: chargerId, connector: String(connectorId) });
  return kind === "Refused" ? <>{name}</> : <a href={chargerUrl(chargerId)}>{name}</a>;
}

function tell({ kind, detail, address }: AttentionItem, t: Texts): string {
  switch (kind) {
    case "Pending":
      return t("attention.pending", { who: detail ?? t("attention.newCharger") });
    case "Faulted":
      return detail ?? t("attention.noCause");
    case "Offline":
      return t("attention.offline");
    case "Refused":
      return address === null ? detail ?? "" : t("attention.refused", { reason: detail ?? "", address });
    case "Unmatched":
      return t("attention.unmatched", { stop: detail ?? "" });
    default:
      return kind satisfies never;
  }
}

function WhatToDo(
  { item: { kind, chargerId, transactionId }, mayAccept }: { item: AttentionItem; mayAccept: boolean },
) {
  const t = useTexts();
  if (kind === "Pending" && chargerId !== null) return mayAccept ? <AcceptButton chargerId={chargerId} /> : null;
  if (kind === "Offline" && transactionId !== null) {
    return <a href={transactionUrl(transactionId)}>{t("attention.openSession")}</a>;
  }
  return kind === "Refused" ? <p class="hint">{t("attention.refusedHint")}</p> : null;
}
