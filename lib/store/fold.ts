/**
 * Folding: the tails of lines in the journal are rewritten as runs, packed values of one connector each.
 *
 * The runs of a line never overlap, so a reader finds the first one it needs with one look. A fold merges with the runs
 * it touches (an offline charger replays old times; a short last run is filled up), and drops what is the same again.
 */
import { isSameSample, type Sample } from "../domain/sample.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { GroupCommit, Write } from "./group_commit.ts";
import type { Journal, Line } from "./journal.ts";
import { keys } from "./keys.ts";
import { packSamples, unpackSamples } from "./packing.ts";

/** A line is folded when its tail has this many samples, or its oldest has waited this long, or on demand. */
export const RUN_SAMPLES = 60;
const MAX_AGE_MS = 60_000;
const LOOK_EVERY_MS = 10_000;
const MAX_RUN_BYTES = 48 * 1024;
const LINES_PER_COMMIT = 50;

export class Folder {
  #due = new Set<Line>();
  #running: Promise<void> | null = null;
  #stopTimer: () => void;

  constructor(
    private readonly kv: Deno.Kv,
    private readonly parts: {
      journal: Journal;
      commit: GroupCommit;
      clock: Clock;
      log: Log;
      sampleDays: number;
    },
  ) {
    this.#stopTimer = parts.clock.every(LOOK_EVERY_MS, () => this.#foldOld());
  }

  /** Called for each sample added; folds a line that is long enough. */
  grown(line: Line): void {
    if (line.tail.length === RUN_SAMPLES) this.fold(line);
  }

  /** Folds a line soon, however short it is. */
  fold(line: Line): void {
    this.#due.add(line);
    this.#running ??= this.#run();
  }

  #foldOld(): void {
    const before = this.parts.clock.now() - MAX_AGE_MS;
    for (const line of this.parts.journal.lines.values()) if (line.since <= before) this.fold(line);
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
    try {
      while (this.#due.size > 0) {
        const lines = [...this.#due].slice(0, LINES_PER_COMMIT);
        for (const line of lines) this.#due.delete(line);
        await this.#foldLines(lines.filter((line) => line.tail.length > 0));
      }
    } catch (error) {
      // The rows stay in the journal and in their tails; the next look at old lines tries again.
      this.parts.log.error("Samples could not be folded and stay in the journal", { error });
    } finally {
      this.#running = null;
    }
  }

  async #foldLines(lines: Line[]): Promise<void> {
    const counts = lines.map((line) => line.tail.length);
    const write: Required<Pick<Write, "sets" | "deletes">> = { sets: [], deletes: [] };
    const moved = new Map<Deno.KvKey, number>();
    const plans = await Promise.all(lines.map((line, i) => this.#plan(line, counts[i])));
    for (const plan of plans) {
      write.sets.push(...plan.sets);
      write.deletes.push(...plan.deletes);
    }
    lines.forEach((line, i) => {
      for (const { entry } of line.tail.slice(0, counts[i])) {
        const now = (moved.get(entry.key) ?? 0) + 1;
        moved.set(entry.key, now);
        if (now === entry.left) write.deletes.push(entry.key);
      }
    });
    await this.parts.commit.write(write);
    lines.forEach((line, i) => this.parts.journal.folded(line, counts[i]));
  }

  /** What to write and delete so that the first `count` rows of a tail become runs. */
  async #plan(line: Line, count: number): Promise<Required<Pick<Write, "sets" | "deletes">>> {
    const rows = line.tail.slice(0, count).map(({ sample }) => sample).sort((a, b) => a.at - b.at);
    const touched = await this.#runsTouched(line, rows[0].at, rows[rows.length - 1].at);
    const merged = mergeSamples(touched.flatMap(({ samples }) => samples), rows);
    const sets = chunk(merged).map(({ samples, bytes, part }) => {
      const from = samples[0].at;
      const expireIn = from + this.parts.sampleDays * 86_400_000 - this.parts.clock.now();
      return {
        key: keys.samples(line.chargerId, line.connectorId, from, part),
        value: bytes,
        expireIn: Math.max(1, expireIn),
      };
    });
    const kept = new Set(sets.map(({ key }) => key.join("\0")));
    return { sets, deletes: touched.map(({ key }) => key).filter((key) => !kept.has(key.join("\0"))) };
  }

  async #runsTouched(line: Line, from: number, until: number): Promise<{ key: Deno.KvKey; samples: Sample[] }[]> {
    const { chargerId, connectorId } = line;
    const touched: { key: Deno.KvKey; samples: Sample[] }[] = [];
    const before = this.kv.list<Uint8Array>({
      start: ["samples", chargerId, connectorId],
      end: keys.samples(chargerId, connectorId, until + 1, 0),
    }, { reverse: true, batchSize: 4 });
    for await (const { key, value } of before) {
      const samples = unpackSamples(value);
      const isApart = samples[samples.length - 1].at < from;
      if (!isApart || samples.length < RUN_SAMPLES) touched.unshift({ key, samples });
      if (isApart) break;
    }
    return touched;
  }
}

/** Merges samples by time; what says the same of the same moment stays once. */
export function mergeSamples(a: Sample[], b: Sample[]): Sample[] {
  const all = [...a, ...b].sort((x, y) => x.at - y.at);
  const merged: Sample[] = [];
  for (const sample of all) {
    let i = merged.length - 1;
    while (i >= 0 && merged[i].at === sample.at && !isSameSample(merged[i], sample)) i--;
    if (i < 0 || merged[i].at !== sample.at) merged.push(sample);
  }
  return merged;
}

function chunk(samples: Sample[]): { samples: Sample[]; bytes: Uint8Array; part: number }[] {
  const chunks: { samples: Sample[]; bytes: Uint8Array; part: number }[] = [];
  const add = (some: Sample[]): void => {
    const bytes = packSamples(some);
    if (bytes.length > MAX_RUN_BYTES && some.length > 1) {
      const half = some.length >> 1;
      add(some.slice(0, half));
      return add(some.slice(half));
    }
    const last = chunks[chunks.length - 1];
    chunks.push({ samples: some, bytes, part: last?.samples[0].at === some[0].at ? last.part + 1 : 0 });
  };
  for (let i = 0; i < samples.length; i += RUN_SAMPLES) add(samples.slice(i, i + RUN_SAMPLES));
  return chunks;
}
