/** Why a connector charges or does not: the sentence, what to do about it, and what it rests on. */
import type { ChargerRights } from "@/components/charger_rights.ts";
import { Icon } from "@/components/Icon.tsx";
import { useTexts } from "@/components/reader.ts";
import { Time } from "@/components/Time.tsx";
import type { ToldVerdict } from "@/components/verdict_text.ts";
import NextStepButton from "@/parts/charger/NextStepButton.tsx";

const ICONS = { fine: "circle-check", waiting: "hourglass", trouble: "circle-alert" } as const;

interface VerdictBoxProps {
  chargerId: string;
  verdict: ToldVerdict;
  isOnline: boolean;
  rights: ChargerRights;
}

export default function VerdictBox({ chargerId, verdict, isOnline, rights }: VerdictBoxProps) {
  const t = useTexts();
  const { connectorId, tone, code, text, evidence, next } = verdict;
  return (
    <div class="verdict" data-tone={tone} data-verdict={code} role="group" aria-label={t("verdict.title")}>
      <Icon name={ICONS[tone]} size={18} />
      <div class="verdict-what">
        <p class="verdict-text">{text}</p>
        {next !== null && <p class="hint">{next.text}</p>}
        {evidence.length > 0 && (
          <details>
            <summary>{t("verdict.evidence")}</summary>
            <ul>
              {evidence.map(({ code, at, text }) => (
                <li key={code}>
                  {text} {at !== null && (
                    <span class="hint">
                      <Time at={at} />
                    </span>
                  )}
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {next !== null && (
        <NextStepButton
          chargerId={chargerId}
          connectorId={connectorId}
          next={next}
          isOnline={isOnline}
          rights={rights}
        />
      )}
    </div>
  );
}
