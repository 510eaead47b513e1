/** What came of a command, in words. Pure. */
import { member, saysNo } from "@/lib/domain/command_effect.ts";
import type { CommandView } from "@/lib/domain/views.ts";
import type { Texts } from "@/lib/texts/texts.ts";

export interface CommandTold {
  tone: "fine" | "waiting" | "trouble";
  /** What the charger said. */
  text: string;
  /** What to do about it. */
  remedy: string | null;
}

type Settled = Pick<CommandView, "action" | "state" | "response" | "error">;

export function tellCommand({ action, state, response, error }: Settled, t: Texts): CommandTold {
  const { code = "", description = "" } = error ?? {};
  switch (state) {
    case "queued":
    case "sent":
      return { tone: "waiting", text: t(`command.${state}`), remedy: null };
    case "answered":
      return tellAnswer(action, response, t);
    case "refused":
      return { tone: "trouble", text: t("command.refused", { code, description }), remedy: findRemedy(code, t) };
    case "unreadable":
      return { tone: "trouble", text: t("command.unreadable", { description }), remedy: null };
    case "timeout":
    case "lost":
      return { tone: "trouble", text: t(`command.${state}`), remedy: findRemedy("timeout", t) };
    default:
      return state satisfies never;
  }
}

/** The answer's own status, if it has one. */
export function tellAnswer(action: string, response: unknown, t: Texts): CommandTold {
  const status = member(response, "status");
  if (typeof status !== "string") return { tone: "fine", text: t("command.answered"), remedy: null };
  return {
    tone: saysNo(response) ? "trouble" : "fine",
    text: t.word("answer", status),
    remedy: findRemedy(`${action}.${status}`, t),
  };
}

/** What to do about an answer; null: nobody knows. */
export function findRemedy(name: string, t: Texts): string | null {
  const text = t.word("remedy", name);
  return text === name ? null : text;
}

/** What people call an action; its own name where there is none. */
export function nameOf(action: string, t: Texts): string {
  return t.word("action", action);
}
