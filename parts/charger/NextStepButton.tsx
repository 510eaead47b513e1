/** What a verdict advises, to be done at once. */
import AcceptButton from "@/parts/AcceptButton.tsx";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { transactionUrl, withQuery } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import StartButton from "@/parts/commands/StartButton.tsx";
import type { Question } from "@/lib/client/confirm.ts";
import type { NextCode, NextStep, Words } from "@/lib/domain/verdict/mod.ts";
import type { Texts } from "@/lib/texts/texts.ts";

interface NextStepButtonProps {
  chargerId: string;
  connectorId: number;
  next: NextStep;
  isOnline: boolean;
  rights: ChargerRights;
}

export default function NextStepButton({ chargerId, connectorId, next, isOnline, rights }: NextStepButtonProps) {
  const t = useTexts();
  const { code, words, command } = next;
  if (code === "accept") return rights.change ? <AcceptButton chargerId={chargerId} /> : null;
  const label = labelOf(code, t);
  const href = placeOf(code, words);
  if (label === null) return null;
  if (href !== null) return <a class="button" href={href}>{label}</a>;
  if (command === null || !rights.command) return null;
  if (command.action === "RemoteStartTransaction") {
    const { idTag } = command.payload;
    return (
      <StartButton
        chargerId={chargerId}
        connectorId={connectorId}
        isOnline={isOnline}
        idTag={typeof idTag === "string" ? idTag : undefined}
        label={label}
      />
    );
  }
  const question = questionOf(code, connectorId, t);
  return <QuickCommand chargerId={chargerId} wish={command} label={label} question={question} isOnline={isOnline} />;
}

/** Null: it is not done from here. */
function labelOf(code: NextCode, t: Texts): string | null {
  const label = t.word("next.do", code);
  return label === code ? null : label;
}

function placeOf(code: NextCode, { tag, id }: Words): string | null {
  switch (code) {
    case "unblock-tag":
    case "renew-tag":
    case "look-at-tag":
      return withQuery("/tags", { q: String(tag) });
    case "add-tag":
      return "/tags";
    case "end-other-session":
      return withQuery("/transactions", { state: "active", idTag: String(tag) });
    case "open-session":
      return transactionUrl(String(id));
    default:
      return null;
  }
}

function questionOf(code: NextCode, connectorId: number, t: Texts): Question | undefined {
  switch (code) {
    case "reset":
      return { title: t("quick.softResetTitle"), text: t("quick.softResetText"), action: t("quick.softReset") };
    case "unlock":
      return {
        title: t("quick.unlockTitle", { connector: String(connectorId) }),
        text: t("quick.unlockText"),
        action: t("quick.unlock"),
      };
    default:
      return undefined;
  }
}
