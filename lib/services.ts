/** Everything that runs in one process, made and ended in order. */
import { Endpoint } from "../ocpp/endpoint.ts";
import { actionNames } from "../ocpp/version.ts";
import { type Access, openAccess } from "./auth/mod.ts";
import { Passwords } from "./auth/passwords.ts";
import { BulkCommands } from "./bulk_commands.ts";
import { Bus } from "./bus.ts";
import { ChargerReads } from "./charger_reads.ts";
import { About } from "./about.ts";
import { type Clock, withinMs } from "./clock.ts";
import { Commands } from "./commands.ts";
import type { Config } from "./config.ts";
import { Csms } from "./csms.ts";
import { Credentials } from "./credentials.ts";
import { Departures } from "./departures.ts";
import { Diagnosis } from "./diagnosis.ts";
import { Door } from "./door.ts";
import { Fleet } from "./fleet.ts";
import { FleetReadings } from "./fleet_readings.ts";
import { FleetSync } from "./fleet_sync.ts";
import { Health } from "./health.ts";
import type { Ids } from "./ids.ts";
import type { Log } from "./log.ts";
import { MessageLog } from "./message_log.ts";
import { Metrics } from "./metrics/metrics.ts";
import { Traffic } from "./metrics/traffic.ts";
import { Notes } from "./notes.ts";
import { Operations } from "./operations.ts";
import { Places } from "./places.ts";
import { PowerHistory } from "./power_history.ts";
import { ProfileTemplates } from "./profile_templates.ts";
import { Readers } from "./readers.ts";
import { Reads } from "./reads.ts";
import { Recorder } from "./recorder.ts";
import { Refusals } from "./refusals.ts";
import { SessionReads } from "./session_reads.ts";
import { openStore, type Store } from "./store/mod.ts";
import { BulkSupplies, StoredSupplies, TrialSupplies } from "./supplies.ts";
import { UpkeepReads } from "./upkeep_reads.ts";

export interface Services extends Access {
  config: Config;
  clock: Clock;
  log: Log;
  store: Store;
  fleet: Fleet;
  credentials: Credentials;
  reads: Reads;
  sessionReads: SessionReads;
  chargerReads: ChargerReads;
  upkeepReads: UpkeepReads;
  diagnosis: Diagnosis;
  refusals: Refusals;
  notes: Notes;
  readers: Readers;
  bus: Bus;
  /** Who listens to the live stream. */
  listeners: Places;
  endpoint: Endpoint;
  commands: Commands;
  bulkCommands: BulkCommands;
  operations: Operations;
  profileTemplates: ProfileTemplates;
  messageLog: MessageLog;
  health: Health;
  metrics: Metrics;
  about: About;
  powerHistory: PowerHistory;
  /**
   * Ends in order: chargers are sent away and what they sent is made durable, nothing more is accepted, live streams end,
   * KV is closed. `stopAccepting` is the listener's own end, which waits for open requests.
   */
  close(stopAccepting?: () => Promise<void>): Promise<void>;
}

/** How long requests that are under way may take to end. */
const REQUESTS_END_MS = 1_000;

export async function openServices(
  kv: Deno.Kv,
  { config, clock, ids, log, passwords = new Passwords() }: {
    config: Config;
    clock: Clock;
    ids: Ids;
    log: Log;
    passwords?: Passwords;
  },
): Promise<Services> {
  const store = await openStore(kv, {
    directory: config.kvFolder,
    clock,
    ids,
    log,
    sampleDays: config.sampleDays,
    messageDays: config.messageDays,
  });
  const access = await openAccess(store, { config, passwords, clock, ids, log }).catch(async (error) => {
    await store.close();
    throw error;
  });
  const bus = new Bus(clock, store.instances.id);
  const fleet = new Fleet(clock, bus);
  await fleet.load(store);
  const readings = new FleetReadings({ store, fleet, log });
  readings.start();
  const credentials = new Credentials({ stored: store.credentials, pulses: store.pulses, clock });
  await credentials.load();
  new FleetSync(store, fleet, credentials).start();
  const notes = new Notes({ chargers: store.chargers, clock, log });
  const recorder = new Recorder(store, fleet, notes);
  const refusals = new Refusals(clock, bus);
  const door = new Door({ config, store, fleet, credentials, clock });
  const messageLog = new MessageLog({ messages: store.messages, bus, clock, log });
  const departures = new Departures({ store, fleet, clock, log });
  const traffic = new Traffic(actionNames);
  const csms = new Csms({
    config,
    store,
    fleet,
    recorder,
    notes,
    departures,
    door,
    refusals,
    messageLog,
    traffic,
    clock,
    log,
  });
  const endpoint = new Endpoint({
    central: csms,
    links: csms,
    clock,
    log,
    newId: () => ids.unique(),
    callTimeoutMs: config.callTimeoutMs,
    maxMessageBytes: config.maxMessageBytes,
    maxMessagesPerS: config.maxMessagesPerS,
    allowNoSubprotocol: config.allowNoSubprotocol,
  });
  const reads = new Reads({ store, fleet, readings, notes, clock });
  const health = new Health(store);
  const chargerReads = new ChargerReads({ store, fleet, messageLog, clock });
  const upkeepReads = new UpkeepReads({ store, fleet });
  const powerHistory = new PowerHistory({ powers: store.fleetPowers, fleet, clock, log });
  await powerHistory.start();
  const supply = { store, fleet, publicUrl: config.publicUrl, clock };
  const commands = new Commands({
    store,
    fleet,
    recorder,
    credentials,
    maxWaiting: config.maxCommandsWaiting,
    supplies: new StoredSupplies(supply),
    bus,
    endpoint,
    clock,
    ids,
    log,
  });
  const trial = new TrialSupplies(supply);
  const newSupplies = () => new BulkSupplies(supply);
  const bulkCommands = new BulkCommands({ store, fleet, commands, trial, newSupplies, bus, clock, ids, log });
  bulkCommands.start();
  return {
    config,
    clock,
    log,
    store,
    fleet,
    credentials,
    reads,
    sessionReads: new SessionReads({ store, messageLog, clock }),
    chargerReads,
    upkeepReads,
    diagnosis: new Diagnosis({ reads, chargerReads, upkeepReads, clock }),
    refusals,
    notes,
    powerHistory,
    ...access,
    readers: new Readers(),
    bus,
    listeners: new Places({ inAll: config.maxListeners, each: config.maxListenersPerAddress }),
    endpoint,
    messageLog,
    health,
    metrics: new Metrics({ traffic, endpoint, fleet, store, refusals, messageLog, bus, clock }),
    about: new About({ config, instances: store.instances, clock }),
    operations: new Operations({ store, fleet, credentials, reads, messageLog, clock }),
    profileTemplates: new ProfileTemplates({ store, clock }),
    commands,
    bulkCommands,
    async close(stopAccepting = () => Promise.resolve()) {
      health.stop();
      // Before the links: those that are not asked yet stay so.
      const bulkEnded = bulkCommands.close();
      await endpoint.close();
      await commands.close();
      await bulkEnded;
      const stopped = stopAccepting();
      bus.close();
      await withinMs(REQUESTS_END_MS, stopped, clock);
      await powerHistory.stop();
      await departures.close();
      await messageLog.close();
      await notes.close();
      await readings.stop();
      await store.close();
    },
  };
}
