/** `deno task simulate`: chargers for a server that has none yet. */
import { systemClock } from "../lib/clock.ts";
import { Fleet } from "./fleet.ts";
import { type Options, parseOptions, usage } from "./options.ts";
import { Pace } from "./pace.ts";
import { Tally } from "./tally.ts";

const SUMMARY_MS = 5_000;
/** What is not told by then, with an absent or a very busy server, stays untold. */
const STOP_MS = 1_800;
/** The terminal and `deno task` both hand on a Ctrl-C: what comes within this is the same one. */
const ONE_CTRL_C_MS = 300;

const parsed = parseOptions(Deno.args);
switch (parsed.type) {
  case "help":
    console.log(usage);
    break;
  case "wrong":
    console.error(`${parsed.message}\nSee deno task simulate --help`);
    Deno.exit(1);
    break;
  case "run":
    run(parsed.options);
    break;
  default:
    parsed satisfies never;
}

function run(options: Options): void {
  const tally = new Tally(say);
  const fleet = new Fleet(options, { pace: new Pace(systemClock, options.speed), tally });
  say(
    `Simulating ${options.chargers} chargers at ${options.url}, speed ${options.speed}; Ctrl-C ends it`,
  );
  fleet.start();
  const stopSummaries = systemClock.every(SUMMARY_MS, () => say(summary(fleet, tally)));

  let stoppingSince: number | null = null;
  async function stop(): Promise<void> {
    if (stoppingSince !== null) {
      if (systemClock.now() - stoppingSince > ONE_CTRL_C_MS) Deno.exit(130);
      return;
    }
    stoppingSince = systemClock.now();
    stopSummaries();
    say("Ending all sessions and disconnecting; Ctrl-C again ends at once");
    await Promise.race([fleet.stop(), new Promise<void>((resolve) => systemClock.after(STOP_MS, resolve))]);
    say(summary(fleet, tally));
    if (fleet.waiting > 0) say(`${fleet.waiting} transaction messages could not be delivered any more`);
    Deno.exit(0);
  }
  for (const signal of Deno.build.os === "windows" ? ["SIGINT"] as const : ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, stop);
  }
}

function summary(fleet: Fleet, { sessionsEnded, messagesSent, errors }: Tally): string {
  const counts = { connected: fleet.connected, charging: fleet.charging, "sessions ended": sessionsEnded };
  return Object.entries({ ...counts, "messages sent": messagesSent, errors })
    .map(([what, count]) => `${count} ${what}`)
    .join(" · ");
}

function say(sentence: string): void {
  console.log(`${new Date(systemClock.now()).toTimeString().slice(0, 8)}  ${sentence}`);
}
