/** What one MeterValues costs, piece by piece. `deno task bench` */
import { parseFrame } from "../../ocpp/frame.ts";
import { versionOf } from "../../ocpp/version.ts";
import { systemClock } from "../../lib/clock.ts";
import { silentLog } from "../../lib/log.ts";
import { Commits } from "../../lib/store/commits.ts";
import { GroupCommit } from "../../lib/store/group_commit.ts";
import { Journal } from "../../lib/store/journal.ts";
import { packRun, RowWriter, unpackRun } from "../../lib/store/packing.ts";
import { samples } from "../arrange.ts";

const sampledValue = [
  { value: "120345.6", measurand: "Energy.Active.Import.Register", unit: "Wh" },
  { value: "7360", measurand: "Power.Active.Import", unit: "W" },
  ...["L1", "L2", "L3"].map((phase) => ({ value: "10.7", phase, measurand: "Current.Import", unit: "A" })),
  { value: "56", measurand: "SoC", unit: "Percent" },
].map((value) => ({ context: "Sample.Periodic", format: "Raw", location: "Outlet", ...value }));
const payload = {
  connectorId: 1,
  transactionId: 7,
  meterValue: [{ timestamp: "2026-11-22T12:00:00Z", sampledValue }],
};
const text = JSON.stringify([2, crypto.randomUUID(), "MeterValues", payload]);

const meterValues = versionOf("ocpp1.6").fromCharger.MeterValues;
const request = meterValues.request.parse(payload);
const origin = { chargerId: "CP-1", receivedAt: Date.parse("2026-11-22T12:00:01Z") };

Deno.bench("parse the frame", () => void parseFrame(text));
Deno.bench("check the schema", () => void meterValues.request.safeParse(payload));
Deno.bench("make facts", () => void meterValues.facts(request, {}, origin));

const run = samples(60);
const writer = new RowWriter();
const rows = run.map((one) => writer.row(one));
const packed = packRun(rows);
Deno.bench("make rows of 60 samples", () => void run.map((one) => writer.row(one)));
Deno.bench("pack a run of 60", () => void packRun(rows));
Deno.bench("unpack a run of 60", () => void unpackRun(packed));

const kv = await Deno.openKv(":memory:");
const commit = new GroupCommit(
  kv,
  new Journal("bench", () => 0, () => {}),
  new Commits({ clock: systemClock, log: silentLog, room: null }),
);
const [sample] = run;
Deno.bench("group commit of 100 writers' samples", async () => {
  await Promise.all(
    Array.from(
      { length: 100 },
      () => commit.write({ metered: { chargerId: "CP-1", connectorId: 1, samples: [sample] } }),
    ),
  );
});
