/** What stands around each page of a charger. */

import { asset, Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import type { ChargerRights } from "@/components/charger_rights.ts";
import type { ChargerTab } from "@/components/charger_tabs.ts";
import { LiveSource } from "@/components/LiveSource.tsx";
import ChargerHead from "@/islands/charger/ChargerHead.tsx";
import type { ChargerView } from "@/lib/domain/views.ts";

interface ChargerPageProps {
  charger: ChargerView;
  tab: ChargerTab;
  rights: ChargerRights;
  since: string;
  children: ComponentChildren;
}

export function ChargerPage({ charger, tab, rights, since, children }: ChargerPageProps) {
  return (
    <>
      <Head>
        <link rel="stylesheet" href={asset("/charger.css")} />
      </Head>
      <LiveSource since={since} chargerId={charger.id} />
      <ChargerHead charger={charger} tab={tab} rights={rights} />
      {children}
    </>
  );
}
