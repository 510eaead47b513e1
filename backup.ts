/** `deno task backup`, `restore` and `export`: the store in a file, and back. */
import { parseArgs } from "node:util";
import { systemClock } from "./lib/clock.ts";
import { readKvPlace } from "./lib/config.ts";
import { parseTime } from "./lib/domain/time.ts";
import { backUp } from "./lib/store/backup/back_up.ts";
import { BackupError } from "./lib/store/backup/contents.ts";
import { restore } from "./lib/store/backup/restore.ts";
import { exportLines } from "./lib/store/export/export.ts";

const USAGE = `deno task backup FILE              a copy of the store at this moment; the server may run
deno task restore FILE [--force]   makes FILE the store; --force also when there is one, which is set aside
deno task export [FILE] [--from TIME] [--to TIME]
                                   every record as a line of JSON, on standard output without FILE

The store is where KV_PATH says, ./data/ocpp.kv unless set.`;

const { kvPath, kvFolder } = readKvPlace(Deno.env.toObject());
const now = new Date(systemClock.now()).toISOString();
/** Lines of an export are written so many at a time. */
const LINES_AT_ONCE = 500;

try {
  await run(Deno.args);
} catch (error) {
  if (error instanceof Deno.errors.BrokenPipe) Deno.exit(0);
  console.error(error instanceof BackupError ? error.message : error);
  Deno.exit(1);
}

async function run([what, ...args]: string[]): Promise<void> {
  const { values, positionals: [file, ...more] } = readArgs(args);
  const isUsed = what === "export" || file !== undefined;
  if (!isUsed || more.length > 0 || (values.force && what !== "restore")) throw new BackupError(USAGE);
  switch (what) {
    case "backup": {
      const { entries } = await backUp(localStore(), { file, now });
      return console.log(`Backed up ${entries} entries to ${file}`);
    }
    case "restore": {
      const place = localStore();
      if (kvFolder !== null) await Deno.mkdir(kvFolder, { recursive: true });
      const { entries, madeAt, setAside } = await restore(file, { kvPath: place, force: values.force, now });
      console.log(`Restored ${entries} entries of ${madeAt} to ${place}`);
      if (setAside !== null) console.log(`The store that was there is now ${setAside}`);
      return;
    }
    case "export":
      return await writeExport(file, { from: timeOf(values.from, -Infinity), to: timeOf(values.to, Infinity) });
    default:
      throw new BackupError(USAGE);
  }
}

function readArgs(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: { force: { type: "boolean", default: false }, from: { type: "string" }, to: { type: "string" } },
    });
  } catch (error) {
    throw new BackupError(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
  }
}

function localStore(): string {
  if (kvFolder !== null) return kvPath;
  throw new BackupError(`KV_PATH is ${kvPath}: only a file can be backed up; a remote KV is its host's to back up`);
}

function timeOf(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const at = parseTime(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00Z` : text);
  if (at === null) {
    throw new BackupError(`"${text}" is no time: expected one such as 2026-11-22 or 2026-11-22T12:00:00Z`);
  }
  return at;
}

async function writeExport(file: string | undefined, range: { from: number; to: number }): Promise<void> {
  if (kvFolder !== null) {
    await Deno.stat(kvPath).catch(() => {
      throw new BackupError(`There is no store at ${kvPath}: set KV_PATH to where it is`);
    });
  }
  using kv = await Deno.openKv(kvPath);
  const out = file === undefined ? Deno.stdout : await Deno.open(file, { write: true, createNew: true, mode: 0o600 });
  const writer = out.writable.getWriter();
  const encoder = new TextEncoder();
  let lines: string[] = [];
  let count = 0;
  const flush = async () => {
    await writer.write(encoder.encode(lines.join("")));
    lines = [];
  };
  for await (const line of exportLines(kv, { ...range, now: systemClock.now() })) {
    count++;
    if (lines.push(line) === LINES_AT_ONCE) await flush();
  }
  await flush();
  await writer.close();
  console.error(`Exported ${count} records`);
}
