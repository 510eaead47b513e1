/** Who a command to many goes to. */
import { EmptyState } from "@/components/EmptyState.tsx";
import { useTexts } from "@/components/reader.ts";
import { type Answer, tellFailure } from "@/lib/client/api.ts";
import type { BulkTo } from "@/lib/client/bulk.ts";
import type { BulkTargets } from "@/lib/domain/bulk_views.ts";

/** `gone`: so many were picked and are not known any more. */
export type Counted =
  | { type: "counting" }
  | { type: "nobody" }
  | { type: "counted"; to: BulkTo; gone: number; answer: Answer<BulkTargets> };

interface TargetsProps {
  counted: Counted;
  kind: "picked" | "filter" | "retry";
  onAgain: () => void;
}

export default function Targets({ counted, kind, onAgain }: TargetsProps) {
  const t = useTexts();
  return (
    <section class="card column-side bulk-to" aria-labelledby="to">
      <header class="card-head">
        <h2 id="to">{t("bulk.to")}</h2>
      </header>
      <Found counted={counted} onAgain={onAgain} />
      <div class="card-text bulk-text">
        {kind === "filter" && <p class="hint">{t("bulk.byFilter")}</p>}
        {kind === "retry" && <p class="hint">{t("bulk.byRetry")}</p>}
        {kind !== "retry" && (
          <p class="buttons">
            <a class="button" href="/chargers">{t("bulk.change")}</a>
          </p>
        )}
      </div>
    </section>
  );
}

function Found({ counted, onAgain }: Pick<TargetsProps, "counted" | "onAgain">) {
  const t = useTexts();
  if (counted.type === "counting") return <Numbers targets={null} hints={[t("bulk.counting")]} />;
  if (counted.type === "nobody") {
    return (
      <EmptyState title={t("bulk.nobody")}>
        <p>{t.parts("bulk.nobodyHint", { list: <a href="/chargers">{t("bulk.listOfChargers")}</a> })}</p>
      </EmptyState>
    );
  }
  const { answer, gone } = counted;
  if (answer.type === "failed") {
    return (
      <div class="card-text" role="alert">
        <p class="error">{answer.errors[0]?.message ?? tellFailure(answer, t)}</p>
        <p class="buttons">
          <button type="button" class="button" onClick={onAgain}>{t("do.retry")}</button>
        </p>
      </div>
    );
  }
  const targets = answer.data;
  const hints = targets.online < targets.chargers ? [t("bulk.offlineHint")] : [];
  return <Numbers targets={targets} hints={gone > 0 ? [...hints, t("bulk.gone", { count: gone })] : hints} />;
}

/** They take the same room before they are known, so that nothing moves. */
function Numbers({ targets, hints }: { targets: BulkTargets | null; hints: string[] }) {
  const t = useTexts();
  return (
    <>
      <dl class="reading bulk-numbers">
        <Count name={t("bulk.chargers")} count={targets?.chargers} />
        <Count name={t("bulk.online")} count={targets?.online} />
        <Count name={t("bulk.charging")} count={targets?.charging} />
      </dl>
      <div class="card-text bulk-hints" role="status">
        {hints.map((hint) => <p key={hint} class="hint">{hint}</p>)}
      </div>
    </>
  );
}

function Count({ name, count }: { name: string; count: number | undefined }) {
  const t = useTexts();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{count === undefined ? "–" : t("bulk.number", { number: count })}</dd>
    </div>
  );
}
