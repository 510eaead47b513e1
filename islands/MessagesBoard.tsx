import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { EmptyState } from "@/components/EmptyState.tsx";
import { ExchangeTable } from "@/components/ExchangeRows.tsx";
import { Icon } from "@/components/Icon.tsx";
import { withQuery } from "@/components/links.ts";
import { MessagesForm } from "@/components/MessagesForm.tsx";
import type { MessageList } from "@/components/messages_data.ts";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import { addressOf } from "@/lib/client/filter_form.ts";
import { onLive } from "@/lib/client/live.ts";
import { MessageTail } from "@/lib/client/message_tail.ts";
import { Reread } from "@/lib/client/reread.ts";
import type { ExchangeFilter } from "@/lib/domain/exchange.ts";

/** `isTail`: it begins now, not at some older page, so new ones join it. */
type Messages = MessageList & { filter: ExchangeFilter; isTail: boolean };

/** What chargers and this server say to each other: a tail that goes on, stops when one looks closer, and goes on again. */
export default function MessagesBoard({ data: drawn, home }: {
  data: Messages;
  /** Of a charger's own page, where all of them are its; null: the page of all. */
  home: string | null;
}) {
  const t = useTexts();
  const { filter, isTail, next } = drawn;
  const tail = useMemo(() => new MessageTail(drawn.items, filter), []);
  const open = useSignal<string | null>(null);

  useEffect(() => {
    if (!isTail) return;
    const reread = new Reread<Messages>(({ items }) => tail.replace(items));
    const unlisten = onLive({ frame: (frame) => tail.hear(frame), reset: () => reread.soon() }, filter);
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  function toggle(key: string) {
    open.value = open.value === key ? null : key;
    // Nothing moves away from under whoever reads.
    if (open.value !== null) tail.pause();
  }

  const shown = tail.shown.value;
  const known = (values: (string | null)[]) => [...new Set(values.filter((one) => one !== null))].sort();
  const { chargerId, action, direction, errors } = filter;
  const isFiltered = [action, direction, errors].some((value) => value !== undefined) || (home === null && !!chargerId);
  const asked = { chargerId: home === null ? chargerId : undefined, action, direction, errors: errors ? "true" : "" };
  return (
    <>
      <MessagesForm
        home={home}
        filter={filter}
        chargers={known(drawn.items.map(({ chargerId }) => chargerId))}
        actions={known(drawn.items.map(({ action }) => action))}
        // The live stream is narrowed by the server, so the page is asked for anew.
        onChange={(form) => location.assign(addressOf(form))}
      />
      {isTail && <TailBar tail={tail} onResume={() => open.value = null} />}
      <section class="card" aria-label={t("messages.list")}>
        {shown.length > 0
          ? <ExchangeTable exchanges={shown} withCharger={home === null} open={open.value} onToggle={toggle} />
          : (
            <EmptyState
              title={t(next === null ? isFiltered ? "messages.noneFits" : "messages.none" : "messages.noneSoFar")}
            >
              {isTail && t("messages.noneHint")}
            </EmptyState>
          )}
      </section>
      {chargerId === undefined ? <p class="list-end hint">{t("messages.chooseCharger")}</p> : (
        <MoreLink
          href={next === null ? null : withQuery(home ?? "/messages", { ...asked, cursor: next })}
          end={t("messages.end")}
        />
      )}
    </>
  );
}

function TailBar({ tail, onResume }: { tail: MessageTail; onResume: () => void }) {
  const t = useTexts();
  const isPaused = tail.isPaused.value;
  return (
    <div class="toolbar needs-script">
      <p class="hint" role="status">{t(isPaused ? "messages.paused" : "messages.goesOn")}</p>
      <button
        type="button"
        class="button"
        onClick={() => {
          if (!isPaused) return tail.pause();
          onResume();
          tail.resume();
        }}
      >
        <Icon name={isPaused ? "play" : "pause"} /> {isPaused
          ? tail.missed.value > 0 ? t("messages.resumeNew", { count: tail.missed.value }) : t("messages.resume")
          : t("messages.pause")}
      </button>
    </div>
  );
}
