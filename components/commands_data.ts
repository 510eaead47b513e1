/** What the page of a charger's commands shows. */
import type { Suggestion } from "@/components/action/ActionControl.tsx";
import type { Suggestions } from "@/components/action/ActionFields.tsx";
import type { Payload } from "@/lib/domain/action_draft.ts";
import type { ActionForm } from "@/lib/domain/action_form.ts";
import { isProofAction, isProofKey } from "@/lib/domain/proof.ts";
import type { ChargerDetail, CommandView, Page, TransactionView } from "@/lib/domain/views.ts";
import type { Services } from "@/lib/services.ts";

export interface CommandsData {
  charger: ChargerDetail;
  /** All that the reader may send to it. */
  actions: string[];
  /** The one that was chosen, and what its fields hold at first. */
  form: ActionForm | null;
  payload: Payload | null;
  suggestions: Suggestions;
  /** Names of stored charging profiles. */
  templates: string[];
  history: Page<CommandView>;
  /** The newest, to tell whether a remote start led to one. */
  sessions: TransactionView[];
}

export interface CommandsWish {
  action?: string;
  payload?: Payload;
  /** Whether the reader may change what the charger proves itself by. */
  mayProve: boolean;
  /** The last command of the page before. */
  after?: string;
}

const HISTORY_SHOWN = 20;
const SESSIONS_LOOKED_AT = 30;
const SUGGESTED = 200;

/** Null: there is no such charger. */
export async function readCommands(
  services: Services,
  id: string,
  { action, payload = undefined, mayProve, after }: CommandsWish,
): Promise<CommandsData | null> {
  const { reads, chargerReads, commands } = services;
  const charger = await reads.charger(id);
  if (charger === null) return null;
  const isOffered = (one: string) => mayProve || !isProofAction(one);
  const form = action === undefined || !isOffered(action) ? null : commands.formOf(id, action);
  const history = await chargerReads.commands(id, { limit: HISTORY_SHOWN, after });
  const running = await reads.transactions({ chargerId: id, state: "active" }, { limit: SESSIONS_LOOKED_AT });
  const past = await reads.transactions({ chargerId: id, state: "ended" }, { limit: SESSIONS_LOOKED_AT });
  const templates = action === "SetChargingProfile" ? await readTemplates(services) : [];
  return {
    charger,
    actions: commands.actionsOf(id).filter(isOffered),
    form,
    payload: payload ?? null,
    suggestions: form === null ? {} : await readSuggestions(services, charger, { running: running.items, mayProve }),
    templates,
    history: history ?? { items: [], next: null },
    sessions: [...running.items, ...past.items],
  };
}

export async function readTemplates({ upkeepReads }: Services): Promise<string[]> {
  const { items } = await upkeepReads.profileTemplates({ limit: SUGGESTED });
  return items.map(({ name }) => name);
}

export async function readTags({ reads }: Services): Promise<Suggestion[]> {
  const { items } = await reads.tags({}, { limit: SUGGESTED });
  return items.map(({ idTag, label }) => ({ value: idTag, label: label ?? "" }));
}

async function readSuggestions(
  services: Services,
  { id, connectors }: ChargerDetail,
  { running, mayProve }: { running: TransactionView[]; mayProve: boolean },
): Promise<Suggestions> {
  const { chargerReads } = services;
  const reservations = await chargerReads.reservations(id, { limit: SUGGESTED });
  const keys = await chargerReads.configuration(id) ?? [];
  return {
    connectorId: connectors.map(({ connectorId, status }) => ({ value: String(connectorId), label: status ?? "" })),
    idTag: await readTags(services),
    transactionId: running.map(({ transactionId, idTag }) => ({ value: String(transactionId), label: idTag })),
    reservationId: reservations.items.filter(({ status }) => status === "Active")
      .map(({ reservationId, idTag }) => ({ value: String(reservationId), label: idTag })),
    key: keys.filter(({ key }) => mayProve || !isProofKey(key)).map(({ key, value }) => ({
      value: key,
      label: value ?? "",
    })),
  };
}
