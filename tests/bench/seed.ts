/**
 * Fills a new store with a fleet and its sessions, through the store's own code; what was over long ago in bulk.
 *
 * What it holds is worked out from the seed. It may be stopped (Ctrl-C, `--for`) and started again with the same options, also
 * after a crash: what is told again is stored once.
 */
import { createIds } from "../../lib/ids.ts";
import { silentLog } from "../../lib/log.ts";
import { systemClock } from "../../lib/clock.ts";
import { newConnector } from "../../lib/domain/connector.ts";
import { openStore } from "../../lib/store/mod.ts";
import { readOptions } from "./options.ts";
import { seedHistory } from "./seed_history.ts";
import { PastSessions, type Sums } from "./seed_past.ts";
import * as plans from "./seed_plan.ts";

const USAGE = `Usage: deno task bench seed --kv PATH [options]
  --chargers N      (10000)
  --transactions N  (1000000)
  --sampled N       so many of the newest sessions have their samples, one a minute (as many as chargers)
  --years N         so many chargers have a year of samples, one every 15 minutes (10)
  --seed TEXT       (1)
  --for SECONDS     stop then; the same command goes on (0: do not stop)`;

/** Written beside the store: what was asked, and how far it is. */
interface Progress {
  options: string;
  plan: plans.Plan;
  hasFleet: boolean;
  sessions: number;
  /** Of the sessions that were written in bulk. */
  sums: Sums;
}

const options = readOptions(USAGE, {
  kv: "",
  chargers: 10_000,
  transactions: 1_000_000,
  sampled: -1,
  years: 10,
  seed: "1",
  for: 0,
});
const SESSIONS_AT_ONCE = 500;
const SESSIONS_PER_SAVE = 10_000;
/** Held in memory and sorted; the more, the fewer of a store's places are touched again and again. */
const PAST_AT_ONCE = 100_000;

if (options.kv === "") fail("Cannot seed: --kv names no file");
const progressPath = `${options.kv}.seed.json`;
const startedAt = Date.now();
let isStopping = false;
for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, () => isStopping = true);

const progress = await readProgress();
const directory = options.kv.replace(/[^/]*$/, "") || ".";
await Deno.mkdir(directory, { recursive: true });
const ids = createIds();
const kv = await Deno.openKv(options.kv);
const store = await openStore(kv, {
  directory,
  clock: systemClock,
  ids,
  log: silentLog,
  sampleDays: 400,
  messageDays: 14,
});
if (!progress.hasFleet) await seedFleet();
const first = progress.sessions;
await seedPast();
await seedSessions();
await store.close();
await save();
report();
Deno.exit(progress.sessions === options.transactions ? 0 : 3);

async function seedFleet(): Promise<void> {
  const { plan } = progress;
  const all = Array.from({ length: plan.chargers }, (_, i) => i);
  await Promise.all(all.map((i) => store.chargers.add(plans.charger(plan, i))));
  await Promise.all(
    all.flatMap((i) =>
      Array.from({ length: plans.connectorsOf(i) }, (_, n) =>
        store.connectorStatuses.told({
          ...newConnector(plans.chargerId(i), n + 1),
          status: plans.restingStatus(plan, i, n + 1),
          errorCode: "NoError",
          statusAt: plan.until,
        }, null))
    ),
  );
  await store.tags.put(Array.from({ length: plans.tagCount(plan) }, (_, i) => plans.tag(i)));
  await seedHistory(store, plan, ids);
  for (let i = 0; i < Math.min(options.years, plan.chargers); i++) {
    await store.addSamples(plans.chargerId(i), 1, plans.yearOf(plan, i));
  }
  progress.hasFleet = true;
  await save();
}

/** All but each charger's last session, and those that have samples. */
async function seedPast(): Promise<void> {
  const { plan, sums } = progress;
  const sessions = new PastSessions(kv, plan, sums);
  const end = plan.transactions - Math.max(plan.chargers, sampled(plan));
  while (progress.sessions < end && !isStopping) {
    const to = Math.min(end, progress.sessions + PAST_AT_ONCE);
    await sessions.write(progress.sessions, to);
    await proceed(to);
  }
}

async function seedSessions(): Promise<void> {
  const { plan } = progress;
  while (progress.sessions < plan.transactions && !isStopping) {
    const count = Math.min(SESSIONS_AT_ONCE, plan.transactions - progress.sessions);
    await Promise.all(Array.from({ length: count }, (_, i) => seedSession(plan, progress.sessions + i)));
    await proceed(progress.sessions + count);
  }
}

async function proceed(sessions: number): Promise<void> {
  progress.sessions = sessions;
  if (sessions % SESSIONS_PER_SAVE === 0) {
    await save();
    report();
  }
  if (options.for > 0 && Date.now() - startedAt > options.for * 1000) isStopping = true;
}

function sampled({ chargers }: plans.Plan): number {
  return options.sampled < 0 ? chargers : options.sampled;
}

async function seedSession(plan: plans.Plan, n: number): Promise<void> {
  const session = plans.session(plan, n);
  const { chargerId, start, stop } = session;
  const transactionId = await store.transactions.numberFor(chargerId, start, start.receivedAt);
  await store.transactions.start(chargerId, { ...start, transactionId });
  if (n >= plan.transactions - sampled(plan)) {
    await store.addSamples(chargerId, start.connectorId, plans.samplesOf(plan, session));
  }
  if (stop !== null) await store.transactions.stop(chargerId, { ...stop, transactionId });
  else {
    await store.connectorStatuses.told({
      ...newConnector(chargerId, start.connectorId),
      status: "Charging",
      errorCode: "NoError",
      statusAt: start.at,
    }, null);
  }
}

async function readProgress(): Promise<Progress> {
  const { for: _, ...asked } = options;
  const plan: plans.Plan = {
    seed: options.seed,
    chargers: options.chargers,
    transactions: options.transactions,
    until: Math.floor(startedAt / 3_600_000) * 3_600_000,
  };
  const fresh: Progress = { options: JSON.stringify(asked), plan, hasFleet: false, sessions: 0, sums: {} };
  const saved: Progress | null = await Deno.readTextFile(progressPath).then(JSON.parse, () => null);
  if (saved === null && await exists(options.kv)) {
    fail(
      `Cannot seed "${options.kv}": there is a store already, and it was not begun by this program; name a new file`,
    );
  }
  if (saved !== null && saved.options !== fresh.options) {
    fail(`Cannot seed "${options.kv}": it was begun with other options: ${saved.options}`);
  }
  return saved ?? fresh;
}

async function save(): Promise<void> {
  await Deno.writeTextFile(progressPath, JSON.stringify(progress));
}

function report(): void {
  const done = progress.sessions - first;
  const rate = Math.round(done / Math.max(0.001, (Date.now() - startedAt) / 1000));
  const mib = Math.round(Deno.statSync(options.kv).size / 2 ** 20);
  console.log(`${progress.sessions} of ${options.transactions} sessions, ${rate} a second, ${mib} MiB`);
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

function fail(message: string): never {
  console.error(message);
  Deno.exit(2);
}
