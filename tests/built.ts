/** Whether the app is built already: tests/run.ts does so once for all the tests that it starts. */

/** Holds the id of the process that has just built `_fresh/`. */
export const BUILT_BY = "BUILT_BY";

/** Only a build by whoever started these tests, and thus of the files as they are: one of an earlier run is never taken for it. */
export function isBuilt(): boolean {
  return Deno.env.get(BUILT_BY) === String(Deno.ppid);
}
