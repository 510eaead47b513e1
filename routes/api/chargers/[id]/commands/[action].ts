/** `POST /api/chargers/:id/commands/:action`: the body is the payload, as the standard spells it; `request` is what was sent. */
import { callOf } from "../../../../../lib/access.ts";
import type { CommandOutcome } from "../../../../../lib/commands.ts";
import { define } from "../../../../../lib/define.ts";
import type { Command } from "../../../../../lib/domain/command.ts";
import { iso } from "../../../../../lib/domain/shape.ts";
import { demand } from "../../../../../lib/http/gate.ts";
import { Problem } from "../../../../../lib/http/problem.ts";
import { readJson, readPathPart } from "../../../../../lib/http/read.ts";

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

/** The command, when the charger answered it; else the problem. */
function answered(outcome: CommandOutcome, chargerId: string, action: string): Command {
  switch (outcome.type) {
    case "no-charger":
      throw new Problem(404, `There is no charger "${chargerId}"`);
    case "no-action":
      throw new Problem(501, `There is no "${action}" that ${outcome.protocol} lets us send`);
    case "bad-payload":
      throw new Problem(422, "The payload does not fit the standard, nothing was sent", outcome.errors);
    case "offline":
      throw new Problem(409, `The charger is offline${outcome.since === null ? "" : ` since ${outcome.since}`}`);
    case "busy":
      throw new Problem(429, `${outcome.waiting} commands wait for this charger already`, undefined, {
        retryAfterS: RETRY_AFTER_S,
      });
    case "settled":
      return settled(outcome.command);
    default:
      return outcome satisfies never;
  }
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
