/** What is asked of one connector every day. */
import { useTexts } from "@/components/reader.ts";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import StartButton from "@/parts/commands/StartButton.tsx";
import type { ConnectorView, TransactionView } from "@/lib/domain/views.ts";

interface ConnectorCommandsProps {
  chargerId: string;
  connector: ConnectorView;
  /** What runs here. */
  session: TransactionView | null;
  isOnline: boolean;
}

export default function ConnectorCommands({ chargerId, connector, session, isOnline }: ConnectorCommandsProps) {
  const t = useTexts();
  const { connectorId, status } = connector;
  const where = { connector: String(connectorId) };
  const shared = { chargerId, isOnline };
  const number = String(session?.transactionId ?? "");
  return (
    <div class="buttons">
      {session === null ? <StartButton {...shared} connectorId={connectorId} /> : (
        <QuickCommand
          {...shared}
          wish={{ action: "RemoteStopTransaction", payload: { transactionId: session.transactionId } }}
          label={t("quick.stop")}
          question={{
            title: t("quick.stopTitle", { number }),
            text: t("quick.stopText"),
            action: t("quick.stop"),
          }}
        />
      )}
      <QuickCommand
        {...shared}
        wish={{ action: "UnlockConnector", payload: { connectorId } }}
        label={t("quick.unlock")}
        question={{ title: t("quick.unlockTitle", where), text: t("quick.unlockText"), action: t("quick.unlock") }}
      />
      <Availability {...shared} connectorId={connectorId} isOperative={status !== "Unavailable"} />
      <QuickCommand
        {...shared}
        wish={{ action: "TriggerMessage", payload: { requestedMessage: "StatusNotification", connectorId } }}
        label={t("quick.status")}
      />
    </div>
  );
}

/** Takes a connector, or with 0 the whole charger, out of service, or puts it back. */
export function Availability({ chargerId, connectorId, isOperative, isOnline }: {
  chargerId: string;
  connectorId: number;
  isOperative: boolean;
  isOnline: boolean;
}) {
  const t = useTexts();
  const wish = (type: string) => ({ action: "ChangeAvailability", payload: { connectorId, type } });
  if (!isOperative) {
    return (
      <QuickCommand chargerId={chargerId} isOnline={isOnline} wish={wish("Operative")} label={t("quick.operative")} />
    );
  }
  return (
    <QuickCommand
      chargerId={chargerId}
      isOnline={isOnline}
      wish={wish("Inoperative")}
      label={t("quick.inoperative")}
      question={{
        title: t("quick.inoperativeTitle"),
        text: t("quick.inoperativeText"),
        action: t("quick.inoperative"),
      }}
    />
  );
}
