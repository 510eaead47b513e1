/**
 * Forgets a charger: what belongs to it goes, what is money stays.
 *
 * Transactions, stops that fit none, samples and whatever finds them stay. A charger may have thousands of messages, so they go
 * a few at a time, and the charger itself last: whoever was interrupted asks again.
 */
import type { GroupCommit } from "./group_commit.ts";
import type { Jobs } from "./jobs.ts";
import { keys } from "./keys.ts";
import type { Uploads } from "./uploads.ts";

/** What a key begins with, before the charger's id. */
const BELONGINGS = [
  "command",
  "composite_schedule",
  "configuration",
  "connector",
  "csr",
  "installed_profile",
  "job",
  "message",
  "message_mark",
  "note",
  "remote_start",
  "reservation",
  "security_event",
  "status",
];

/** KV reads values along with keys, and takes 1,000 mutations a commit. */
const A_FEW = 100;

/** False when the charger came back, or was changed, meanwhile: then it is still known. */
export async function forgetCharger(
  kv: Deno.Kv,
  { commit, jobs, uploads }: { commit: GroupCommit; jobs: Jobs; uploads: Uploads },
  id: string,
): Promise<boolean> {
  const checks = await kv.getMany([keys.charger(id), keys.presence(id), keys.credential(id)]);
  while (true) {
    const some = await jobs.page(id, { limit: A_FEW });
    if (some.length === 0) break;
    for (const job of some) await uploads.remove(job);
    await commit.write({ deletes: some.map((job) => keys.job(id, job.id)) });
  }
  for (const kind of BELONGINGS) {
    while (true) {
      const some = await Array.fromAsync(kv.list({ prefix: [kind, id] }, { limit: A_FEW }));
      if (some.length === 0) break;
      await commit.write({ deletes: some.map(({ key }) => key) });
    }
  }
  return await commit.write({ checks, deletes: checks.map(({ key }) => key) }) !== null;
}
