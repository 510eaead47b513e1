/** The store: the only code that sees Deno.Kv. What it says is written is durable. */
import type { Clock } from "../clock.ts";
import type { Sample } from "../domain/sample.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import { Chargers } from "./chargers.ts";
import { CommandAudit } from "./commands.ts";
import { Configurations } from "./configurations.ts";
import { Folder } from "./fold.ts";
import { GroupCommit } from "./group_commit.ts";
import { Instances } from "./instances.ts";
import { Journal } from "./journal.ts";
import { Messages } from "./messages.ts";
import { migrate } from "./migrations.ts";
import { Pulses } from "./pulses.ts";
import { Reservations } from "./reservations.ts";
import { Samples } from "./samples.ts";
import { Sessions } from "./sessions.ts";
import { Stats } from "./stats.ts";
import { Tags } from "./tags.ts";
import { TransactionLists } from "./transaction_lists.ts";
import { Transactions } from "./transactions.ts";

export interface Store {
  chargers: Chargers;
  commands: CommandAudit;
  reservations: Reservations;
  configurations: Configurations;
  messages: Messages;
  transactions: Transactions;
  transactionLists: TransactionLists;
  samples: Samples;
  sessions: Sessions;
  stats: Stats;
  tags: Tags;
  instances: Instances;
  pulses: Pulses;
  /** Stores samples of one connector; resolves when they are durable. */
  addSamples(chargerId: string, connectorId: number, samples: Sample[]): Promise<void>;
  /** Folds what the journal holds of a connector soon: its transaction ended, or its charger left. */
  foldSoon(chargerId: string, connectorId: number): void;
  /** Resolves when nothing that is due to be folded waits. */
  folded(): Promise<void>;
  /** Whether the store answers, for the platform's health check. */
  isReady(): Promise<boolean>;
  /** Makes all that was asked durable, folds, and closes KV. */
  close(): Promise<void>;
}

/** Opens the store over an open KV, which it closes in the end. */
export async function openStore(
  kv: Deno.Kv,
  options: { clock: Clock; ids: Ids; log: Log; sampleDays: number; messageDays: number },
): Promise<Store> {
  const { clock, ids, log, sampleDays, messageDays } = options;
  await migrate(kv, log);
  const instance = ids.unique();
  const journal = new Journal(instance, () => clock.now(), (line) => folder.grown(line));
  const commit = new GroupCommit(kv, journal);
  const folder = new Folder(kv, { journal, commit, clock, log, sampleDays });
  const samples = new Samples(kv, journal);
  const lastRegister = (chargerId: string, connectorId: number) => samples.latest(chargerId, connectorId);
  const instances = new Instances(kv, { journal, clock, log });
  await instances.start();
  const pulses = new Pulses(kv, { instances, clock, log });
  return {
    chargers: new Chargers(kv, commit, log),
    commands: new CommandAudit(kv, commit, log),
    reservations: new Reservations(kv, commit, log),
    configurations: new Configurations(kv, commit, log),
    messages: new Messages(kv, { log, days: messageDays }),
    transactions: new Transactions(kv, { commit, ids, log, lastRegister }),
    transactionLists: new TransactionLists(kv, log),
    samples,
    sessions: new Sessions(kv, { commit, clock, log }),
    stats: new Stats(kv),
    tags: new Tags(kv, commit, log),
    instances,
    pulses,
    async addSamples(chargerId, connectorId, added) {
      if (added.length === 0) return;
      await commit.write({ samples: added.map((sample) => ({ chargerId, connectorId, sample })) });
    },
    foldSoon(chargerId, connectorId) {
      const line = journal.line(chargerId, connectorId);
      if (line !== undefined) folder.fold(line);
    },
    folded: () => folder.settled(),
    async isReady() {
      try {
        await kv.get(["schema"]);
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      await folder.close();
      await commit.close();
      await pulses.stop();
      await instances.stop();
      kv.close();
    },
  };
}
