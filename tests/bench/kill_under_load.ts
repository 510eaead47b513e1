/** Kills the server under busy chargers while it folds what they measured, and looks what is missing afterwards. */
import { killRounds } from "../e2e/kill_rounds.ts";
import { readOptions } from "./options.ts";

const USAGE = `Usage: deno task bench kill [options]
  --rounds N    (20)
  --chargers N  (200)`;

const { rounds, chargers } = readOptions(USAGE, { rounds: 20, chargers: 200 });
const folder = await Deno.makeTempDir();
const { missing, doubled, changed, foldsHit, acknowledged } = await killRounds({
  rounds,
  chargers,
  kvPath: `${folder}/ocpp.kv`,
  isFoldedAtLast: true,
  tell: (sentence) => console.log(sentence),
});
await Deno.remove(folder, { recursive: true });
for (const fault of [...missing, ...doubled, ...changed].slice(0, 50)) console.error(fault);
console.log(
  `${acknowledged} messages acknowledged over ${rounds} kills, ${foldsHit} of them while samples were folded: ` +
    `${missing.length} missing, ${doubled.length} doubled, ${changed.length} lines read otherwise than before`,
);
Deno.exit(missing.length + doubled.length + changed.length === 0 && foldsHit > 0 ? 0 : 1);
