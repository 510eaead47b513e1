/** What the page of a charger's configuration shows. */
import type { ChargerView, ConfigurationKeyView } from "@/lib/domain/views.ts";

/** `meaning` null: the key is the vendor's own. `isSecret`: nobody may read its value; `isProof`: the charger proves itself by it. */
export type ExplainedKey = ConfigurationKeyView & { meaning: string | null; isSecret: boolean; isProof: boolean };

export interface ConfigurationData {
  charger: ChargerView;
  keys: ExplainedKey[];
}
