/** What needs attention, each with the one thing to do about it. */
import AcceptButton from "@/islands/AcceptButton.tsx";
import { Time } from "@/components/Time.tsx";
import type { Attention, AttentionItem, AttentionKind } from "@/components/attention.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { chargerUrl, transactionUrl } from "@/components/links.ts";
import { Pill } from "@/components/Pill.tsx";

export default function AttentionList({ attention: { items, total } }: { attention: Attention }) {
  return (
    <section class="card" aria-labelledby="attention">
      <header class="card-head">
        <h2 id="attention">Needs attention</h2>
        {total > 0 && <span class="count">{total}</span>}
      </header>
      {items.length === 0 ? <EmptyState title="All is well" /> : (
        <ul class="attention" aria-labelledby="attention">
          {items.map((item) => (
            <li
              key={`${item.kind} ${item.connectorId} ${item.chargerId} ${item.at} ${item.text}`}
              data-kind={item.kind}
            >
              <div class="attention-line">
                <Pill status={item.kind} />
                <span class="attention-at">
                  <Time at={item.at} />
                </span>
              </div>
              <p class="attention-who">
                {item.chargerId === null ? "No charger id" : <Who item={item} chargerId={item.chargerId} />}
              </p>
              <p>{item.text}</p>
              <WhatToDo item={item} />
            </li>
          ))}
        </ul>
      )}
      {total > items.length && <p class="card-foot">And {total - items.length} more. These come first.</p>}
    </section>
  );
}

function Who({ item: { kind, connectorId }, chargerId }: { item: AttentionItem; chargerId: string }) {
  const name = connectorId === null || connectorId === 0 ? chargerId : `${chargerId} · connector ${connectorId}`;
  return kind === "Refused" ? <>{name}</> : <a href={chargerUrl(chargerId)}>{name}</a>;
}

const HINTS: Partial<Record<AttentionKind, string>> = {
  Refused: "Change what it says in the charger's settings; it tries again by itself.",
};

function WhatToDo({ item: { kind, chargerId, transactionId } }: { item: AttentionItem }) {
  if (kind === "Pending" && chargerId !== null) return <AcceptButton chargerId={chargerId} />;
  if (kind === "Offline" && transactionId !== null) return <a href={transactionUrl(transactionId)}>Open the session</a>;
  const hint = HINTS[kind];
  return hint === undefined ? null : <p class="hint">{hint}</p>;
}
