/** Every stored sample for an export, one connector after another, whoever serves meanwhile. */
import type { Sample } from "../../domain/sample.ts";
import { unpackEntry } from "../journal.ts";
import { unpackRun } from "../packing.ts";
import { mergeSamples } from "../runs.ts";

interface Line {
  chargerId: string;
  connectorId: number;
}

/**
 * The journal is read first: what a server folds meanwhile is then seen twice and told once. It holds minutes of the
 * fleet at most, the runs are streamed.
 */
export async function* allSamples(kv: Deno.Kv): AsyncGenerator<Line & { sample: Sample }> {
  const tails = await readJournal(kv);
  for await (const { chargerId, connectorId } of lines(kv)) {
    const name = nameOf(chargerId, connectorId);
    let tail = (tails.get(name) ?? []).map(({ sample }) => sample).sort((a, b) => a.at - b.at);
    tails.delete(name);
    const runs = kv.list<Uint8Array>({ prefix: ["samples", chargerId, connectorId] }, { batchSize: 50 });
    for await (const { value } of runs) {
      const run = unpackRun(value);
      const last = run[run.length - 1].at;
      const inRun = tail.filter(({ at }) => at <= last);
      tail = tail.slice(inRun.length);
      for (const sample of mergeSamples(run, inRun)) yield { chargerId, connectorId, sample };
    }
    for (const sample of mergeSamples(tail, [])) yield { chargerId, connectorId, sample };
  }
  for (const rows of tails.values()) {
    const [{ chargerId, connectorId }] = rows;
    const samples = rows.map(({ sample }) => sample);
    for (const sample of mergeSamples(samples, [])) yield { chargerId, connectorId, sample };
  }
}

async function readJournal(kv: Deno.Kv): Promise<Map<string, ReturnType<typeof unpackEntry>>> {
  const rows: ReturnType<typeof unpackEntry> = [];
  for await (const { value } of kv.list<Uint8Array>({ prefix: ["journal"] })) rows.push(...unpackEntry(value));
  return Map.groupBy(rows, ({ chargerId, connectorId }) => nameOf(chargerId, connectorId));
}

/** Every connector that has runs: the first run of each is found behind all of the one before. */
async function* lines(kv: Deno.Kv): AsyncGenerator<Line> {
  const prefix = ["samples"];
  let start: Deno.KvKey | undefined;
  while (true) {
    const { value: first } = await kv.list(start === undefined ? { prefix } : { prefix, start }, { limit: 1 }).next();
    if (first === undefined) return;
    const [chargerId, connectorId] = [String(first.key[1]), Number(first.key[2])];
    yield { chargerId, connectorId };
    start = ["samples", chargerId, connectorId, Infinity];
  }
}

function nameOf(chargerId: string, connectorId: number): string {
  return `${connectorId} ${chargerId}`;
}
