/** Migrations: changes of the key layout, each run once, in order, when the store is opened. */
import type { Log } from "../log.ts";
import { keys } from "./keys.ts";

export interface Migration {
  /** What it changes, for the log. */
  what: string;
  /** Must be safe to run again from any point: a crash may cut it short. */
  run(kv: Deno.Kv): Promise<void>;
}

/** Index 0 takes a store from layout 1 to layout 2, and so on. A record's own `v` is upgraded on read instead. */
export const migrations: Migration[] = [
  {
    what: "Unmatched stops are found by their time too",
    async run(kv) {
      for await (const { key: [, charger, id] } of kv.list({ prefix: ["unmatched_stop"] })) {
        await kv.set(keys.unmatchedStopByTime(String(id)), charger);
      }
    },
  },
];

/**
 * Brings a store to this program's layout.
 * @throws when the store was written by a newer program.
 */
export async function migrate(kv: Deno.Kv, log: Log, steps: Migration[] = migrations): Promise<void> {
  const wanted = steps.length + 1;
  const stored = (await kv.get<number>(keys.schema)).value ?? (await isEmpty(kv) ? wanted : 1);
  if (stored > wanted) {
    throw new Error(`Cannot open the store: its layout is ${stored}, this program knows up to ${wanted}; update it`);
  }
  for (let layout = stored; layout < wanted; layout++) {
    const step = steps[layout - 1];
    log.info("Store is migrated", { to: layout + 1, what: step.what });
    await step.run(kv);
    await kv.set(keys.schema, layout + 1);
  }
  await kv.set(keys.schema, wanted);
}

async function isEmpty(kv: Deno.Kv): Promise<boolean> {
  const first = await kv.list({ start: [""], end: ["~"] }, { limit: 1 }).next();
  return first.done === true;
}
