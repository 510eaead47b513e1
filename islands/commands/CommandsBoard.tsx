import { useComputed } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { tabUrl } from "@/components/charger_tabs.ts";
import type { CommandsData } from "@/components/commands_data.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { withQuery } from "@/components/links.ts";
import { ListFailed } from "@/components/ListFailed.tsx";
import { MoreLink } from "@/components/MoreLink.tsx";
import { useTexts } from "@/components/reader.ts";
import ActionChoice from "@/parts/commands/ActionChoice.tsx";
import ChargerCommands from "@/parts/commands/ChargerCommands.tsx";
import CommandForm from "@/parts/commands/CommandForm.tsx";
import CommandHistory from "@/parts/commands/CommandHistory.tsx";
import ConnectorCommands from "@/parts/commands/ConnectorCommands.tsx";
import { useListPage } from "@/lib/client/list_page.ts";
import { onLive } from "@/lib/client/live.ts";
import { runCommand } from "@/lib/client/send_command.ts";
import { withSession } from "@/lib/client/session_lists.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";
import type { Payload } from "@/lib/domain/action_draft.ts";
import type { CommandView } from "@/lib/domain/views.ts";

interface Asked {
  action?: string;
  payload?: string;
  cursor?: string;
}

/** Commands to one charger, and what came of those that were sent. */
export default function CommandsBoard({ data: drawn, asked: askedAtFirst, mayCommand }: {
  data: CommandsData;
  asked: Asked;
  mayCommand: boolean;
}) {
  const t = useTexts();
  const { data, asked, hasFailed, reread, handlers } = useListPage<CommandsData, Asked>(drawn, askedAtFirst);
  const { id } = drawn.charger;

  useEffect(() =>
    onLive({
      charger: (told) => data.value = { ...data.value, charger: { ...data.value.charger, ...told } },
      connector: () => reread.soon(),
      command(told) {
        const { history } = data.value;
        const isKnown = history.items.some((one) => one.id === told.id);
        if (!isKnown && asked.value.cursor !== undefined) return;
        data.value = { ...data.value, history: { ...history, items: withCommand(history.items, told) } };
      },
      transaction(session) {
        data.value = { ...data.value, sessions: withSession(data.value.sessions, session, SESSIONS_KEPT) };
      },
      reset: () => reread.soon(),
    }, { chargerId: id }), []);

  async function send(action: string, payload: Payload) {
    const answer = await runCommand(id, { action, payload }, t);
    return answer.type === "done" ? [] : answer.errors;
  }

  const { charger, actions, form, payload, suggestions, templates, history, sessions } = data.value;
  const outlets = useComputed(() => data.value.charger.connectors.filter(({ connectorId }) => connectorId > 0)).value;
  return (
    <Ticking>
      <ListFailed hasFailed={hasFailed.value} />
      <div class="columns">
        <div class="column-main">
          {mayCommand && (
            <section class="card" aria-labelledby="usual">
              <header class="card-head">
                <h2 id="usual">{t("commands.usual")}</h2>
              </header>
              <div class="quick">
                <div>
                  <h3>{t("quick.whole")}</h3>
                  <ChargerCommands charger={charger} />
                </div>
                {outlets.map((connector) => (
                  <div key={connector.connectorId}>
                    <h3>{t("quick.connector", { connector: String(connector.connectorId) })}</h3>
                    <ConnectorCommands
                      chargerId={id}
                      connector={connector}
                      session={sessions.find((one) => one.id === connector.transactionId) ?? null}
                      isOnline={charger.online}
                    />
                  </div>
                ))}
              </div>
            </section>
          )}
          {mayCommand && (
            <section class="card" aria-labelledby="any">
              <header class="card-head">
                <h2 id="any">{t("commands.any")}</h2>
              </header>
              <ActionChoice
                href={tabUrl(id, "commands")}
                actions={actions}
                chosen={form?.action ?? null}
                handlers={handlers}
              />
              {form === null
                ? <EmptyState title={t("commands.choose")}>{t("commands.chooseHint")}</EmptyState>
                : (
                  <CommandForm
                    key={`${form.action} ${asked.value.payload ?? ""}`}
                    form={form}
                    payload={payload}
                    suggestions={suggestions}
                    templates={templates}
                    blocked={charger.online ? null : t("commands.offline")}
                    sending={t("commands.sending")}
                    onSend={(payload) => send(form.action, payload)}
                  />
                )}
            </section>
          )}
        </div>
        <section class="card column-side" aria-labelledby="history">
          <header class="card-head">
            <h2 id="history">{t("commands.history")}</h2>
          </header>
          <CommandHistory chargerId={id} commands={history.items} sessions={sessions} mayCommand={mayCommand} />
          {history.items.length > 0 && (
            <MoreLink
              href={history.next === null
                ? null
                : withQuery(tabUrl(id, "commands"), { ...asked.value, cursor: history.next })}
              end={t("commands.end")}
            />
          )}
        </section>
      </div>
    </Ticking>
  );
}

const SESSIONS_KEPT = 60;
const COMMANDS_KEPT = 100;

/** Newest first: ids are ULIDs of when they were asked. */
function withCommand(commands: CommandView[], told: CommandView): CommandView[] {
  const place = commands.findIndex(({ id }) => id === told.id);
  if (place >= 0) return commands.with(place, told);
  return [told, ...commands].sort((a, b) => a.id < b.id ? 1 : -1).slice(0, COMMANDS_KEPT);
}
