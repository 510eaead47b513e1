/** Why an operator stays as they are, as a problem. */
import { FIRST_OPERATOR, type Refusal } from "../auth/accounts.ts";
import { Problem } from "./problem.ts";

export function toAccountProblem(refusal: Refusal, name: string): Problem {
  switch (refusal) {
    case "unknown":
      return new Problem(404, `There is no operator "${name}"`);
    case "last-admin":
      return new Problem(409, `"${name}" is the last admin: make another one first`);
    case "from-settings":
      return new Problem(
        409,
        `The setting OPERATOR_PASSWORD keeps the operator "${FIRST_OPERATOR}" and its password as they are: ` +
          "change it there, or start without it first",
      );
    case "above":
      return new Problem(403, "Nobody gives a role above their own");
    default:
      return refusal satisfies never;
  }
}
