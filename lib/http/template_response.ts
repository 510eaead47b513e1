/** What a program is told when it stored a template of a charging profile, or could not. */
import { toProfileTemplateView } from "../domain/upkeep_shape.ts";
import type { TemplateOutcome } from "../profile_templates.ts";
import { Problem } from "./problem.ts";

const ID_PATH = "/profile/chargingProfileId";

/** @throws {Problem} 409 when the name or the id is another's */
export function toTemplateResponse(name: string, outcome: TemplateOutcome): Response {
  switch (outcome.type) {
    case "stored":
      return Response.json(toProfileTemplateView(outcome.template), { status: outcome.isNew ? 201 : 200 });
    case "name-taken":
      throw new Problem(409, `There is a charging profile "${name}" already`);
    case "id-taken":
      throw new Problem(409, `The charging profile "${outcome.by}" has this id`, [
        { path: ID_PATH, message: "Expected one that no other has, or none" },
      ]);
    case "id-fixed":
      throw new Problem(409, `The charging profile "${name}" keeps the id it has`, [
        { path: ID_PATH, message: `Expected ${outcome.id}, or none` },
      ]);
    default:
      return outcome satisfies never;
  }
}
