/** What needs attention, each with the one thing to do about it. */
import type { Attention, AttentionItem } from "@/components/attention.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { chargerUrl, transactionUrl } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import AcceptButton from "@/parts/AcceptButton.tsx";
import AddChargerButton from "@/parts/AddChargerButton.tsx";
import StopActions from "@/parts/StopActions.tsx";
import type { Texts } from "@/lib/texts/texts.ts";

/** What the reader may do: what they may not is not offered. */
export interface AttentionRights {
  accept: boolean;
  addCharger: boolean;
  settleStops: boolean;
}

interface AttentionListProps {
  attention: Attention;
  may: AttentionRights;
  /** Something was done about one of them. */
  onDone: () => void;
}

export default function AttentionList({ attention: { items, total }, may, onDone }: AttentionListProps) {
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
              <li key={keyOf(item)} data-kind={item.kind}>
                <div class="attention-line">
                  <Pill status={item.kind} />
                  <span class="attention-at">
                    <Time at={item.at} />
                  </span>
                </div>
                <p class="attention-who">
                  <Who item={item} />
                </p>
                <What item={item} />
                <WhatToDo item={item} may={may} onDone={onDone} />
              </li>
            ))}
          </ul>
        )}
      {total > items.length && (
        <p class="card-foot">
          <a href="/?attention=all">{t("attention.all", { count: total })}</a>
        </p>
      )}
    </section>
  );
}

function keyOf(item: AttentionItem): string {
  const which = item.kind === "Unmatched" ? item.stopId : "connectorId" in item ? item.connectorId : item.at;
  return `${item.kind} ${which} ${item.chargerId}`;
}

function Who({ item }: { item: AttentionItem }) {
  const t = useTexts();
  const { chargerId } = item;
  if (chargerId === null) return t("attention.noId");
  const name = "connectorId" in item && item.connectorId > 0
    ? t("attention.connector", { charger: chargerId, connector: String(item.connectorId) })
    : chargerId;
  return item.kind === "Refused" ? <>{name}</> : <a href={chargerUrl(chargerId)}>{name}</a>;
}

function What({ item }: { item: AttentionItem }) {
  const t = useTexts();
  if (item.kind === "Unmatched" && item.sent !== null) {
    return (
      <p>
        {tell(item, t)} <code class="sent">{item.sent}</code>
      </p>
    );
  }
  if (item.kind !== "Refused") return <p>{tell(item, t)}</p>;
  // The server's own sentence, as the log has it.
  return (
    <p>
      <span lang="en">{item.reason}</span>
      <span class="hint">
        {item.address !== null && t("attention.from", { address: item.address })}
        {item.count > 1 && t("attention.tries", { count: item.count })}
      </span>
    </p>
  );
}

function tell(item: Exclude<AttentionItem, { kind: "Refused" }>, t: Texts): string {
  switch (item.kind) {
    case "Pending":
      return t("attention.pending", { who: item.make ?? t("attention.newCharger") });
    case "Faulted":
      return item.cause ?? t("attention.noCause");
    case "Offline":
      return t("attention.offline");
    case "Unmatched":
      return item.number === null
        ? t("attention.unmatchedNone")
        : t("attention.unmatched", { stop: `#${item.number}` });
    case "ClockWrong":
      return t("attention.clock");
    default:
      return item satisfies never;
  }
}

function WhatToDo({ item, may, onDone }: { item: AttentionItem; may: AttentionRights; onDone: () => void }) {
  const t = useTexts();
  switch (item.kind) {
    case "Pending":
      return may.accept ? <AcceptButton chargerId={item.chargerId} /> : null;
    case "Offline":
      return <a href={transactionUrl(item.transactionId)}>{t("attention.openSession")}</a>;
    case "Refused":
      if (item.isUnknown && item.chargerId !== null && may.addCharger) {
        return <AddChargerButton chargerId={item.chargerId} onDone={onDone} />;
      }
      return <p class="hint">{t("attention.refusedHint")}</p>;
    case "Unmatched":
      return may.settleStops ? <StopActions stop={item} onDone={onDone} /> : null;
    case "Faulted":
    case "ClockWrong":
      return <a href={chargerUrl(item.chargerId)}>{t(`attention.do.${item.kind}`)}</a>;
    default:
      return item satisfies never;
  }
}
