/** What a backup file holds beside the entries, and whether the entries are still those that were backed up. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

/** A backup cannot be made or restored; the message is a sentence for whoever asked. */
export class BackupError extends Error {
  override name = "BackupError";
}

/** `layout` is that of the keys (migrations.ts), `digest` a SHA-256 over every entry. */
const contentsSchema = z.object({
  format: z.literal(1),
  madeAt: z.string(),
  layout: z.int(),
  entries: z.int(),
  digest: z.string(),
});
export type Contents = z.infer<typeof contentsSchema>;

const TABLE = "backup_contents";

export function writeContents(db: DatabaseSync, contents: Contents): void {
  db.exec(`CREATE TABLE ${TABLE} (json TEXT NOT NULL)`);
  db.prepare(`INSERT INTO ${TABLE} VALUES (?)`).run(JSON.stringify(contents));
}

export function dropContents(db: DatabaseSync): void {
  db.exec(`DROP TABLE ${TABLE}`);
}

/** @throws {BackupError} when it is no backup, one of a newer program, or not what was written */
export function checkContents(db: DatabaseSync, { file, layout }: { file: string; layout: number }): Contents {
  const contents = readContents(db, file);
  if (contents.layout > layout) {
    throw new BackupError(
      `Cannot restore ${file}: a newer program made it (layout ${contents.layout}, this one knows ${layout}); update first`,
    );
  }
  const damaged = new BackupError(
    `Cannot restore ${file}: it is damaged, its entries are not those that were backed up`,
  );
  try {
    const { entries, digest } = digestOf(db);
    const [state] = db.prepare("PRAGMA integrity_check(1)").all();
    if (entries === contents.entries && digest === contents.digest && state?.integrity_check === "ok") return contents;
  } catch (cause) {
    damaged.cause = cause;
  }
  throw damaged;
}

function readContents(db: DatabaseSync, file: string): Contents {
  try {
    return contentsSchema.parse(JSON.parse(String(db.prepare(`SELECT json FROM ${TABLE}`).get()?.json)));
  } catch (cause) {
    throw noBackup(file, cause);
  }
}

export function noBackup(file: string, cause?: unknown): BackupError {
  return new BackupError(`Cannot restore ${file}: it is no whole backup made by "deno task backup"`, { cause });
}

/** Reads every entry with its version and expiry, one after another. */
export function digestOf(db: DatabaseSync): { entries: number; digest: string } {
  const hash = createHash("sha256");
  let entries = 0;
  for (const row of db.prepare("SELECT k, v, v_encoding, version, expiration_ms FROM kv ORDER BY k").iterate()) {
    const [key, value] = [row.k, row.v];
    if (!(key instanceof Uint8Array) || !(value instanceof Uint8Array)) {
      throw new Error("An entry is not made of bytes");
    }
    hash.update(`${key.length} ${value.length} ${row.v_encoding} ${row.version} ${row.expiration_ms}\n`);
    hash.update(key).update(value);
    entries++;
  }
  return { entries, digest: hash.digest("hex") };
}
