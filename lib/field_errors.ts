/** What is wrong with single fields, as programs read it. */
import type { z } from "zod";

/** `path` is a JSON pointer into a body, or the name of a query parameter. */
export interface FieldError {
  path: string;
  message: string;
}

/** What breaks a schema, by JSON pointer. */
export function fieldErrors({ issues }: z.ZodError): FieldError[] {
  return issues.flatMap((issue) => {
    const path = issue.path.map((part) => `/${String(part)}`).join("");
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    return issue.keys.map((name) => ({ path: `${path}/${name}`, message: "There is no such field" }));
  });
}
