/**
 * An export: what the store knows as lines of JSON, for other programs.
 *
 * Each line is one record, `record` says of what kind; names, times and units are those of the REST API. Passwords, hashes,
 * tokens and log-ins are not among them. Records are told as they are when their turn comes; for one moment's state, make
 * a backup, restore it elsewhere and export that.
 */
import { withoutHidden } from "../../domain/hidden.ts";
import { iso, toMessageView, toSampleView } from "../../domain/shape.ts";
import { readChunk } from "../packed_messages.ts";
import { kinds } from "./records.ts";
import { allSamples } from "./samples.ts";

export interface ExportOptions {
  /** Epoch ms, both included: of what happened, such as transactions and samples. What simply is comes in any case. */
  from: number;
  to: number;
  now: number;
}

export async function* exportLines(kv: Deno.Kv, { from, to, now }: ExportOptions): AsyncGenerator<string> {
  const isMeant = (at: number | undefined) => at === undefined || (at >= from && at <= to);
  for (const { record, prefix, read } of kinds) {
    for await (const { key, value } of kv.list({ prefix: [prefix] })) {
      const told = read(value, key, now);
      if (told !== null && isMeant(told.at)) yield line({ record, ...told.view });
    }
  }
  for await (const { chargerId, connectorId, sample } of allSamples(kv)) {
    if (isMeant(sample.at)) yield line({ record: "sample", chargerId, connectorId, ...toSampleView(sample) });
  }
  for await (const { key, value } of kv.list({ prefix: ["stats"] })) {
    const [, day, name] = key.map(String);
    const at = Date.parse(day);
    if (isMeant(at) && value instanceof Deno.KvU64) {
      yield line({ record: "dailySum", day: iso(at).slice(0, 10), name, value: Number(value.value) });
    }
  }
  for await (const { key, value } of kv.list<Uint8Array>({ prefix: ["message"] }, { batchSize: 20 })) {
    for (const message of readChunk(value) ?? []) {
      if (!isMeant(message.at)) continue;
      const { type: kind, text, ...view } = toMessageView(message);
      yield line({ record: "message", chargerId: String(key[1]), kind, ...view, ...(isFrame(kind) ? {} : { text }) });
    }
  }
}

/** The text of a frame says nothing that is not told already. */
function isFrame(kind: string): boolean {
  return kind === "call" || kind === "result" || kind === "error";
}

/** What was stored before it was hidden is hidden here. */
function line(view: object): string {
  return `${withoutHidden(JSON.stringify(view))}\n`;
}
