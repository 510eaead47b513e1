/** Samples, read as one line a connector: folded runs, this instance's journal tail, and other instances' journals. */
import { mergeReading, type Sample } from "../domain/sample.ts";
import { mergeSamples } from "./runs.ts";
import { type Journal, unpackEntry } from "./journal.ts";
import { keys } from "./keys.ts";
import { toSample, unpackRun } from "./packing.ts";

/** Times are epoch ms, both included; no `to` is up to now and what is ahead of it. */
export interface SampleRange {
  from: number;
  to?: number;
}

/** How many runs the first read of KV brings, which is enough for most; and each after it. */
const RUNS_AT_FIRST = 20;
const RUNS_PER_READ = 100;
const RUNS_LOOKED_AT = 40;

export class Samples {
  constructor(private readonly kv: Deno.Kv, private readonly journal: Journal) {}

  /**
   * Every stored sample of a connector in a range, oldest first, some at a time as they are stored: to yield each by itself
   * would take longer than to read it.
   */
  async *range(chargerId: string, connectorId: number, { from, to = Infinity }: SampleRange): AsyncGenerator<Sample[]> {
    const isMeant = ({ at }: Sample) => at >= from && at <= to;
    let tail = mergeSamples(
      this.#ownTail(chargerId, connectorId),
      await this.#othersTail(chargerId, connectorId),
    ).filter(isMeant);
    for await (const run of this.#runs(chargerId, connectorId, from, to)) {
      const last = run[run.length - 1].at;
      const upTo = tail.findIndex(({ at }) => at > last);
      const inRun = upTo < 0 ? tail : tail.slice(0, upTo);
      tail = upTo < 0 ? [] : tail.slice(upTo);
      const isWhole = inRun.length === 0 && run[0].at >= from && last <= to;
      yield isWhole ? run : mergeSamples(run, inRun).filter(isMeant);
    }
    yield tail;
  }

  /**
   * The newest reading of a connector: its last samples, merged, as far back as an energy register is found (within
   * `RUNS_LOOKED_AT`); null when it never sent one.
   */
  async latest(chargerId: string, connectorId: number): Promise<Sample | null> {
    // The own tail first: what is folded meanwhile is then seen twice rather than not at all.
    const tail = [...this.#ownTail(chargerId, connectorId), ...await this.#othersTail(chargerId, connectorId)];
    let reading = tail.sort((a, b) => a.at - b.at).reduce<Sample | null>(mergeReading, null);
    const range = { prefix: ["samples", chargerId, connectorId] };
    for await (
      const { value } of this.kv.list<Uint8Array>(range, { reverse: true, limit: RUNS_LOOKED_AT, batchSize: 4 })
    ) {
      reading = unpackRun(value).reduceRight<Sample | null>(mergeReading, reading);
      if (reading?.energyWh !== undefined) break;
    }
    return reading;
  }

  async *#runs(chargerId: string, connectorId: number, from: number, to: number): AsyncGenerator<Sample[]> {
    const before = this.kv.list<Uint8Array>({
      start: ["samples", chargerId, connectorId],
      end: keys.samples(chargerId, connectorId, from, 0),
    }, { reverse: true, limit: 1 });
    for await (const { value } of before) {
      const run = unpackRun(value);
      if (run[run.length - 1].at >= from) yield run;
    }
    const prefix = ["samples", chargerId, connectorId];
    let start = keys.samples(chargerId, connectorId, from, 0);
    for (let limit = RUNS_AT_FIRST;; limit = RUNS_PER_READ) {
      const runs = await Array.fromAsync(this.kv.list<Uint8Array>({ prefix, start }, { limit, batchSize: limit }));
      for (const { key, value } of runs) {
        if (Number(key[3]) > to) return;
        yield unpackRun(value);
      }
      if (runs.length < limit) return;
      const [, , , at, part] = runs[runs.length - 1].key;
      start = keys.samples(chargerId, connectorId, Number(at), Number(part) + 1);
    }
  }

  #ownTail(chargerId: string, connectorId: number): Sample[] {
    return this.journal.line(chargerId, connectorId)?.tail.map(toSample) ?? [];
  }

  async #othersTail(chargerId: string, connectorId: number): Promise<Sample[]> {
    const samples: Sample[] = [];
    for await (const { key, value } of this.journal.others(this.kv)) {
      if (this.journal.hasAdopted(key)) continue;
      for (const row of unpackEntry(value)) {
        if (row.chargerId === chargerId && row.connectorId === connectorId) samples.push(row.sample);
      }
    }
    return samples;
  }
}
