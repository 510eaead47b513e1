/** The first screen: how a charger gets here. */
import Copy from "@/parts/Copy.tsx";
import type { Attention } from "@/components/attention.ts";
import { useTexts } from "@/components/reader.ts";
import AttentionList, { type AttentionRights } from "@/parts/AttentionList.tsx";

interface WelcomeProps {
  address: string;
  simulate: string;
  attention: Attention;
  may: AttentionRights;
  onDone: () => void;
}

export default function Welcome({ address, simulate, attention, may, onDone }: WelcomeProps) {
  const t = useTexts();
  const isLocal = /^wss?:\/\/(127\.|localhost|\[::1\])/.test(address);
  return (
    <>
      <section class="welcome card" aria-labelledby="welcome">
        <h2 id="welcome">{t("welcome.title")}</h2>
        <p>
          {t.parts("welcome.address", {
            backend: <em>{t("welcome.backend")}</em>,
            server: <em>{t("welcome.server")}</em>,
          })}
        </p>
        <Copy text={address} label={t("welcome.addressLabel")} />
        <p class="hint">{t.parts("welcome.ownId", { address: <code>{address}/CP-1</code> })}</p>
        {isLocal && (
          <p class="hint">
            {t.parts("welcome.localOnly", {
              host: <code>HOST=0.0.0.0</code>,
              password: <code>OPERATOR_PASSWORD</code>,
            })}
          </p>
        )}
        <h3>{t("welcome.noCharger")}</h3>
        <p>{t("welcome.simulated")}</p>
        <Copy text={simulate} label={t("welcome.simulateLabel")} />
        <p class="waiting" role="status">
          <span class="waiting-dot" aria-hidden="true" /> {t("welcome.waiting")}
        </p>
      </section>
      {attention.total > 0 && <AttentionList attention={attention} may={may} onDone={onDone} />}
    </>
  );
}
