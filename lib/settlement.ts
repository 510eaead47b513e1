/** What a charger's answer, or its silence, makes of a command. Pure. */
import type { AnyOutbound } from "../ocpp/action.ts";
import type { CallOutcome } from "../ocpp/own_calls.ts";
import type { Command } from "./domain/command.ts";
import { withoutSecrets } from "./domain/configuration.ts";
import { isDeeperThan, MOST_LEVELS } from "./domain/depth.ts";
import { fieldErrors } from "./field_errors.ts";

export function settlement(outcome: CallOutcome, row: AnyOutbound): Pick<Command, "state" | "response" | "error"> {
  switch (outcome.type) {
    case "result": {
      const answer = row.response.safeParse(outcome.payload);
      if (isDeeperThan(MOST_LEVELS, outcome.payload)) {
        const description = "The answer is nested too deeply to be passed on";
        return { state: "unreadable", response: null, error: { code: "FormationViolation", description, details: {} } };
      }
      if (answer.success) return { state: "answered", response: withoutSecrets(answer.data), error: null };
      const description = "The answer does not fit what the standard says";
      const error = { code: "FormationViolation", description, details: { errors: fieldErrors(answer.error) } };
      return { state: "unreadable", response: withoutSecrets(outcome.payload), error };
    }
    case "error": {
      const { code, description } = outcome;
      const details = withoutSecrets(outcome.details);
      return { state: "refused", response: null, error: { code, description, details } };
    }
    case "timeout":
      return { state: "timeout", response: null, error: null };
    case "closed":
      return { state: "lost", response: null, error: null };
    default:
      return outcome satisfies never;
  }
}
