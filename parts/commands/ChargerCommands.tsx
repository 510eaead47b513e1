/** What is asked of a whole charger every day. */
import { useTexts } from "@/components/reader.ts";
import { Availability } from "@/parts/commands/ConnectorCommands.tsx";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import type { ChargerView } from "@/lib/domain/views.ts";

export default function ChargerCommands({ charger }: { charger: ChargerView }) {
  const t = useTexts();
  const shared = { chargerId: charger.id, isOnline: charger.online };
  const whole = charger.connectors.find(({ connectorId }) => connectorId === 0);
  return (
    <div class="buttons">
      <QuickCommand
        {...shared}
        wish={{ action: "Reset", payload: { type: "Soft" } }}
        label={t("quick.softReset")}
        question={{
          title: t("quick.softResetTitle"),
          text: t("quick.softResetText"),
          action: t("quick.softReset"),
        }}
      />
      <QuickCommand
        {...shared}
        wish={{ action: "Reset", payload: { type: "Hard" } }}
        label={t("quick.hardReset")}
        question={{
          title: t("quick.hardResetTitle"),
          text: t("quick.hardResetText"),
          action: t("quick.hardReset"),
        }}
      />
      <Availability {...shared} connectorId={0} isOperative={whole?.status !== "Unavailable"} />
      <QuickCommand
        {...shared}
        wish={{ action: "TriggerMessage", payload: { requestedMessage: "StatusNotification" } }}
        label={t("quick.status")}
      />
      <QuickCommand
        {...shared}
        wish={{ action: "TriggerMessage", payload: { requestedMessage: "MeterValues" } }}
        label={t("quick.meter")}
      />
      <QuickCommand
        {...shared}
        wish={{ action: "ClearCache", payload: {} }}
        label={t("quick.clearCache")}
        question={{
          title: t("quick.clearCacheTitle"),
          text: t("quick.clearCacheText"),
          action: t("quick.clearCache"),
        }}
      />
    </div>
  );
}
