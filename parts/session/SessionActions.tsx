import { useSignal } from "@preact/signals";
import { useTexts } from "@/components/reader.ts";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import EndDialog from "@/parts/session/EndDialog.tsx";
import type { TransactionView } from "@/lib/domain/views.ts";

/** What the reader may do. */
export interface SessionRights {
  command: boolean;
  end: boolean;
}

interface SessionActionsProps {
  session: TransactionView;
  isOnline: boolean;
  rights: SessionRights;
  onEnded: (session: TransactionView) => void;
}

/** What can be done about a session: stop it, end it by hand, print it. */
export default function SessionActions({ session, isOnline, rights, onEnded }: SessionActionsProps) {
  const t = useTexts();
  const isEnding = useSignal(false);
  const { chargerId, transactionId, state } = session;
  const number = String(transactionId);
  const isRunning = state === "active";
  return (
    <div class="buttons page-actions needs-script">
      {isRunning && rights.command && (
        <QuickCommand
          chargerId={chargerId}
          isOnline={isOnline}
          wish={{ action: "RemoteStopTransaction", payload: { transactionId } }}
          label={t("session.stop")}
          question={{ title: t("quick.stopTitle", { number }), text: t("quick.stopText"), action: t("session.stop") }}
        />
      )}
      {isRunning && rights.end && (
        <button type="button" class="button" onClick={() => isEnding.value = true}>{t("session.endByHand")}</button>
      )}
      <button type="button" class="button" onClick={() => print()}>{t("session.print")}</button>
      {isEnding.value && (
        <EndDialog
          session={session}
          isOnline={isOnline}
          onDone={(ended) => {
            isEnding.value = false;
            if (ended !== null) onEnded(ended);
          }}
        />
      )}
    </div>
  );
}
