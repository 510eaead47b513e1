/** What was asked of a charger, and what came of it. */
import { nameOf, tellCommand } from "@/components/command_text.ts";
import { toneIcons } from "@/components/tone_icons.ts";
import { tabUrl } from "@/components/charger_tabs.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { JsonText } from "@/components/JsonText.tsx";
import { bulkUrl, transactionUrl, withQuery } from "@/components/links.ts";
import { useNow } from "@/components/now.ts";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import { effectOf, wrongOnes } from "@/lib/domain/command_effect.ts";
import { jsonToSendAgain } from "@/lib/domain/hidden.ts";
import type { CommandView, TransactionView } from "@/lib/domain/views.ts";

interface CommandHistoryProps {
  chargerId: string;
  commands: CommandView[];
  sessions: TransactionView[];
  mayCommand: boolean;
}

export default function CommandHistory({ chargerId, commands, sessions, mayCommand }: CommandHistoryProps) {
  const t = useTexts();
  if (commands.length === 0) return <EmptyState title={t("commands.none")}>{t("commands.noneHint")}</EmptyState>;
  return (
    <ul class="history" aria-label={t("commands.history")}>
      {commands.map((command) => (
        <Entry
          key={command.id}
          chargerId={chargerId}
          command={command}
          sessions={sessions}
          mayCommand={mayCommand}
        />
      ))}
    </ul>
  );
}

interface EntryProps extends Omit<CommandHistoryProps, "commands"> {
  command: CommandView;
}

function Entry({ chargerId, command, sessions, mayCommand }: EntryProps) {
  const t = useTexts();
  const { action, payload, state, response, error, askedBy, askedAt, isLate, bulkId } = command;
  const wrong = wrongOnes(error?.details);
  const { tone, text, remedy } = tellCommand(command, t);
  const effect = effectOf(command, sessions, useNow());
  const icon = toneIcons[effect === "nothing" ? "trouble" : effect === "awaited" ? "waiting" : tone];
  const again = withQuery(tabUrl(chargerId, "commands"), { action, payload: jsonToSendAgain(payload) });
  return (
    <li data-command={command.id} data-state={state} data-tone={effect === "nothing" ? "trouble" : tone}>
      <p class="history-line">
        <span class="history-name" title={action}>{nameOf(action, t)}</span>
        <span class="hint">
          {askedBy === null
            ? <Time at={askedAt} />
            : t.parts("commands.by", { when: <Time at={askedAt} />, who: askedBy })}
        </span>
      </p>
      <div class="history-text">
        <Icon name={icon} />
        <div>
          <p>
            {text} {isLate && t("command.late")} {typeof effect === "string" && t(EFFECTS[effect])}
            {effect !== null && typeof effect === "object" && (
              <a href={transactionUrl(effect.id)}>{t("command.began", { number: String(effect.transactionId) })}</a>
            )}
          </p>
          {remedy !== null && <p class="hint">{remedy}</p>}
        </div>
      </div>
      <details>
        <summary>
          {action} {brief(payload)}
        </summary>
        <h3 class="hint">{t("commands.payload")}</h3>
        <JsonText value={payload} marks={state === "refused" ? wrong : []} />
        {(response !== null || error !== null) && (
          <>
            <h3 class="hint">{t("commands.answer")}</h3>
            <JsonText value={response ?? error} marks={state === "unreadable" ? wrong : []} />
          </>
        )}
        <p class="buttons">
          {mayCommand && <a class="button" href={again}>{t("commands.resend")}</a>}
          {bulkId !== null && <a class="button" href={bulkUrl(bulkId)}>{t("bulk.partOf")}</a>}
        </p>
      </details>
    </li>
  );
}

const EFFECTS = { awaited: "command.awaited", nothing: "command.nothingBegan" } as const;
const LONGEST_BRIEF = 90;

/** @example {connectorId: 1, idTag: "T"}  →  "connectorId 1 · idTag T" */
function brief(payload: unknown): string {
  if (typeof payload !== "object" || payload === null) return "";
  const text = Object.entries(payload).map(([name, value]) =>
    `${name} ${typeof value === "object" ? "…" : String(value)}`
  ).join(" · ");
  return text.length > LONGEST_BRIEF ? `${text.slice(0, LONGEST_BRIEF)}…` : text;
}
