/** Puts a backup where the store is to be. */
import { DatabaseSync } from "node:sqlite";
import { migrations } from "../migrations.ts";
import { BackupError, checkContents, type Contents, dropContents, noBackup } from "./contents.ts";
import { exists, syncFile, syncFolderOf } from "./files.ts";

/** What belonged to the processes and log-ins of the time: their leases, links, pulses, sessions and letters. */
const OF_ITS_TIME = ["instance", "presence", "pulse", "session", "letter", "mailbox"];
/**
 * Numbers that were given after the backup are still out there, in chargers that will speak of them: none of them may be
 * given again. Blocks are far smaller.
 */
const NUMBERS_LEFT_OUT = 1_000_000;

/** `setAside` is where the store that was there before is now; null when there was none. */
export interface Restored extends Contents {
  setAside: string | null;
}

/**
 * Restores a backup into an empty store.
 *
 * It is checked before anything is touched, and becomes the store in one step.
 * @param options.force also into one that holds something, which is set aside
 * @param options.now ISO 8601
 * @throws {BackupError} when the backup is not whole, the store is not empty, or a server has it open
 */
export async function restore(
  file: string,
  { kvPath, force, now }: { kvPath: string; force: boolean; now: string },
): Promise<Restored> {
  if (!await exists(file)) throw new BackupError(`Cannot restore ${file}: there is no such file`);
  const layout = migrations.length + 1;
  await checkHead(file);
  const contents = withDatabase(file, { readOnly: true }, (db) => checkContents(db, { file, layout }));
  const isThere = await exists(kvPath);
  const isEmpty = !isThere || isEmptyAndClosed(kvPath);
  if (!isEmpty && !force) {
    throw new BackupError(
      `Cannot restore into ${kvPath}: it is not empty. Set KV_PATH to another place, or add --force: it is then set aside`,
    );
  }
  const copy = `${kvPath}.restoring`;
  try {
    await Deno.copyFile(file, copy);
    withDatabase(copy, {}, dropContents);
    await bringUpToDate(copy);
    await syncFile(copy);
  } catch (error) {
    await removeWithLogs(copy);
    throw error;
  }
  const setAside = isEmpty ? null : `${kvPath}.before-${now.replaceAll(":", "-")}`;
  if (setAside !== null) await Deno.rename(kvPath, setAside);
  // A write-ahead log that was left of a file deleted by hand would be taken for this one's.
  await removeWithLogs(kvPath);
  await Deno.rename(copy, kvPath);
  await syncFolderOf(kvPath);
  return { ...contents, setAside };
}

/** Looks before SQLite does, which would leave a write-ahead log beside a file that is a live store's. */
async function checkHead(file: string): Promise<void> {
  using opened = await Deno.open(file);
  const head = new Uint8Array(HEAD_BYTES);
  const count = await opened.read(head) ?? 0;
  const isDatabase = new TextDecoder().decode(head.subarray(0, 15)) === "SQLite format 3";
  if (count < HEAD_BYTES || !isDatabase || head[HEAD_BYTES - 1] !== WITHOUT_LOG) throw noBackup(file);
}

/** SQLite's file header: byte 18 says whether a write-ahead log belongs to it. */
const HEAD_BYTES = 19;
const WITHOUT_LOG = 1;

/** Whether a store holds nothing but its layout. What a write-ahead log held is in the file afterwards. */
function isEmptyAndClosed(kvPath: string): boolean {
  try {
    return withDatabase(kvPath, {}, (db) => {
      // Possible only for whoever is alone.
      db.exec("PRAGMA journal_mode=DELETE");
      const row = db.prepare("SELECT count(*) AS count FROM (SELECT 1 FROM kv WHERE k <> ? LIMIT 1)").get(SCHEMA_KEY);
      return row?.count === 0;
    });
  } catch (error) {
    if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
    throw new BackupError(`Cannot restore into ${kvPath}: a server has it open, stop it first`, { cause: error });
  }
}

/** `["schema"]` as KV encodes it. */
const SCHEMA_KEY = new Uint8Array([2, ...new TextEncoder().encode("schema"), 0]);

async function bringUpToDate(path: string): Promise<void> {
  const kv = await Deno.openKv(path);
  try {
    for (const name of OF_ITS_TIME) {
      for await (const { key } of kv.list({ prefix: [name] })) await kv.delete(key);
    }
    for await (const { key, value } of kv.list<number>({ prefix: ["counter"] })) {
      await kv.set(key, value + NUMBERS_LEFT_OUT);
    }
  } finally {
    kv.close();
  }
}

function withDatabase<Result>(
  path: string,
  options: { readOnly?: boolean },
  act: (db: DatabaseSync) => Result,
): Result {
  const db = new DatabaseSync(path, options);
  try {
    return act(db);
  } finally {
    db.close();
  }
}

async function removeWithLogs(path: string): Promise<void> {
  for (const end of ["", "-wal", "-shm"]) if (await exists(path + end)) await Deno.remove(path + end);
}
