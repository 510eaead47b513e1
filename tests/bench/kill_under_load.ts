/**
 * Kills the server under busy chargers and looks what is missing afterwards.
 * `deno run -A tests/bench/kill_under_load.ts --rounds 20 --chargers 200`
 */
import { parseArgs } from "node:util";
import { killRounds } from "../e2e/kill_rounds.ts";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "20" }, chargers: { type: "string", default: "200" } },
});
const folder = await Deno.makeTempDir();
const { missing, doubled, acknowledged } = await killRounds({
  rounds: Number(values.rounds),
  chargers: Number(values.chargers),
  kvPath: `${folder}/ocpp.kv`,
  tell: (sentence) => console.log(sentence),
});
await Deno.remove(folder, { recursive: true });
for (const fault of [...missing, ...doubled].slice(0, 50)) console.error(fault);
console.log(`${acknowledged} messages acknowledged, ${missing.length} missing, ${doubled.length} doubled`);
Deno.exit(missing.length + doubled.length === 0 ? 0 : 1);
