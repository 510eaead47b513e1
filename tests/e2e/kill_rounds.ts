/** Kills the server with SIGKILL at a random moment under busy chargers, again and again, and compares after each restart. */
import { systemClock } from "../../lib/clock.ts";
import { BusyCharger } from "./busy_charger.ts";
import { compare } from "./compare.ts";
import { start } from "./program.ts";
import { until } from "./until.ts";

export interface KillRounds {
  rounds: number;
  chargers: number;
  kvPath: string;
  /** Hears of each round. */
  tell?: (sentence: string) => void;
}

/** @returns what was missing or doubled after any of the restarts, and how many messages were acknowledged */
export async function killRounds({ rounds, chargers: count, kvPath, tell = () => {} }: KillRounds) {
  const chargers = Array.from({ length: count }, (_, i) => new BusyCharger(`CP-${i}`));
  const faults = { missing: [] as string[], doubled: [] as string[] };
  const acknowledged = () => chargers.reduce((sum, charger) => sum + charger.count, 0);
  for (let round = 1; round <= rounds; round++) {
    await using program = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    const before = acknowledged();
    const working = chargers.map((charger) => charger.work(program.endpoint));
    // Now and then while they connect; else at work.
    if (round % 4 !== 0) {
      const counts = chargers.map(({ count }) => count);
      const atWork = () => chargers.filter(({ count }, i) => count > counts[i]).length;
      await until("most chargers work", () => atWork() > 0.9 * count);
    }
    await new Promise<void>((resolve) => systemClock.after(Math.random() * 1_500, resolve));
    await program.kill("SIGKILL");
    await Promise.all(working);
    await using again = await start({ KV_PATH: kvPath, LOG_LEVEL: "error" });
    const { missing, doubled, compared } = await compare(again.url, chargers);
    faults.missing.push(...missing);
    faults.doubled.push(...doubled);
    tell(
      `Round ${round}: ${acknowledged() - before} acknowledged, then killed; ` +
        `${compared} compared, ${missing.length} missing, ${doubled.length} doubled`,
    );
    await again.kill("SIGTERM");
  }
  return { ...faults, acknowledged: acknowledged() };
}
