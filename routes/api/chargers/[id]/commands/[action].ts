/** `POST /api/chargers/:id/commands/:action`: the body is the payload, as the standard spells it; `request` is what was sent. */
import { callOf } from "../../../../../lib/access.ts";
import type { CommandOutcome } from "../../../../../lib/commands.ts";
import { define } from "../../../../../lib/define.ts";
import type { Command } from "../../../../../lib/domain/command.ts";
import { iso } from "../../../../../lib/domain/shape.ts";
import { demand } from "../../../../../lib/http/gate.ts";
import { Problem } from "../../../../../lib/http/problem.ts";
import { readJson, readPathPart } from "../../../../../lib/http/read.ts";
import { type Refusal, tellRefusal } from "../../../../../lib/refusal.ts";

export const handler = define.handlers({
  async POST(ctx) {
    const chargerId = readPathPart(ctx.url, "chargers");
    const action = readPathPart(ctx.url, "commands");
    const payload = await readJson(ctx);
    demand(ctx, callOf(action, payload));
    const { services, signature } = ctx.state;
    const outcome = await services.commands.send({ chargerId, action, payload, askedBy: signature });
    const { id, askedAt, payload: sent, response } = answered(outcome, chargerId, action);
    return Response.json({ id, action, askedAt: iso(askedAt), outcome: "answered", request: sent, response });
  },
});

const RETRY_AFTER_S = 10;
const STATUSES: Record<Refusal["type"], number> = {
  "no-charger": 404,
  "no-action": 501,
  "bad-payload": 422,
  "offline": 409,
  "busy": 429,
};

/** The command, when the charger answered it; else the problem. */
function answered(outcome: CommandOutcome, chargerId: string, action: string): Command {
  if (outcome.type === "settled") return settled(outcome.command);
  const errors = outcome.type === "bad-payload" ? outcome.errors : undefined;
  const more = outcome.type === "busy" ? { retryAfterS: RETRY_AFTER_S } : undefined;
  throw new Problem(STATUSES[outcome.type], tellRefusal(outcome, { chargerId, action }), errors, more);
}

function settled(command: Command): Command {
  const { id, action, state, error } = command;
  switch (state) {
    case "answered":
      return command;
    case "refused":
    case "unreadable":
      throw new Problem(502, `The charger answered with ${error?.code}: ${error?.description}`, undefined, {
        id,
        ...error,
      });
    case "lost":
      throw new Problem(
        504,
        error?.description ?? `The link closed before the charger answered${hint(action)}`,
        undefined,
        {
          id,
        },
      );
    case "queued":
    case "sent":
    case "timeout":
      throw new Problem(504, `The charger did not answer in time${hint(action)}`, undefined, { id });
    default:
      return state satisfies never;
  }
}

/** Many chargers reset before they answer. */
function hint(action: string): string {
  return action === "Reset" ? ": many reset without an answer, so see whether it boots" : "";
}
