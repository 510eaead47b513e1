/** The first screen: how a charger gets here. */
import Copy from "@/islands/Copy.tsx";
import type { Attention } from "@/components/attention.ts";
import AttentionList from "@/islands/AttentionList.tsx";

interface WelcomeProps {
  address: string;
  simulate: string;
  attention: Attention;
}

export default function Welcome({ address, simulate, attention }: WelcomeProps) {
  const isLocal = /^wss?:\/\/(127\.|localhost|\[::1\])/.test(address);
  return (
    <>
      <section class="welcome card" aria-labelledby="welcome">
        <h2 id="welcome">Connect the first charger</h2>
        <p>
          Give a charger this address of its central system, often called <em>backend URL</em> or <em>OCPP server</em>.
          {" "}
          It must speak OCPP 1.6-J.
        </p>
        <Copy text={address} label="Address for chargers" />
        <p class="hint">
          Most chargers put their own id behind it. For one that does not, give it whole: <code>{address}/CP-1</code>
        </p>
        {isLocal && (
          <p class="hint">
            This address works on this machine only. For chargers elsewhere start the server with{" "}
            <code>HOST=0.0.0.0</code> and an <code>OPERATOR_PASSWORD</code>.
          </p>
        )}
        <h3>No charger at hand?</h3>
        <p>Simulated ones come, charge and leave as real ones do:</p>
        <Copy text={simulate} label="Command that simulates chargers" />
        <p class="waiting" role="status">
          <span class="waiting-dot" aria-hidden="true" />{" "}
          Waiting for the first charger. This page will show it by itself.
        </p>
      </section>
      {attention.total > 0 && <AttentionList attention={attention} />}
    </>
  );
}
