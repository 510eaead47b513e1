import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { ChargerRights } from "@/components/charger_rights.ts";
import { tabUrl } from "@/components/charger_tabs.ts";
import type { ConfigurationData, ExplainedKey } from "@/components/configuration_data.ts";
import { EmptyState } from "@/components/EmptyState.tsx";
import { Icon } from "@/components/Icon.tsx";
import { withQuery } from "@/components/links.ts";
import { useTexts } from "@/components/reader.ts";
import QuickCommand from "@/parts/commands/QuickCommand.tsx";
import ConfigurationRow from "@/parts/configuration/ConfigurationRow.tsx";
import { onLive } from "@/lib/client/live.ts";
import { Reread } from "@/lib/client/reread.ts";
import { runCommand } from "@/lib/client/send_command.ts";
import { Ticking } from "@/lib/client/Ticking.tsx";

const ACTIONS = ["ChangeConfiguration", "GetConfiguration"];

/** A charger's configuration: what it told, and each value to be changed where it stands. */
export default function ConfigurationBoard(
  { data: drawn, rights }: { data: ConfigurationData; rights: ChargerRights },
) {
  const t = useTexts();
  const data = useSignal(drawn);
  const wanted = useSignal("");
  const isReading = useSignal(false);
  const reread = useMemo(() => new Reread<ConfigurationData>((read) => data.value = read), []);
  const { id } = drawn.charger;

  useEffect(() => {
    const unlisten = onLive({
      charger: (charger) => data.value = { ...data.value, charger },
      command({ action, settledAt }) {
        if (settledAt !== null && ACTIONS.includes(action)) reread.soon();
      },
      reset: () => reread.soon(),
    }, { chargerId: id });
    return () => {
      unlisten();
      reread.stop();
    };
  }, []);

  async function readNow() {
    isReading.value = true;
    await runCommand(id, { action: "GetConfiguration", payload: {} }, t);
    await reread.now();
    isReading.value = false;
  }

  const { charger, keys } = data.value;
  const shown = keys.filter((one) => fits(one, wanted.value));
  const rebooting = keys.filter(({ needsReboot }) => needsReboot).length;
  return (
    <Ticking>
      <div class="toolbar">
        <label class="search needs-script">
          <Icon name="search" />
          <span class="sr-only">{t("configuration.search")}</span>
          <input
            type="search"
            id="search"
            placeholder={t("configuration.searchHint")}
            autocomplete="off"
            onInput={({ currentTarget }) => wanted.value = currentTarget.value}
          />
        </label>
        {rights.command && (
          <div class="buttons">
            <a class="button" href={withQuery(tabUrl(id, "commands"), { action: "ChangeConfiguration" })}>
              {t("configuration.other")}
            </a>
            <button
              type="button"
              class="button primary needs-script"
              disabled={isReading.value || !charger.online}
              title={charger.online ? undefined : t("commands.offline")}
              onClick={readNow}
            >
              <Icon name="refresh-cw" /> {t(isReading.value ? "configuration.reading" : "configuration.readNow")}
            </button>
          </div>
        )}
      </div>
      {rebooting > 0 && (
        <div class="notice">
          <p>{t("configuration.rebootNotice", { count: rebooting })}</p>
          {rights.command && (
            <QuickCommand
              chargerId={id}
              wish={{ action: "Reset", payload: { type: "Soft" } }}
              label={t("quick.softReset")}
              question={{
                title: t("quick.softResetTitle"),
                text: t("quick.softResetText"),
                action: t("quick.softReset"),
              }}
              isOnline={charger.online}
            />
          )}
        </div>
      )}
      <section class="card" aria-label={t("configuration.title")}>
        {keys.length === 0
          ? (
            <EmptyState title={t("configuration.none")}>
              {t(charger.online ? "configuration.noneHint" : "configuration.noneOffline")}
            </EmptyState>
          )
          : shown.length === 0
          ? <EmptyState title={t("configuration.noneFits")} />
          : (
            <table class="table configuration" aria-label={t("configuration.title")}>
              <thead>
                <tr>
                  <th scope="col">{t("configuration.key")}</th>
                  <th scope="col">{t("configuration.value")}</th>
                  <th scope="col" class="wide w-known">{t("configuration.known")}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((one) => (
                  <ConfigurationRow
                    key={one.key}
                    chargerId={id}
                    known={one}
                    mayChange={charger.online && (one.isProof ? rights.prove : rights.command)}
                    onChanged={() => reread.now()}
                  />
                ))}
              </tbody>
            </table>
          )}
      </section>
      {keys.length > 0 && <p class="list-end hint">{t("configuration.count", { count: shown.length })}</p>}
    </Ticking>
  );
}

function fits({ key, value, meaning }: ExplainedKey, wanted: string): boolean {
  const text = `${key} ${value ?? ""} ${meaning ?? ""}`.toLowerCase();
  return wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
