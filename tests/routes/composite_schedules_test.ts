/** The last composite schedule of each connector, with times by the clock. */
import { assertEquals } from "@std/assert";
import type { CompositeScheduleView } from "../../lib/domain/upkeep_views.ts";
import { aPair, ask, items, type Pair } from "./asking.ts";

const seconds = (at: number) => new Date(Math.floor(at / 1000) * 1000).toISOString();
const START = Date.now() - 60_000;
const at = (offsetS: number) => seconds(START + offsetS * 1000);

const chargingSchedule = {
  duration: 3600,
  chargingRateUnit: "A",
  chargingSchedulePeriod: [
    { startPeriod: 1800, limit: 8.5, numberPhases: 1 },
    { startPeriod: 0, limit: 16 },
    { startPeriod: 7200, limit: 32 },
  ],
  minChargingRate: 6,
};

function read(pair: Pair, wish: object, answer: object) {
  return ask(pair, "GetCompositeSchedule", { connectorId: 1, duration: 3600, ...wish }, answer);
}

function schedules({ server }: Pair): Promise<CompositeScheduleView[]> {
  return items(server, "/api/chargers/CP-1/composite-schedules");
}

Deno.test("GetCompositeSchedule's answer is given as it came, and kept with each limit's own time", async () => {
  await using pair = await aPair();
  const answer = { status: "Accepted", connectorId: 1, scheduleStart: at(0), chargingSchedule };
  assertEquals((await read(pair, { chargingRateUnit: "A" }, answer)).body.response, answer);
  const [{ answeredAt, ...schedule }, ...others] = await schedules(pair);
  assertEquals([Math.abs(Date.parse(answeredAt) - Date.now()) < 10_000, others], [true, []]);
  assertEquals(schedule, {
    connectorId: 1,
    askedDurationS: 3600,
    askedUnit: "A",
    from: at(0),
    to: at(3600),
    unit: "A",
    minChargingRate: 6,
    periods: [
      { from: at(0), to: at(1800), limit: 16, numberPhases: null },
      { from: at(1800), to: at(3600), limit: 8.5, numberPhases: 1 },
    ],
  });
});

Deno.test("the last schedule of each connector is kept, and a refused one is none", async () => {
  await using pair = await aPair();
  const unlimited = { status: "Accepted", scheduleStart: at(0) };
  await read(pair, { connectorId: 0 }, unlimited);
  await read(pair, {}, { ...unlimited, chargingSchedule });
  await read(pair, {}, { status: "Rejected" });
  await read(pair, { duration: 60 }, { ...unlimited, chargingSchedule: { ...chargingSchedule, duration: undefined } });
  assertEquals(
    (await schedules(pair)).map(({ connectorId, to, unit, periods }) => [connectorId, to, unit, periods.length]),
    [[0, at(3600), null, 0], [1, at(60), "A", 1]],
  );
  assertEquals((await pair.server.get("/api/chargers/nobody/composite-schedules")).status, 404);
});

Deno.test("a schedule whose start is missing or cannot be true begins when it came, whatever else it says", async () => {
  await using pair = await aPair();
  const odd = {
    chargingRateUnit: "W",
    duration: 1e15,
    chargingSchedulePeriod: [{ startPeriod: -5, limit: 1.25 }, { startPeriod: 1e14, limit: 0 }],
  };
  for (const scheduleStart of ["1970-01-01T00:00:00Z", "soon", undefined]) {
    await read(pair, {}, { status: "Accepted", scheduleStart, chargingSchedule: odd });
    const [{ answeredAt, from, to, periods }] = await schedules(pair);
    assertEquals([from, to, periods[0].from, periods.length], [
      answeredAt,
      "+275760-09-13T00:00:00.000Z",
      answeredAt,
      1,
    ]);
  }
});
