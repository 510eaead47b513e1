/**
 * Folding: the tails of lines in the journal are rewritten as runs, packed values of one connector each.
 *
 * The runs of a line never overlap, so a reader finds the first one it needs with one look. A fold goes step by step: the
 * rows up to the next run are merged into the run before them, if they touch it or it is short. Every step checks and sets
 * the line's own key, so that two instances never fold one line at a time. What is folded twice is dropped as the same.
 */
import type { Clock } from "../clock.ts";
import type { Sample } from "../domain/sample.ts";
import { StoreDownError } from "../domain/store_down.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Journal, Line } from "./journal.ts";
import { keys } from "./keys.ts";
import { chunkRuns, mergeSamples, RUN_SAMPLES } from "./runs.ts";
import { unpackSamples } from "./packing.ts";

/** A line is folded when its tail has `RUN_SAMPLES`, or its oldest has waited this long, or on demand. */
const MAX_AGE_MS = 60_000;
const LOOK_EVERY_MS = 10_000;
const LINES_AT_ONCE = 50;
/** So much of a tail is folded at a time; the rest stays due. */
const ROWS_PER_VISIT = 2_000;
const ROWS_PER_STEP = 600;
const CHARACTERS_PER_STEP = 200_000;
/** What a row of all measurands may take, but for its signed data. */
const ROW_CHARACTERS = 300;
const DELETES_PER_COMMIT = 500;
const DAY_MS = 86_400_000;

interface Run {
  key: Deno.KvKey;
  part: number;
  samples: Sample[];
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
  /** Journal entries whose rows are all folded, to be deleted. */
  #emptied: Deno.KvKey[] = [];
  #running: Promise<void> | null = null;
  #stopTimer: () => void;

  constructor(private readonly kv: Deno.Kv, private readonly parts: FolderParts) {
    this.#stopTimer = parts.clock.every(LOOK_EVERY_MS, () => this.#foldOld());
  }

  /** Called for each sample added; folds a line that is long enough. */
  grown(line: Line): void {
    if (line.tail.length >= RUN_SAMPLES) this.fold(line);
  }

  /** Folds a line soon, however short it is. */
  fold(line: Line): void {
    this.#due.add(line);
    this.#running ??= this.#run();
  }

  #foldOld(): void {
    const before = this.parts.clock.elapsed() - MAX_AGE_MS;
    for (const line of this.parts.journal.lines.values()) if (line.since <= before) this.fold(line);
    if (this.#emptied.length > 0) this.#running ??= this.#run();
  }

  /** Resolves when all that is due is folded. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Folds everything, then stops. */
  async close(): Promise<void> {
    this.#stopTimer();
    for (const line of this.parts.journal.lines.values()) this.fold(line);
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
      let rows = line.tail.slice(0, count).map(({ sample }) => sample).sort((a, b) => a.at - b.at);
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
    if (line.tail.length >= RUN_SAMPLES) this.#due.add(line);
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
  async #step(line: Line, rows: Sample[]): Promise<number> {
    const { chargerId, connectorId } = line;
    const lineKey = keys.line(chargerId, connectorId);
    while (true) {
      const [lock, before, next] = await Promise.all([
        this.kv.get(lineKey),
        this.#runAt(line, rows[0].at),
        this.#runAfter(line, rows[0].at),
      ]);
      const taken = rows.slice(0, countRows(rows, next?.samples[0].at ?? Infinity));
      const run = joined(before, next, taken);
      const merged = mergeSamples(run?.samples ?? [], taken);
      const chunks = chunkRuns(merged, run?.samples[0].at === merged[0].at ? run.part : 0);
      const sets: Required<Write>["sets"] = chunks.map(({ samples, bytes, part }) => ({
        key: keys.samples(chargerId, connectorId, samples[0].at, part),
        value: bytes,
        expireIn: this.#expireIn(samples),
      }));
      const deletes = run !== null && run.samples[0].at !== merged[0].at ? [run.key] : [];
      sets.push({ key: lineKey, value: null, expireIn: this.#expireIn(merged) });
      if (await this.parts.commit.write({ checks: [lock], sets, deletes })) return taken.length;
    }
  }

  /** A run goes when its youngest sample may go. */
  #expireIn(samples: Sample[]): number {
    const youngest = samples[samples.length - 1].at;
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
      return { key, part: Number(key[4]), samples: unpackSamples(value) };
    }
    return null;
  }
}

/** How many of the first rows stand before `end` and within what a commit may carry. At least one. */
function countRows(rows: Sample[], end: number): number {
  let characters = 0;
  for (const [i, row] of rows.entries()) {
    characters += ROW_CHARACTERS + (row.signedData?.join().length ?? 0);
    if (i > 0 && (row.at >= end || i >= ROWS_PER_STEP || characters > CHARACTERS_PER_STEP)) return i;
  }
  return rows.length;
}

/** The run that rows are merged into: the one they fall into, or a short neighbour; null: they become runs of their own. */
function joined(before: Run | null, next: Run | null, rows: Sample[]): Run | null {
  if (before !== null) {
    const isTouched = before.samples[before.samples.length - 1].at >= rows[0].at;
    return isTouched || before.samples.length < RUN_SAMPLES ? before : null;
  }
  return next !== null && next.samples.length < RUN_SAMPLES ? next : null;
}
