/**
 * Folding: the tails of lines in the journal are rewritten as runs, packed values of one connector each.
 *
 * The runs of a line never overlap, so a reader finds the first one it needs with one look. A fold goes step by step: the
 * rows up to the next run are merged into the run before them, if they touch it or it is short. Every step checks and sets
 * the line's own key, so that two instances never fold one line at a time. What is folded twice is dropped as the same.
 */
import type { Clock } from "../clock.ts";
import { StoreDownError } from "../domain/store_down.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Journal, Line } from "./journal.ts";
import { keys } from "./keys.ts";
import { type Row, unpackRows } from "./packing.ts";
import { chunkRuns, FEW_ROWS, mergeRows, RUN_ROWS } from "./runs.ts";

/**
 * A line is folded when its tail has `RUN_ROWS`, or its oldest has waited this long. Not when its transaction ends: a fleet of
 * short sessions would rewrite a short run for each.
 */
const MAX_AGE_MS = 300_000;
const LOOK_EVERY_MS = 10_000;
/** More would keep KV's one worker from commits that chargers wait for. */
const LINES_AT_ONCE = 8;
/** Lines whose last run is remembered. */
const MOST_TIPS = 20_000;
/** So much of a tail is folded at a time; the rest stays due. */
const ROWS_PER_VISIT = 2_000;
const ROWS_PER_STEP = 600;
const CHARACTERS_PER_STEP = 200_000;
/** What a row takes besides its values. */
const ROW_CHARACTERS = 30;
const DELETES_PER_COMMIT = 500;
const DAY_MS = 86_400_000;

interface Run {
  key: Deno.KvKey;
  part: number;
  rows: Row[];
}

/**
 * How this instance left a line: its last run is long enough and ends at `lastAt`. As long as the line's key has this versionstamp
 * nobody else folded it, and what is later becomes a run of its own without a look at KV.
 */
interface Tip {
  versionstamp: string;
  lastAt: number;
}

export interface FolderParts {
  journal: Journal;
  commit: GroupCommit;
  clock: Clock;
  log: Log;
  sampleDays: number;
}

export class Folder {
  #due = new Set<Line>();
  readonly #tips = new Map<string, Tip>();
  /** Journal entries whose rows are all folded, to be deleted. */
  #emptied: Deno.KvKey[] = [];
  #running: Promise<void> | null = null;
  #stopTimer: () => void;

  constructor(private readonly kv: Deno.Kv, private readonly parts: FolderParts) {
    this.#stopTimer = parts.clock.every(LOOK_EVERY_MS, () => this.#foldOld());
  }

  /** Called for each sample added; folds a line that is long enough. */
  grown(line: Line): void {
    if (line.tail.length >= RUN_ROWS) this.#fold(line);
  }

