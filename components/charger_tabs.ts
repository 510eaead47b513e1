/** The pages of one charger. */
import { chargerUrl } from "@/components/links.ts";

export const chargerTabs = ["now", "commands", "configuration", "messages", "upkeep"] as const;
export type ChargerTab = typeof chargerTabs[number];

export function tabUrl(chargerId: string, tab: ChargerTab): string {
  return tab === "now" ? chargerUrl(chargerId) : `${chargerUrl(chargerId)}/${tab}`;
}
