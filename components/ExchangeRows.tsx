/** Messages as a table: call and answer in a row, and, when it is opened, both as they were sent. */
import { Icon } from "@/components/Icon.tsx";
import { chargerUrl } from "@/components/links.ts";
import MessageText from "@/parts/MessageText.tsx";
import { useReader } from "@/components/reader.ts";
import { wrongOnes } from "@/lib/domain/command_effect.ts";
import { type Exchange, stateOfExchange } from "@/lib/domain/exchange.ts";
import { UNKNOWN } from "@/lib/texts/format.ts";

interface ExchangeTableProps {
  exchanges: Exchange[];
  /** On a charger's own page it need not be said again. */
  withCharger?: boolean;
  /** The key of the one that is opened. */
  open: string | null;
  onToggle: (key: string) => void;
}

export function ExchangeTable({ exchanges, withCharger = true, open, onToggle }: ExchangeTableProps) {
  const { t } = useReader();
  return (
    <table class="table exchanges" aria-label={t("nav.messages")}>
      <thead>
        <tr>
          <th scope="col" class="medium w-clock">{t("messages.time")}</th>
          {withCharger && <th scope="col" class="medium">{t("messages.charger")}</th>}
          <th scope="col" class="wide w-state">{t("messages.askedBy")}</th>
          <th scope="col">{t("messages.action")}</th>
          <th scope="col" class="w-answer">{t("messages.answer")}</th>
          <th scope="col" class="number medium w-latency">{t("messages.latency")}</th>
        </tr>
      </thead>
      <tbody>
        {exchanges.map((one) => (
          <ExchangeRow
            key={one.key}
            exchange={one}
            withCharger={withCharger}
            isOpen={one.key === open}
            onToggle={onToggle}
          />
        ))}
      </tbody>
    </table>
  );
}

function ExchangeRow({ exchange, withCharger, isOpen, onToggle }: {
  exchange: Exchange;
  withCharger: boolean;
  isOpen: boolean;
  onToggle: (key: string) => void;
}) {
  const { t, format } = useReader();
  const { key, chargerId, direction, action, at, call, answer } = exchange;
  const arrow = direction === "in" ? "arrow-down-left" : "arrow-up-right";
  const time = (
    <time dateTime={at} title={format.exact(Date.parse(at), true)}>{format.at("millisecond", Date.parse(at))}</time>
  );
  const columns = withCharger ? 6 : 5;
  const latencyMs = answer?.latencyMs ?? null;
  return (
    <>
      <tr data-state={stateOfExchange(exchange)}>
        <td class="medium">{time}</td>
        {withCharger && (
          <td class="medium">
            <a class="above" href={chargerUrl(chargerId)}>{chargerId}</a>
          </td>
        )}
        <td class="wide">
          <span class="asked-by">
            <Icon name={arrow} size={14} /> {t(`messages.by.${direction}`)}
          </span>
        </td>
        <th scope="row">
          <button type="button" class="row-link" aria-expanded={isOpen} onClick={() => onToggle(key)}>
            {nameOf(exchange) ?? t(`messages.name.${answer?.type === "gap" ? "gap" : "none"}`)}
          </button>
          <span class="sub narrow">{time} {withCharger && chargerId}</span>
        </th>
        <td>
          <AnswerPill exchange={exchange} />
        </td>
        <td class="number medium">{latencyMs === null ? UNKNOWN : t("messages.ms", { ms: latencyMs })}</td>
      </tr>
      {isOpen && (
        <tr class="opened">
          <td colSpan={columns}>
            <div class="frames">
              {call !== null && <MessageText frame={call} name={action} marks={wrongOnes(answer?.error?.details)} />}
              {answer !== null && <MessageText frame={answer} name={action} />}
              {call !== null && answer === null && <p class="hint">{t("messages.noAnswer")}</p>}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

function nameOf({ action, call, answer }: Exchange): string | null {
  return action ?? call?.action ?? answer?.action ?? null;
}

/** How a call was answered: a word, and for an error its code. */
export function AnswerPill({ exchange }: { exchange: Exchange }) {
  const { t } = useReader();
  const state = stateOfExchange(exchange);
  const code = exchange.answer?.error?.code;
  return <span class="pill" data-status={`message-${state}`}>{code || t(`messages.state.${state}`)}</span>;
}
