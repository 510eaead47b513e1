/** Sends commands to chargers, and tells how they ended. */
import { nameOf, tellAnswer } from "@/components/command_text.ts";
import { apiChargerUrl } from "@/components/links.ts";
import { effectOf } from "../domain/command_effect.ts";
import type { TransactionView } from "../domain/views.ts";
import type { Texts } from "../texts/texts.ts";
import { type Answer, callApi, type Failure, tellFailure } from "./api.ts";
import { onLive } from "./live.ts";
import { toast } from "./toasts.ts";

export interface CommandWish {
  action: string;
  payload: Record<string, unknown>;
}

/** What the charger answered, also when it says Rejected. */
export interface CommandAnswer {
  id: string;
  action: string;
  /** When the server was asked, by its clock. */
  askedAt: string;
  request: unknown;
  response: unknown;
}

/** Until then a remote start may lead to a session. */
const STARTING_MS = 150_000;

/** Resolves when the charger has answered, or will not. */
export function sendCommand(
  chargerId: string,
  { action, payload }: CommandWish,
  signal?: AbortSignal,
): Promise<Answer<CommandAnswer>> {
  const url = `${apiChargerUrl(chargerId)}/commands/${action}`;
  return callApi("POST", url, { json: payload, signal });
}

/** Sends a command and says at the edge of the page how it ended; of a remote start, whether its session began. */
export async function runCommand(chargerId: string, wish: CommandWish, t: Texts): Promise<Answer<CommandAnswer>> {
  const answer = await sendCommand(chargerId, wish);
  const { isGood, text } = tellOutcome(answer, wish.action, t);
  toast(t("command.toast", { action: nameOf(wish.action, t), outcome: text }), { isFailure: !isGood });
  if (answer.type === "done") followStart(chargerId, { ...wish, ...answer.data }, t);
  return answer;
}

/** One sentence for each way in which a command ends. */
export function tellOutcome(
  answer: Answer<CommandAnswer>,
  action: string,
  t: Texts,
): { isGood: boolean; text: string } {
  if (answer.type === "failed") return { isGood: false, text: tellFailedCommand(answer, t) };
  const { tone, text, remedy } = tellAnswer(action, answer.data.response, t);
  return { isGood: tone !== "trouble", text: remedy === null ? text : `${text} ${remedy}` };
}

function tellFailedCommand(failure: Failure, t: Texts): string {
  const { status, errors, more: { code, description } } = failure;
  switch (status) {
    case 409:
      return t("command.offline");
    case 422:
      return t("command.badPayload", { errors: errors.map(({ path, message }) => `${path}: ${message}`).join("; ") });
    case 501:
      return t("command.noAction");
    case 502:
      return t("command.refused", { code: String(code), description: String(description) });
    case 504:
      return t("command.timeout");
    default:
      return tellFailure(failure, t);
  }
}

function followStart(
  chargerId: string,
  start: { action: string; payload: unknown; response: unknown; askedAt: string },
  t: Texts,
): void {
  const askedAt = Date.parse(start.askedAt);
  if (effectOf(start, [], askedAt) !== "awaited") return;
  const tell = (sessions: TransactionView[], now: number) => {
    const effect = effectOf(start, sessions, now);
    if (effect === null || effect === "awaited") return;
    stop();
    if (effect === "nothing") toast(t("command.nothingBegan"), { isFailure: true });
    else toast(t("command.began", { number: String(effect.transactionId) }));
  };
  const unlisten = onLive({ transaction: (session) => tell([session], askedAt) }, { chargerId });
  const timer = setTimeout(() => tell([], askedAt + STARTING_MS), STARTING_MS);
  const stop = () => {
    unlisten();
    clearTimeout(timer);
  };
}
