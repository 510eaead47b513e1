/**
 * A backup: the store as it was at one moment, in one file, while the server goes on writing.
 *
 * Deno KV's file is one of SQLite, and SQLite copies a consistent snapshot of it: every entry with its version and its
 * expiry, packed. What KV cannot give back through its own API, the expiry, is kept that way.
 */
import { DatabaseSync } from "node:sqlite";
import { migrations } from "../migrations.ts";
import { BackupError, type Contents, digestOf, writeContents } from "./contents.ts";
import { exists, syncFile, syncFolderOf } from "./files.ts";

/** How long a server that holds the file locked for a moment is waited for. */
const PATIENCE_MS = 30_000;

/**
 * Writes a backup of the store at `kvPath`.
 * @param now ISO 8601
 * @throws {BackupError} when there is no store, or something is at `file` already
 */
export async function backUp(kvPath: string, { file, now }: { file: string; now: string }): Promise<Contents> {
  if (!await exists(kvPath)) throw new BackupError(`There is no store at ${kvPath}: set KV_PATH to where it is`);
  if (await exists(file)) {
    throw new BackupError(`Cannot back up to ${file}: there is a file already, choose another name`);
  }
  const part = `${file}.part`;
  // Whoever may read it may read everything: so it is made anew, and not written to what somebody laid there.
  if (await exists(part)) await Deno.remove(part);
  await Deno.writeFile(part, new Uint8Array(), { mode: 0o600, createNew: true });
  try {
    copy(kvPath, part);
    const contents = complete(part, now);
    await syncFile(part);
    await Deno.rename(part, file);
    await syncFolderOf(file);
    return contents;
  } catch (error) {
    await Deno.remove(part);
    throw error;
  }
}

function copy(kvPath: string, part: string): void {
  // Not read-only: that would leave an empty write-ahead log behind, which perhaps the server may not write.
  const db = new DatabaseSync(kvPath, { timeout: PATIENCE_MS });
  try {
    db.prepare("VACUUM INTO ?").run(part);
  } finally {
    db.close();
  }
}

function complete(part: string, now: string): Contents {
  const db = new DatabaseSync(part);
  try {
    const layout = migrations.length + 1;
    const contents = { format: 1, madeAt: now, layout, ...digestOf(db) } as const;
    writeContents(db, contents);
    return contents;
  } finally {
    db.close();
  }
}
