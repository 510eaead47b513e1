import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { type ChargerData, PAST_SHOWN } from "@/components/charger_data.ts";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { ChargerFacts } from "@/components/ChargerFacts.tsx";
import ConnectorCard from "@/parts/charger/ConnectorCard.tsx";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { Notes } from "@/components/Notes.tsx";
import { PastTable, RunningTable } from "@/components/SessionRows.tsx";
import { useTexts } from "@/components/reader.ts";
import { onLive } from "@/lib/client/live.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import { Reread } from "@/lib/client/reread.ts";
import { withoutSession, withSession } from "@/lib/client/session_lists.ts";

/** One charger: who it is, its connectors with what they measure, its sessions. */
export default function ChargerBoard({ data: drawn, rights }: { data: ChargerData; rights: ChargerRights }) {
  const t = useTexts();
  const data = useSignal(drawn);
  const { charger, running, past, verdicts } = data.value;

  useEffect(() => {
    const reread = new Reread<ChargerData>((read) => data.value = read);
    const change = (changed: Partial<ChargerData>) => data.value = { ...data.value, ...changed };
    const changeCharger = (changed: Partial<ChargerData["charger"]>) =>
      change({ charger: { ...data.value.charger, lastSeenAt: new Date().toISOString(), ...changed } });
    const unlisten = onLive({
      charger(view) {
        changeCharger(view);
        // What it does that is odd, and why it does not charge, is told by no event.
        reread.soon();
      },
      connector({ chargerId: _, ...connector }) {
        const { connectors } = data.value.charger;
        const others = connectors.filter(({ connectorId }) => connectorId !== connector.connectorId);
        changeCharger({ connectors: [...others, connector].sort((a, b) => a.connectorId - b.connectorId) });
        reread.soon();
      },
      samples({ connectorId, items }) {
        const newest = items.at(-1);
        if (newest === undefined) return;
        const connectors = data.value.charger.connectors.map((one) =>
          one.connectorId === connectorId ? { ...one, reading: { ...one.reading, ...newest } } : one
        );
        changeCharger({ connectors });
      },
      transaction(session) {
        if (session.state === "active") return change({ running: withSession(data.value.running, session) });
        change({
          running: withoutSession(data.value.running, session.id),
          past: withSession(data.value.past, session, PAST_SHOWN),
        });
      },
      command: () => reread.soon(),
      // The tag that was presented last is a reason, too.
      frame({ action, type }) {
        if (action === "Authorize" && type === "result") reread.soon();
      },
      reset: () => reread.soon(),
    }, { chargerId: drawn.charger.id });
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  const outlets = charger.connectors.filter(({ connectorId }) => connectorId > 0);
  return (
    <Ticking>
      <div class="columns">
        <div class="column-main">
          {outlets.length === 0
            ? (
              <section class="card">
                <EmptyState title={t("charger.noConnector")}>
                  {t("charger.noConnectorHint")}
                </EmptyState>
              </section>
            )
            : outlets.map((connector) => (
              <ConnectorCard
                key={connector.connectorId}
                chargerId={charger.id}
                connector={connector}
                session={running.find(({ id }) => id === connector.transactionId) ?? null}
                verdict={verdicts.find(({ connectorId }) => connectorId === connector.connectorId) ?? null}
                online={charger.online}
                rights={rights}
              />
            ))}
        </div>
        <div class="column-side">
          <ChargerFacts charger={charger} />
          <Notes notes={charger.notes} />
        </div>
      </div>
      <section class="card" aria-labelledby="sessions">
        <header class="card-head">
          <h2 id="sessions">{t("charger.sessions")}</h2>
          <a class="more" href={withQuery("/transactions", { chargerId: charger.id })}>{t("charger.allSessions")}</a>
        </header>
        {running.length + past.length === 0 && <EmptyState title={t("charger.noSessions")} />}
        {running.length > 0 && <RunningTable sessions={running} withCharger={false} />}
        {past.length > 0 && <PastTable sessions={past} withCharger={false} />}
      </section>
    </Ticking>
  );
}
