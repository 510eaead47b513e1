/** Bulk commands as they are asked for, and what is wrong with one as programs are told. */
import { z } from "zod";
import type { TargetFault, TargetWish } from "../bulk_targets.ts";
import { connectorStatuses } from "../domain/connector.ts";
import { Problem } from "./problem.ts";
import { paging } from "./read.ts";

const targets = {
  chargerIds: z.array(z.string().min(1).max(255)).min(1, "Expected at least one charger").optional(),
  /** As `GET /api/chargers` takes it; `{}` means all. */
  filter: z.strictObject({
    q: z.string().max(255).optional(),
    status: z.enum([...connectorStatuses, "Offline"], { error: "Expected a connector status or Offline" }).optional(),
    online: z.boolean().optional(),
  }).optional(),
  retryOf: z.string().max(255).optional(),
};

type Given = z.infer<z.ZodObject<typeof targets>>;

const ONE_OF = { error: "Expected one of chargerIds, filter and retryOf" };
const isOneOf = (given: Given) => Object.keys(targets).filter((name) => Object.hasOwn(given, name)).length === 1;
const payload = z.record(z.string(), z.unknown()).default({});
const action = z.string().min(1).max(100);

export const bulkBody = z.strictObject({ ...targets, action, payload }).refine(isOneOf, ONE_OF)
  .transform(({ action, payload, ...given }) => ({ action, payload, targets: toWish(given) }));

/** Without an action only the chargers are looked at. */
export const bulkCheckBody = z.strictObject({ ...targets, action: action.optional(), payload })
  .refine(isOneOf, ONE_OF)
  .transform(({ action, payload, ...given }) => ({ action, payload, targets: toWish(given) }));

function toWish({ chargerIds, filter, retryOf = "" }: Given): TargetWish {
  if (chargerIds !== undefined) return { type: "named", chargerIds };
  return filter === undefined ? { type: "retry", retryOf } : { type: "filter", filter };
}

export function toProblem(fault: TargetFault, action: string | undefined): Problem {
  switch (fault.type) {
    case "bad-targets":
      return new Problem(422, "These chargers cannot be asked, nothing was sent", fault.errors);
    case "not-over":
      return new Problem(409, "This bulk command is not over: stop it, or wait for its end");
    case "no-action":
      return new Problem(501, `There is no "${action}" that the OCPP version of these chargers lets us send`);
    case "bad-payload":
      return new Problem(422, "The payload does not fit the standard, nothing was sent", fault.errors);
    default:
      return fault satisfies never;
  }
}

/** The chargers of one, a page of them. `failed`: those that were asked and did not do it, or could not be asked. */
export const bulkChargersQuery = {
  ...paging,
  cursor: paging.cursor.refine((place) => place === undefined || /^\d{1,9}$/.test(place), {
    error: "Expected what the page before gave as next",
  }),
  failed: z.enum(["true", "false"], { error: "Expected true or false" }).optional(),
};

export function noBulk(id: string): Problem {
  return new Problem(404, `There is no bulk command "${id}"`);
}
