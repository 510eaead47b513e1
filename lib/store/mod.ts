/** The store: the only code that sees Deno.Kv. What it says is written is durable. */
import type { Clock } from "../clock.ts";
import type { Sample } from "../domain/sample.ts";
import type { Ids } from "../ids.ts";
import type { Log } from "../log.ts";
import { Audit } from "./audit.ts";
import { StoredBulkCommands } from "./bulk_commands.ts";
import { CertificateRequests } from "./certificate_requests.ts";
import { Chargers } from "./chargers.ts";
import { Commits } from "./commits.ts";
import { ChargingProfiles } from "./charging_profiles.ts";
import { CommandAudit } from "./commands.ts";
import { CompositeSchedules } from "./composite_schedules.ts";
import { Configurations } from "./configurations.ts";
import { ConnectorStatuses } from "./connector_statuses.ts";
import { StoredCredentials } from "./credentials.ts";
import { FleetPowers } from "./fleet_powers.ts";
import { Folder } from "./fold.ts";
import { forgetCharger } from "./forget_charger.ts";
import { GroupCommit } from "./group_commit.ts";
import { Instances } from "./instances.ts";
import { Jobs } from "./jobs.ts";
import { Journal } from "./journal.ts";
import { Mail } from "./mail.ts";
import { Messages } from "./messages.ts";
import { migrate } from "./migrations.ts";
import { Operators } from "./operators.ts";
import { Pulses } from "./pulses.ts";
import { RemoteStarts } from "./remote_starts.ts";
import { Reservations } from "./reservations.ts";
import { Room } from "./room.ts";
import { Samples } from "./samples.ts";
import { newSealKeys } from "./seal.ts";
import { SecurityEvents } from "./security_events.ts";
import { Sessions } from "./sessions.ts";
import { Stats } from "./stats.ts";
import { Tags } from "./tags.ts";
import { Tokens } from "./tokens.ts";
import { TransactionLists } from "./transaction_lists.ts";
import { Transactions } from "./transactions.ts";
import { Uploads } from "./uploads.ts";
import { UnmatchedStops } from "./unmatched_stops.ts";

export interface Store {
  chargers: Chargers;
  credentials: StoredCredentials;
  connectorStatuses: ConnectorStatuses;
  commands: CommandAudit;
  bulkCommands: StoredBulkCommands;
  reservations: Reservations;
  configurations: Configurations;
  chargingProfiles: ChargingProfiles;
  compositeSchedules: CompositeSchedules;
  remoteStarts: RemoteStarts;
  jobs: Jobs;
  uploads: Uploads;
  securityEvents: SecurityEvents;
  certificateRequests: CertificateRequests;
  messages: Messages;
  transactions: Transactions;
  transactionLists: TransactionLists;
  unmatchedStops: UnmatchedStops;
  samples: Samples;
  operators: Operators;
  tokens: Tokens;
  sessions: Sessions;
  audit: Audit;
  stats: Stats;
  fleetPowers: FleetPowers;
  tags: Tags;
  instances: Instances;
  pulses: Pulses;
  /** Forgets a charger that is offline, but not its transactions and samples; false when it came back meanwhile. */
  forgetCharger(id: string): Promise<boolean>;
  mail: Mail;
  /** Stores samples of one connector; resolves when they are durable. */
  addSamples(chargerId: string, connectorId: number, samples: Sample[]): Promise<void>;
  /** Resolves when nothing that is due to be folded waits. */
  folded(): Promise<void>;
  /** Why the store cannot write now, in a sentence; null when it can. */
  problem(): Promise<string | null>;
  /** How it is, for whoever watches it. */
  measure(): StoreMeasures;
  /** Makes all that was asked durable, folds, and closes KV. */
  close(): Promise<void>;
}

/** `samples` counts those stored since the start; `journal` what is durable and not folded; `freeBytes` null: nobody knows. */
export interface StoreMeasures extends Pick<Commits, "counts" | "durations" | "oldestMs" | "isDown" | "freeBytes"> {
  samples: number;
  journal: { rows: number; lines: number };
}

/** What one message brings may be more than an atomic takes: 20 signed samples of 9,000 characters fit. */
const SAMPLES_PER_COMMIT = 20;

/**
 * Opens the store over an open KV, which it closes in the end.
 * @param options.directory where KV keeps its file; null when it has none of its own
 */
