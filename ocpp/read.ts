/** Reads by a schema what may be wrong by the thousand. */
import { z } from "zod";

/** What `safeParse()` gives, but for its error: the `issues` alone, as many of them as are wanted. */
export type Read<Data> = { success: true; data: Data } | { success: false; issues: z.core.$ZodIssue[] };

/**
 * As `safeParse()`, without making a ZodError: each outlives several collections of garbage, and whoever sends rubbish sends
 * much of it, so that all other chargers wait for the collector.
 *
 * @throws when the schema is asynchronous
 * @see https://zod.dev/library-authors
 */
export function read<Data>(schema: z.ZodType<Data>, value: unknown, mostIssues: number): Read<Data> {
  const result = schema._zod.run({ value, issues: [] }, { async: false });
  if (result instanceof Promise) throw new z.core.$ZodAsyncError();
  if (result.issues.length === 0) return { success: true, data: result.value as Data }; // As the schema says.
  const config = z.core.config();
  const issues = result.issues.slice(0, mostIssues).map((issue) => z.core.util.finalizeIssue(issue, undefined, config));
  return { success: false, issues };
}