  /** Folds a line soon, however short it is. */
  #fold(line: Line): void {
    this.#due.add(line);
    this.#running ??= this.#run();
  }

  #foldOld(): void {
    const before = this.parts.clock.elapsed() - MAX_AGE_MS;
    for (const line of this.parts.journal.lines()) if (line.since <= before) this.#fold(line);
    if (this.#emptied.length > 0) this.#running ??= this.#run();
  }

  /** Resolves when all that is due is folded. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Folds everything, then stops. */
  async close(): Promise<void> {
    this.#stopTimer();
    for (const line of this.parts.journal.lines()) this.#fold(line);
    await this.settled();
  }

  async #run(): Promise<void> {
    await null;
    await this.#forget();
    while (this.#due.size > 0) {
      const lines = [...this.#due].slice(0, LINES_AT_ONCE);
      for (const line of lines) this.#due.delete(line);
      const emptied = await Promise.all(lines.map((line) => this.#foldLine(line)));
      this.#emptied.push(...emptied.flat());
      await this.#forget();
    }
    this.#running = null;
  }

  /** Folds a line and returns the journal entries that hold nothing any more. */
  async #foldLine(line: Line): Promise<Deno.KvKey[]> {
    const count = Math.min(line.tail.length, ROWS_PER_VISIT);
    try {
      let rows: Row[] = line.tail.slice(0, count).sort((a, b) => a.at - b.at);
      while (rows.length > 0) rows = rows.slice(await this.#step(line, rows));
    } catch (error) {
      // The rows stay in the journal and in the tail; the next look at old lines tries again.
      const { chargerId: charger, connectorId: connector } = line;
      if (!(error instanceof StoreDownError)) {
        this.parts.log.error("Samples could not be folded and stay in the journal", { charger, connector, error });
      }
      return [];
    }
    const emptied = this.parts.journal.folded(line, count);
    if (line.tail.length >= RUN_ROWS) this.#due.add(line);
    return emptied;
  }

  /** Folding again does no harm, so a journal entry may outlive its rows until its delete succeeds. */
  async #forget(): Promise<void> {
    while (this.#emptied.length > 0) {
      const deletes = this.#emptied.slice(0, DELETES_PER_COMMIT);
      try {
        await this.parts.commit.write({ deletes });
      } catch (error) {
        return this.parts.log.warn("Folded journal could not be deleted yet", { error });
      }
      this.#emptied.splice(0, deletes.length);
    }
  }

  /** Folds the first rows, as far as the next run or the step's bounds, and returns how many that were. */
  async #step(line: Line, rows: Row[]): Promise<number> {
    const lineKey = keys.line(line.chargerId, line.connectorId);
    const name = lineKey.join();
    while (true) {
      const tip = this.#tips.get(name);
      this.#tips.delete(name);
      const isBehindTip = tip !== undefined && rows[0].at > tip.lastAt;
      const { lock, before, next } = isBehindTip
        ? { lock: { key: lineKey, versionstamp: tip.versionstamp }, before: null, next: null }
        : await this.#look(line, rows[0].at);
      const taken = rows.slice(0, countRows(rows, next?.rows[0].at ?? Infinity));
      const run = joined(before, next, taken);
      const { chunks, ...write } = this.#rewrite(line, run, mergeRows(run?.rows ?? [], taken));
      write.sets.push({ key: lineKey, value: null });
      const versionstamp = await this.parts.commit.write({ checks: [lock], ...write });
      if (versionstamp === null) continue;
      const last = chunks[chunks.length - 1].rows;
      if (next === null && last.length >= FEW_ROWS && this.#tips.size < MOST_TIPS) {
        this.#tips.set(name, { versionstamp, lastAt: last[last.length - 1].at });
      }
      return taken.length;
    }
  }

  async #look(line: Line, at: number) {
    const [lock, before, next] = await Promise.all([
      this.kv.get(keys.line(line.chargerId, line.connectorId)),
      this.#runAt(line, at),
      this.#runAfter(line, at),
    ]);
    return { lock, before, next };
  }

  /** The runs of `rows`, and the delete of the one that they replace when they begin elsewhere. */
  #rewrite({ chargerId, connectorId }: Line, replaced: Run | null, rows: Row[]) {
    const isInPlace = replaced?.rows[0].at === rows[0].at;
    const chunks = chunkRuns(rows, isInPlace ? replaced.part : 0);
    const sets: Required<Write>["sets"] = chunks.map(({ rows, bytes, part }) => ({
      key: keys.samples(chargerId, connectorId, rows[0].at, part),
      value: bytes,
      expireIn: this.#expireIn(rows),
    }));
    return { chunks, sets, deletes: replaced === null || isInPlace ? [] : [replaced.key] };
  }

  /** A run goes when its youngest sample may go. */
  #expireIn(rows: Row[]): number {
    const youngest = rows[rows.length - 1].at;
    return Math.max(1, youngest + this.parts.sampleDays * DAY_MS - this.parts.clock.now());
  }

  /** The last run that begins at or before a time. */
  #runAt({ chargerId, connectorId }: Line, at: number): Promise<Run | null> {
    const start = ["samples", chargerId, connectorId];
    return this.#first({ start, end: keys.samples(chargerId, connectorId, at, Infinity) }, true);
  }

  /** The first run that begins after a time. */
  #runAfter({ chargerId, connectorId }: Line, at: number): Promise<Run | null> {
    const prefix = ["samples", chargerId, connectorId];
    return this.#first({ prefix, start: keys.samples(chargerId, connectorId, at, Infinity) }, false);
  }

  async #first(range: Deno.KvListSelector, reverse: boolean): Promise<Run | null> {
    for await (const { key, value } of this.kv.list<Uint8Array>(range, { reverse, limit: 1 })) {
      return { key, part: Number(key[4]), rows: unpackRows(value) };
    }
    return null;
  }
}

/** How many of the first rows stand before `end` and within what a commit may carry. At least one. */
function countRows(rows: Row[], end: number): number {
  let characters = 0;
  for (let i = 0; i < rows.length; i++) {
    characters += ROW_CHARACTERS + rows[i].values.length;
    if (i > 0 && (rows[i].at >= end || i >= ROWS_PER_STEP || characters > CHARACTERS_PER_STEP)) return i;
  }
  return rows.length;
}

/** The run that rows are merged into: the one they fall into, or a short neighbour; null: they become runs of their own. */
function joined(before: Run | null, next: Run | null, rows: Row[]): Run | null {
  if (before !== null) {
    const isTouched = before.rows[before.rows.length - 1].at >= rows[0].at;
    return isTouched || before.rows.length < FEW_ROWS ? before : null;
  }
  return next !== null && next.rows.length < FEW_ROWS ? next : null;
}
