/**
 * Kills the server with SIGKILL under busy chargers, again and again, while it folds what they measured, and compares after
 * each restart. Sessions are short, and the end of each begins a fold.
 */
import { systemClock } from "../../lib/clock.ts";
import { BusyCharger } from "./busy_charger.ts";
import { compare, readingsUpTo } from "./compare.ts";
import { leftBehind } from "./left_behind.ts";
import { type Program, start } from "./program.ts";
import { until } from "./until.ts";

export interface KillRounds {
  rounds: number;
  chargers: number;
  kvPath: string;
  /** Whether to let the rest be folded after the last one, and to compare once more. */
  isFoldedAtLast?: boolean;
  /** Hears of each round. */
  tell?: (sentence: string) => void;
}

export interface Outcome {
  /** Acknowledged and not there; there more than once; read otherwise after a restart than before. A sentence each. */
  missing: string[];
  doubled: string[];
  changed: string[];
  /** In how many rounds folds were under way. */
  foldsHit: number;
  acknowledged: number;
}

/** A server that was killed is believed dead after 30 s; then another one takes over what it left. */
const TAKEN_OVER_WITHIN_MS = 120_000;
/** Of so many chargers everything is read before and after. */
const WITNESSES = 20;

export async function killRounds(
  { rounds, chargers: count, kvPath, isFoldedAtLast = false, tell = () => {} }: KillRounds,
): Promise<Outcome> {
  const chargers = Array.from({ length: count }, (_, i) => new BusyCharger(`CP-${i}`));
  const outcome: Outcome = { missing: [], doubled: [], changed: [], foldsHit: 0, acknowledged: 0 };
  const acknowledged = () => chargers.reduce((sum, charger) => sum + charger.count, 0);
  const witnesses = chargers.slice(0, WITNESSES);
  const look = async ({ url }: Program, before: Map<BusyCharger, Reading>) => {
    const { missing, doubled, compared } = await compare(url, chargers);
    const after = await Promise.all(before.entries().map(([charger, reading]) => reread(url, charger, reading)));
    const changed = after.filter((sentence) => sentence !== null);
    for (const [name, found] of Object.entries({ missing, doubled, changed })) {
      outcome[name as "missing" | "doubled" | "changed"].push(...found);
    }
    return `${compared} compared, ${missing.length} missing, ${doubled.length} doubled; ` +
      `${before.size} lines read, ${changed.length} otherwise than before`;
  };
  let before = new Map<BusyCharger, Reading>();
  for (let round = 1; round <= rounds; round++) {
    await using program = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    const counted = acknowledged();
    const working = chargers.map((charger) => charger.work(program.endpoint));
    // Now and then while they connect; else at work.
    if (round % 4 !== 0) {
      const counts = chargers.map(({ count }) => count);
      const atWork = () => chargers.filter(({ count }, i) => count > counts[i]).length;
      await until("most chargers work", () => atWork() > 0.9 * count);
    }
    await new Promise<void>((resolve) => systemClock.after(Math.random() * 1_500, resolve));
    before = new Map(await Promise.all(witnesses.map(async (one) => [one, await read(program.url, one)] as const)));
    await program.kill("SIGKILL");
    await Promise.all(working);
    const { unfolded, twice } = await leftBehind(kvPath);
    if (unfolded + twice > 0) outcome.foldsHit++;
    await using again = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    tell(
      `Round ${round}: ${
        acknowledged() - counted
      } acknowledged; killed with ${unfolded} samples about to be folded and ` +
        `${twice} folded but still in the journal; ${await look(again, before)}`,
    );
    await again.kill("SIGTERM");
  }
  if (isFoldedAtLast) {
    const { rows } = await leftBehind(kvPath);
    await using heir = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    const isTakenOver = async () => await journalRows(heir.url) === rows;
    await until("what the killed ones left is taken over", isTakenOver, TAKEN_OVER_WITHIN_MS);
    // Who stops folds what it has.
    await heir.kill("SIGTERM");
    const left = (await leftBehind(kvPath)).rows;
    if (left > 0) outcome.missing.push(`${left} samples are still in the journal`);
    await using program = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    tell(`At last: ${rows} samples that the killed ones left are folded; ${await look(program, before)}`);
    await program.kill("SIGTERM");
  }
  return { ...outcome, acknowledged: acknowledged() };
}

/** How many samples a server holds that are not folded. */
async function journalRows(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^ocpp_store_journal_rows (\d+)$/m.exec(text)?.[1]);
}

/** A charger's samples up to the last one that was acknowledged, as the server told them. */
interface Reading {
  register: number;
  told: string;
}

async function read(url: string, charger: BusyCharger): Promise<Reading> {
  const register = charger.acknowledged.readings.at(-1) ?? 0;
  return { register, told: await readingsUpTo(url, charger.id, register) };
}

async function reread(url: string, { id }: BusyCharger, { register, told }: Reading): Promise<string | null> {
  return await readingsUpTo(url, id, register) === told ? null : `${id}: its samples up to register ${register}`;
}