export async function openStore(
  kv: Deno.Kv,
  options: { directory: string | null; clock: Clock; ids: Ids; log: Log; sampleDays: number; messageDays: number },
): Promise<Store> {
  const { directory, clock, ids, log, sampleDays, messageDays } = options;
  await migrate(kv, log);
  const room = directory === null ? null : new Room(directory, { clock, log });
  await room?.start();
  const commits = new Commits({ clock, log, room });
  const instance = ids.unique();
  const journal = new Journal(instance, () => clock.elapsed(), (line) => folder.grown(line));
  const commit = new GroupCommit(kv, journal, commits);
  const folder = new Folder(kv, { journal, commit, clock, log, sampleDays });
  const samples = new Samples(kv, journal);
  let stored = 0;
  async function addSamples(chargerId: string, connectorId: number, added: Sample[]): Promise<void> {
    for (let i = 0; i < added.length; i += SAMPLES_PER_COMMIT) {
      await commit.write({ metered: { chargerId, connectorId, samples: added.slice(i, i + SAMPLES_PER_COMMIT) } });
    }
    stored += added.length;
  }
  const unmatchedStops = new UnmatchedStops(kv, { commit, ids, log, addSamples });
  const lastRegister = (chargerId: string, connectorId: number) => samples.latest(chargerId, connectorId);
  const sealKeys = await newSealKeys();
  const instances = new Instances(kv, { journal, sealKey: sealKeys.publicKey, clock, log });
  await instances.start();
  const jobs = new Jobs(kv, { commit, ids, log });
  const uploads = new Uploads(kv, { commit, commits, ids, clock, log, days: messageDays });
  const chargingProfiles = new ChargingProfiles(kv, { commit, instances, log });
  const remoteStarts = new RemoteStarts(kv, { commit, profiles: chargingProfiles, instances, log });
  const pulses = new Pulses(kv, { instances, clock, log });
  const chargers = new Chargers(kv, { commit, instances, log });
  const mail = new Mail(kv, { instances, sealKeys, commits, clock, ids, log });
  return {
    chargers,
    credentials: new StoredCredentials(kv, commit, log),
    connectorStatuses: new ConnectorStatuses(kv, { commit, ids, log, days: sampleDays }),
    commands: new CommandAudit(kv, commit, log),
    bulkCommands: new StoredBulkCommands(kv, { commit, log, days: sampleDays }),
    reservations: new Reservations(kv, commit, log),
    configurations: new Configurations(kv, commit, log),
    chargingProfiles,
    compositeSchedules: new CompositeSchedules(kv, commit, log),
    remoteStarts,
    jobs,
    uploads,
    securityEvents: new SecurityEvents(kv, { commit, ids, log, days: sampleDays }),
    certificateRequests: new CertificateRequests(kv, { commit, ids, log, days: sampleDays }),
    messages: new Messages(kv, { commits, ids, log, days: messageDays }),
    transactions: new Transactions(kv, { commit, ids, log, unmatchedStops, lastRegister, addSamples }),
    transactionLists: new TransactionLists(kv, log),
    unmatchedStops,
    samples,
    operators: new Operators(kv, commit, log),
    tokens: new Tokens(kv, commit, log),
    sessions: new Sessions(kv, { commit, clock, log }),
    audit: new Audit(kv, { commit, ids, log, days: sampleDays }),
    stats: new Stats(kv),
    fleetPowers: new FleetPowers(kv, { commits, log }),
    tags: new Tags(kv, { commit, instances, log }),
    instances,
    pulses,
    async forgetCharger(id) {
      try {
        const isForgotten = await forgetCharger(kv, { commit, jobs, uploads }, id);
        if (isForgotten) chargers.forgotten(id);
        return isForgotten;
      } finally {
        for (const held of [chargingProfiles, remoteStarts]) held.forgotten(id);
      }
    },
    mail,
    addSamples,
    folded: () => folder.settled(),
    // Deleting what is not there is written down all the same, and leaves nothing behind.
    problem: () => commits.problem(() => kv.atomic().delete(["probe"]).commit()),
    measure() {
      const { counts, durations, oldestMs, isDown, freeBytes } = commits;
      return { counts, durations, oldestMs, isDown, freeBytes, samples: stored, journal: journal.measure() };
    },
    async close() {
      await folder.close();
      await commit.close();
      await mail.stop();
      await pulses.stop();
      await instances.stop();
      room?.stop();
      kv.close();
    },
  };
}
