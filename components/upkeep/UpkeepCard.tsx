/** One part of a charger's upkeep: its name, its list, and what may be done. */
import type { ComponentChildren } from "preact";
import { EmptyState } from "@/components/EmptyState.tsx";
import { useTexts } from "@/components/reader.ts";

export function UpkeepCard({ id, title, empty, emptyHint, isEmpty, older, actions, children }: {
  id: string;
  title: string;
  empty: string;
  emptyHint?: string;
  isEmpty: boolean;
  /** Where a program reads those that are not shown; null: there are none. */
  older?: string | null;
  actions?: ComponentChildren;
  children: ComponentChildren;
}) {
  const t = useTexts();
  return (
    <section class="card" aria-labelledby={id}>
      <header class="card-head">
        <h2 id={id}>{title}</h2>
        {actions !== undefined && <div class="buttons">{actions}</div>}
      </header>
      {isEmpty ? <EmptyState title={empty}>{emptyHint}</EmptyState> : children}
      {older != null && <p class="card-foot">{t.parts("upkeep.older", { link: <a href={older}>{older}</a> })}</p>}
    </section>
  );
}
