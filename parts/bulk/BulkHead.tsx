/** How far a command to many is, and what may be done about it. */
import { BulkPill, BulkProgress } from "@/components/BulkState.tsx";
import { isBulkOver, sumUp } from "@/components/bulk_text.ts";
import { bulkUrl, withQuery } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { actOnBulk } from "@/lib/client/bulk.ts";
import { confirmed } from "@/lib/client/confirm.ts";
import type { BulkCommandView } from "@/lib/domain/bulk_views.ts";
import type { Texts } from "@/lib/texts/texts.ts";

export default function BulkHead({ bulk, mayCommand }: { bulk: BulkCommandView; mayCommand: boolean }) {
  const t = useTexts();
  const { ended, done, failed, waiting } = sumUp(bulk);
  const isOver = isBulkOver(bulk);
  return (
    <section class="card bulk-head" aria-label={t("bulk.progress")}>
      <p class="bulk-line">
        <BulkPill bulk={bulk} />
        <span>{t("bulk.ofAll", { count: ended, all: bulk.chargers })}</span>
        <span class="hint">
          {bulk.askedBy === null
            ? <Time at={bulk.askedAt} />
            : t.parts("commands.by", { when: <Time at={bulk.askedAt} />, who: bulk.askedBy })}
        </span>
      </p>
      <BulkProgress bulk={bulk} />
      <dl class="reading bulk-numbers">
        <Count name={t("bulk.count.done")} count={done} />
        <Count name={t("bulk.count.failed")} count={failed} />
        <Count name={t(isOver ? "bulk.count.notSent" : "bulk.count.waiting")} count={waiting} />
      </dl>
      <Meaning bulk={bulk} />
      {mayCommand && <Acts bulk={bulk} />}
    </section>
  );
}

function Count({ name, count }: { name: string; count: number }) {
  const t = useTexts();
  return (
    <div>
      <dt>{name}</dt>
      <dd>{t("bulk.number", { number: count })}</dd>
    </div>
  );
}

function Meaning({ bulk }: { bulk: BulkCommandView }) {
  const t = useTexts();
  const { state, stoppedBy, retryOf } = bulk;
  const texts: Partial<Record<BulkCommandView["state"], string>> = {
    running: t("bulk.runningText"),
    stopping: t("bulk.stoppingText"),
    stopped: stoppedBy === null ? t("bulk.stoppedText") : t("bulk.stoppedBy", { who: stoppedBy }),
    interrupted: t("bulk.interruptedText"),
  };
  return (
    <>
      {state !== "ended" && <p class="hint" role="status">{texts[state]}</p>}
      {retryOf !== null && (
        <p class="hint">{t.parts("bulk.retryOf", { earlier: <a href={bulkUrl(retryOf)}>{t("bulk.earlier")}</a> })}</p>
      )}
    </>
  );
}

function Acts({ bulk }: { bulk: BulkCommandView }) {
  const t = useTexts();
  const { failed, waiting } = sumUp(bulk);
  const { id, action, payload, isPayloadKept } = bulk;
  if (bulk.state === "running") {
    return (
      <p class="buttons needs-script">
        <button type="button" class="button" onClick={() => stop(bulk, t)}>{t("bulk.stop")}</button>
      </p>
    );
  }
  if (!isBulkOver(bulk) || failed + waiting === 0) return null;
  const edit = withQuery("/bulk-commands/new", {
    retryOf: id,
    action,
    payload: isPayloadKept ? JSON.stringify(payload) : undefined,
  });
  return (
    <>
      {!isPayloadKept && <p class="hint">{t("bulk.notKept")}</p>}
      <p class="buttons needs-script">
        {isPayloadKept && (
          <button type="button" class="button primary" onClick={() => retry(bulk, t)}>
            {t("bulk.retry", { count: failed + waiting })}
          </button>
        )}
        <a class="button" href={edit}>{t("bulk.edit")}</a>
      </p>
    </>
  );
}

async function stop(bulk: BulkCommandView, t: Texts): Promise<void> {
  const question = {
    title: t("bulk.stopTitle"),
    text: t("bulk.stopText", { count: sumUp(bulk).waiting }),
    action: t("bulk.stop"),
  };
  // What comes of it is told live.
  if (await confirmed(question)) await actOnBulk(bulk.id, "stop", t);
}

async function retry(bulk: BulkCommandView, t: Texts): Promise<void> {
  const { failed, waiting } = sumUp(bulk);
  const count = failed + waiting;
  const question = {
    title: t("bulk.retryTitle", { count }),
    text: t("bulk.retryText", { failed, waiting }),
    action: t("bulk.retry", { count }),
  };
  if (!await confirmed(question)) return;
  const begun = await actOnBulk(bulk.id, "retry", t);
  if (begun !== null) location.assign(bulkUrl(begun.id));
}
