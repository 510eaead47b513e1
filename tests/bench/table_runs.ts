/** The runs that the rows of the table share, each made once, when the first row asks for it. */
import { measureOnce } from "./load/measure_once.ts";
import type { RunResult } from "./load/result.ts";
import type { Load } from "./load/run_generator.ts";
import type { ServerName } from "./load/server_process.ts";
import { median } from "./percentile.ts";

export interface RunsParts {
  rounds: number;
  seconds: number;
  /** Seeded ones. */
  stores: string[];
  loadgen: string | undefined;
}

const WARMUP_S = 2;

export class Runs {
  readonly #turns = new Map<string, Promise<Record<string, RunResult[]>>>();

  constructor(readonly parts: RunsParts) {}

  /** Every server in turn, round by round, as fast as it can. */
  inTurn(scenario: string, conns: number): Promise<Record<ServerName, RunResult[]>> {
    const wishes = (["raw", "us", "rpc"] as const).map((server) => ({ name: server, server, browsers: 0 }));
    return this.#once(`${scenario} ${conns}`, () => this.#rounds(wishes, { scenario, conns, rate: 0 }));
  }

  /** At a steady rate, each call counted from when it was due; with dashboards open and without. */
  atRate(scenario: string, conns: number, rate: number, browsers = [0]): Promise<Record<string, RunResult[]>> {
    const wishes = browsers.map((count) => ({ name: String(count), server: "us" as const, browsers: count }));
    const name = `${scenario} ${conns} ${rate} ${browsers}`;
    return this.#once(name, () => this.#rounds(wishes, { scenario, conns, rate }));
  }

  /** Chargers that only connect and boot. */
  async storm(conns: number, settle = 0): Promise<RunResult[]> {
    const wishes = [{ name: "us", server: "us" as const, browsers: 0 }];
    return (await this.#once(
      `storm ${conns}`,
      () => this.#rounds(wishes, { scenario: "storm", conns, rate: 0, settle }),
    )).us;
  }

  #once<Found extends Record<string, RunResult[]>>(name: string, run: () => Promise<Found>): Promise<Found> {
    const runs = this.#turns.get(name) ?? run();
    this.#turns.set(name, runs);
    return runs as Promise<Found>; // What this name's run gave.
  }

  async #rounds<Name extends string>(
    wishes: { name: Name; server: ServerName; browsers: number }[],
    load: Omit<Load, "seconds" | "warmup">,
  ): Promise<Record<Name, RunResult[]>> {
    const { rounds, seconds, loadgen } = this.parts;
    const found = Object.fromEntries(wishes.map(({ name }) => [name, []])) as unknown as Record<Name, RunResult[]>;
    for (let round = 0; round < rounds; round++) {
      for (const { name, server, browsers } of wishes) {
        found[name].push(await measureOnce(server, { ...load, seconds, warmup: WARMUP_S }, { loadgen, browsers }));
      }
    }
    return found;
  }
}

/** The median of what each round says of the two. */
export function ratio(us: RunResult[], other: RunResult[]): number {
  return median(us.map(({ msgs_per_s }, i) => msgs_per_s / other[i].msgs_per_s));
}

export function medianOf(runs: RunResult[], of: (run: RunResult) => number): number {
  return median(runs.map(of));
}
